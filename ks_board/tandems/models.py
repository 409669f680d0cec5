"""Tandems and sponsorships."""

from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from ks_board.core.columns import Id, Long, Ref, Short, Versioned, one_of, refers_to
from ks_board.core.db import Base


class TandemStatus(StrEnum):
    """Active or ended; the trial of the first six weeks is derived."""

    ACTIVE = "active"
    ENDED = "ended"


class SponsorKind(StrEnum):
    """Who may be a sponsor."""

    COUNCILLOR = "councillor"
    ENTREPRENEUR = "entrepreneur"


class Offer(StrEnum):
    """What a sponsor gives."""

    TIME = "time"
    KNOWHOW = "knowhow"
    GOODS = "goods"
    OPPORTUNITY = "opportunity"
    MONEY = "money"


class Tandem(Versioned, Base):
    """Two people who carry or learn a task together."""

    __tablename__ = "tandem"

    id: Mapped[Id]
    ref: Mapped[Ref]
    name: Mapped[Short]
    task_id: Mapped[int | None] = refers_to("task.id")
    person_a_id: Mapped[int] = refers_to("person.id")
    person_b_id: Mapped[int] = refers_to("person.id")
    purpose: Mapped[Long | None]
    status: Mapped[TandemStatus] = mapped_column(one_of(TandemStatus))
    start: Mapped[date | None]
    end: Mapped[date | None]
    agreed_on: Mapped[date | None]
    last_contact_on: Mapped[date | None]
    result: Mapped[Long | None]


class Sponsorship(Versioned, Base):
    """A councillor or entrepreneur who stands by a tandem, with an offer."""

    __tablename__ = "sponsorship"

    id: Mapped[Id]
    ref: Mapped[Ref]
    person_id: Mapped[int] = refers_to("person.id")
    sponsor_kind: Mapped[SponsorKind] = mapped_column(one_of(SponsorKind))
    organisation: Mapped[Short | None]
    tandem_id: Mapped[int | None] = refers_to("tandem.id")
    offer: Mapped[Offer] = mapped_column(one_of(Offer))
    offer_note: Mapped[Long | None]
    minutes_per_month: Mapped[int | None]
    from_: Mapped[date | None] = mapped_column("from")
    until: Mapped[date | None]
    last_contact_on: Mapped[date | None]


class Agreement(Versioned, Base):
    """The agreement sheet of a tandem; the day of the agreement stands in the tandem itself."""

    __tablename__ = "agreement"

    id: Mapped[Id]
    ref: Mapped[Ref]
    tandem_id: Mapped[int] = refers_to("tandem.id", unique=True)
    who_does_what: Mapped[Long | None]
    until_when: Mapped[Long | None]
    what_not: Mapped[Long | None]


class Wish(Versioned, Base):
    """The one concrete thing that a sponsor could do for a tandem now."""

    __tablename__ = "wish"

    id: Mapped[Id]
    ref: Mapped[Ref]
    tandem_id: Mapped[int] = refers_to("tandem.id")
    text: Mapped[Long]
    written_on: Mapped[date]
    taken_by_id: Mapped[int | None] = refers_to("person.id")
    taken_on: Mapped[date | None]
    done_on: Mapped[date | None]
