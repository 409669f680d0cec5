"""Change units, posts and responsibilities; what has a history is closed, never deleted."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from flask_babel import gettext as _
from sqlalchemy import or_, select

from ks_board.core.db import Base, db
from ks_board.core.errors import Conflict, NotFound
from ks_board.core.formatting import short_date
from ks_board.core.refs import next_ref
from ks_board.organigram.edit_tree import check_tree, list_below, lock_tree
from ks_board.organigram.models import Appointment, Post, Responsibility, Unit, UnitKind
from ks_board.people.models import Person
from ks_board.town.version import bump_data_version

Row = TypeVar("Row", bound=Base)
Seat = Post | Responsibility
"""What a person can be appointed to."""
IN_PICTURES = frozenset({"unit", "post", "responsibility", "appointment", "person", "town_setting"})


def get_row(model: type[Row], ref: str) -> Row:
    """Return a row by its ref; raise NotFound."""
    row = db.session.execute(select(model).filter_by(ref=ref)).scalar_one_or_none()
    if row is None:
        raise NotFound(_("Das gibt es nicht oder nicht mehr."))
    return row


def renew_pictures(tables: frozenset[str]) -> None:
    """Let every kept picture be drawn anew if one of these tables is in it; belongs to `on_change`."""
    if tables & IN_PICTURES:
        bump_data_version()


def add_unit(values: Mapping[str, Any]) -> Unit:
    """Add a unit; raise TreeBroken if it fits nowhere."""
    lock_tree()
    unit = Unit(ref=next_ref(Unit), **values)
    db.session.add(unit)
    db.session.flush()
    check_tree()
    return unit


def change_unit(unit: Unit, values: Mapping[str, Any]) -> None:
    """Change a unit, or move it under another one; raise TreeBroken."""
    lock_tree()
    _set(unit, values)
    check_tree()


def close_unit(unit: Unit, *, on: date, with_all_below: bool) -> None:
    """Let a unit exist until this day, and if wanted everything below it; raise Conflict."""
    if unit.kind is UnitKind.TOWN and unit.parent_id is None:
        raise Conflict(_("Die Stadt selbst kann nicht enden."))
    below = list_below(unit.id) if with_all_below else {unit.id}
    for each in db.session.scalars(select(Unit).where(Unit.id.in_(below))):
        if each.valid_from and each.valid_from > on:
            raise Conflict(_("%(unit)s gibt es erst seit %(day)s.", unit=each.name, day=short_date(each.valid_from)))
        if each is unit or each.valid_until is None or each.valid_until > on:
            each.valid_until = on
    db.session.flush()


def add_post(values: Mapping[str, Any]) -> Post:
    """Add a post to a unit."""
    post = Post(ref=next_ref(Post), **values)
    db.session.add(post)
    db.session.flush()
    return post


def add_responsibility(values: Mapping[str, Any]) -> Responsibility:
    """Add a responsibility to a unit."""
    responsibility = Responsibility(ref=next_ref(Responsibility), **values)
    db.session.add(responsibility)
    db.session.flush()
    return responsibility


def change_seat(seat: Seat, values: Mapping[str, Any]) -> None:
    """Change a post or a responsibility."""
    _set(seat, values)


def close_seat(seat: Seat, *, on: date) -> None:
    """End a post or responsibility with this day; one that never had a history is deleted.

    Neither has days of its own: both count as long as their unit. So what ends is put into a unit of its own that
    ends on this day, below the one it belonged to: that is what earlier and later days then show.
    """
    if not is_used(seat):
        db.session.delete(seat)
        db.session.flush()
        return
    _end_appointments(seat, on)
    seat.unit_id = _closing_unit(db.session.get_one(Unit, seat.unit_id), on).id
    db.session.flush()


def is_used(row: Seat) -> bool:
    """Tell whether any row of any table refers to this one."""
    own, tables = row.__table__, Base.metadata.tables.values()
    keys = [key.parent for table in tables for key in table.foreign_keys if key.column.table is own]
    return any(db.session.execute(select(key).where(key == row.id).limit(1)).first() for key in keys)


def seat_column(seat: Seat) -> Any:
    """Return the column by which an appointment names its post or responsibility."""
    return Appointment.post_id if isinstance(seat, Post) else Appointment.responsibility_id


def _set(row: Base, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    db.session.flush()


def _end_appointments(seat: Seat, on: date) -> None:
    longer = or_(Appointment.until.is_(None), Appointment.until > on)
    for appointment, person in db.session.execute(
        select(Appointment, Person)
        .join(Person, Person.id == Appointment.person_id)
        .where(seat_column(seat) == seat.id, longer)
    ):
        if appointment.from_ and appointment.from_ > on:
            sentence = _("%(name)s ist ab %(day)s eingetragen.", name=person.name, day=short_date(appointment.from_))
            raise Conflict(f"{sentence} {_('Bitte ändern Sie das zuerst.')}")
        appointment.until = on


def _closing_unit(unit: Unit, on: date) -> Unit:
    """Return the unit below this one that holds what ended on a day."""
    name = _("%(unit)s: bis %(day)s", unit=unit.name[:250], day=short_date(on))
    found = db.session.scalars(
        select(Unit).where(Unit.parent_id == unit.id, Unit.name == name, Unit.valid_until == on)
    ).first()
    if found:
        return found
    if unit.valid_from and unit.valid_from > on:
        raise Conflict(_("%(unit)s gibt es erst seit %(day)s.", unit=unit.name, day=short_date(unit.valid_from)))
    copied = {"parent_id": unit.id, "email": unit.email, "phone": unit.phone, "valid_from": unit.valid_from}
    return add_unit({"name": name, "kind": UnitKind.SECTION, "valid_until": on} | copied)
