"""Read what the pages of one unit, one post and one responsibility show beside the tree."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, select

from ks_board.core.db import db
from ks_board.core.errors import NotFound
from ks_board.organigram.in_force import appointment_in_force, has_not_left, unit_in_force
from ks_board.organigram.models import Appointment, AppointmentKind, Post, Responsibility, Unit
from ks_board.organigram.tree import PostState
from ks_board.people.models import Person
from ks_board.town.models import Area, Place, Procedure


def get_unit(ref: str, on: date) -> Any:
    """Return a unit with its place and whether it is in force; raise NotFound."""
    row = db.session.execute(
        select(
            *Unit.__table__.columns, Place.name.label("place_name"), Place.street, Place.opening_hours, Place.step_free
        )
        .add_columns(unit_in_force(on).label("counts"))
        .outerjoin(Place, Place.id == Unit.place_id)
        .where(Unit.ref == ref)
    ).first()
    if row is None:
        raise NotFound(_("Diese Einheit gibt es nicht."))
    return row


def find_unit_name(ref: str) -> str | None:
    """Return what a unit is called."""
    return db.session.scalar(select(Unit.name).where(Unit.ref == ref))


def find_unit_id(ref: str) -> int | None:
    """Return the id of a unit."""
    return db.session.scalar(select(Unit.id).where(Unit.ref == ref))


def find_unit_ref(unit_id: int | None) -> str | None:
    """Return the ref of a unit."""
    return db.session.scalar(select(Unit.ref).where(Unit.id == unit_id))


def list_ancestors(unit_id: int) -> Sequence[Any]:
    """Return the units above a unit, the root first."""
    start = select(Unit.id, Unit.parent_id, Unit.ref, Unit.name).where(Unit.id == unit_id)
    path = start.cte("path", recursive=True)
    step = select(Unit.id, Unit.parent_id, Unit.ref, Unit.name).join(path, Unit.id == path.c.parent_id)
    rows = db.session.execute(select(path.union_all(step))).all()
    return list(reversed(rows[1:]))


def list_children(unit_id: int, on: date) -> Sequence[Any]:
    """Return the units directly below a unit that are in force."""
    return db.session.execute(
        select(Unit.ref, Unit.name, Unit.kind)
        .where(Unit.parent_id == unit_id, unit_in_force(on))
        .order_by(Unit.short_name, Unit.name)
    ).all()


def get_post(ref: str, on: date) -> Any:
    """Return a post with its unit; raise NotFound."""
    return _one(
        select(*Post.__table__.columns, *_unit_columns(on)).join(Unit, Unit.id == Post.unit_id).where(Post.ref == ref),
        _("Diese Stelle gibt es nicht."),
    )


def get_responsibility(ref: str, on: date) -> Any:
    """Return a responsibility with its unit, area and procedure; raise NotFound."""
    return _one(
        select(*Responsibility.__table__.columns, *_unit_columns(on), Area.label_de, Area.label_en)
        .add_columns(Procedure.title.label("procedure_title"))
        .join(Unit, Unit.id == Responsibility.unit_id)
        .join(Area, Area.id == Responsibility.area_id)
        .outerjoin(Procedure, Procedure.id == Responsibility.procedure_id)
        .where(Responsibility.ref == ref),
        _("Diese Zuständigkeit gibt es nicht."),
    )


def list_appointments(target: Any, target_id: int, on: date) -> Sequence[Any]:
    """Return all appointments to a post (`Appointment.post_id`) or responsibility, the current ones first."""
    current = appointment_in_force(on) & has_not_left(on)
    return db.session.execute(
        select(
            *(Appointment.ref, Appointment.kind, Appointment.from_, Appointment.until, Appointment.confirmed_on),
            *(Person.given_name, Person.family_name, Person.consent_public, current.label("is_current")),
        )
        .join(Person, Person.id == Appointment.person_id)
        .where(target == target_id)
        .order_by(current.desc(), Appointment.kind.desc(), Appointment.from_.desc(), Appointment.id)
    ).all()


def state_of(appointments: Sequence[Any]) -> PostState:
    """Tell whether a post is held, from its appointments; as in the tree, but of one post."""
    kinds = {row.kind for row in appointments if row.is_current}
    if AppointmentKind.LEAD in kinds:
        return PostState.FILLED
    return PostState.DEPUTY_ONLY if kinds else PostState.VACANT


def list_places(unit_id: int) -> Sequence[Any]:
    """Return the places a unit owns."""
    return db.session.execute(
        select(Place.ref, Place.name, Place.street, Place.is_anchor, Place.opening_hours, Place.step_free)
        .where(Place.owner_unit_id == unit_id)
        .order_by(Place.name)
    ).all()


def _unit_columns(on: date) -> tuple[Any, ...]:
    return (
        *(Unit.ref.label("unit_ref"), Unit.name.label("unit_name"), Unit.email.label("unit_email")),
        *(Unit.phone.label("unit_phone"), Unit.valid_from, Unit.valid_until),
        unit_in_force(on).label("unit_counts"),
    )


def _one(query: Select[Any], missing: str) -> Any:
    row = db.session.execute(query).first()
    if row is None:
        raise NotFound(missing)
    return row
