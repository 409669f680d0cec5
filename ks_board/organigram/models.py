"""Units, posts, responsibilities and appointments, named after the W3C organization ontology."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ks_board.core.columns import Id, Long, Ref, Short, TextList, Versioned, one_of, refers_to
from ks_board.core.db import Base


class UnitKind(StrEnum):
    """What a box of the organigram is."""

    TOWN = "town"
    COUNCIL = "council"
    COMMITTEE = "committee"
    DISTRICT = "district"
    STAFF = "staff"
    SECTION = "section"
    COORDINATION = "coordination"
    OFFICE = "office"
    FACILITY = "facility"
    ASSOCIATION = "association"
    INITIATIVE = "initiative"
    COMPANY = "company"


class PostKind(StrEnum):
    """How a post is held."""

    PROFESSIONAL = "professional"
    ELECTED = "elected"
    HONORARY = "honorary"


class ResponsibilityKind(StrEnum):
    """Why the town has a responsibility."""

    MANDATORY = "mandatory"
    VOLUNTARY = "voluntary"
    INTERNAL = "internal"


class AppointmentTarget(StrEnum):
    """What an appointment is for."""

    POST = "post"
    RESPONSIBILITY = "responsibility"


class AppointmentKind(StrEnum):
    """The two kinds of appointment."""

    LEAD = "lead"
    DEPUTY = "deputy"


class Unit(Versioned, Base):
    """Any box of the organigram; the units form a forest with one root of kind town."""

    __tablename__ = "unit"

    id: Mapped[Id]
    ref: Mapped[Ref]
    parent_id: Mapped[int | None] = refers_to("unit.id")
    name: Mapped[Short]
    short_name: Mapped[Short | None]
    kind: Mapped[UnitKind] = mapped_column(one_of(UnitKind))
    purpose: Mapped[Long | None]
    email: Mapped[Short | None]
    phone: Mapped[Short | None]
    place_id: Mapped[int | None] = refers_to("place.id", use_alter=True)
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    confirmed_on: Mapped[date | None]


class Post(Versioned, Base):
    """A seat in a unit that a person can hold; exists even if nobody holds it."""

    __tablename__ = "post"

    id: Mapped[Id]
    ref: Mapped[Ref]
    unit_id: Mapped[int] = refers_to("unit.id")
    title: Mapped[Short]
    kind: Mapped[PostKind] = mapped_column(one_of(PostKind))
    is_head: Mapped[bool | None]
    hours_per_week: Mapped[float | None]
    competences: Mapped[tuple[str, ...]] = mapped_column(TextList, default=())
    authority: Mapped[tuple[str, ...]] = mapped_column(TextList, default=())
    funded_until: Mapped[date | None]
    pot_id: Mapped[int | None] = refers_to("pot.id")


class Responsibility(Versioned, Base):
    """A lasting duty that must have a lead and a deputy."""

    __tablename__ = "responsibility"

    id: Mapped[Id]
    ref: Mapped[Ref]
    unit_id: Mapped[int] = refers_to("unit.id")
    title: Mapped[Short]
    kind: Mapped[ResponsibilityKind] = mapped_column(one_of(ResponsibilityKind))
    area_id: Mapped[int] = refers_to("area.id")
    legal_basis: Mapped[Short | None]
    procedure_id: Mapped[int | None] = refers_to("procedure.id")
    notes: Mapped[Long | None]


class Appointment(Versioned, Base):
    """A person in a post or with a responsibility, from and until inclusive."""

    __tablename__ = "appointment"
    __table_args__ = (CheckConstraint("(post_id IS NULL) <> (responsibility_id IS NULL)", name="one_target"),)

    id: Mapped[Id]
    ref: Mapped[Ref]
    person_id: Mapped[int] = refers_to("person.id")
    post_id: Mapped[int | None] = refers_to("post.id")
    responsibility_id: Mapped[int | None] = refers_to("responsibility.id")
    kind: Mapped[AppointmentKind] = mapped_column(one_of(AppointmentKind))
    from_: Mapped[date | None] = mapped_column("from")
    until: Mapped[date | None]
    confirmed_on: Mapped[date | None]
    source: Mapped[Short | None]
    notes: Mapped[Long | None]
