"""Conditions on dates that both the organigram and the gap rules need, for SQL; `from` and `until` are inclusive."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import InstrumentedAttribute

from ks_board.organigram.models import Appointment, Unit
from ks_board.people.models import Person

Day = InstrumentedAttribute[date | None]


def in_force(first: Day, last: Day, on: date) -> ColumnElement[bool]:
    """Tell whether a fact with these two days counts on a day; an empty end is open."""
    return and_(or_(first.is_(None), first <= on), or_(last.is_(None), last >= on))


def unit_in_force(on: date, unit: Any = Unit) -> ColumnElement[bool]:
    """Tell whether a unit exists on a day."""
    return in_force(unit.valid_from, unit.valid_until, on)


def has_not_left(on: date, person: Any = Person) -> ColumnElement[bool]:
    """Tell whether a person is still there on a day."""
    return or_(person.left_on.is_(None), person.left_on > on)


def appointment_in_force(on: date, appointment: Any = Appointment) -> ColumnElement[bool]:
    """Tell whether an appointment counts on a day, whoever holds it."""
    return in_force(appointment.from_, appointment.until, on)
