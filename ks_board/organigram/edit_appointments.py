"""Appoint people, end, replace and confirm; and find or note the person."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import or_, select

from ks_board.core.db import db
from ks_board.core.errors import Conflict
from ks_board.core.formatting import short_date
from ks_board.core.refs import next_ref
from ks_board.core.text import fold
from ks_board.organigram.edit import Seat, seat_column
from ks_board.organigram.models import Appointment, AppointmentKind
from ks_board.people.models import Person

FEWEST_LETTERS, MOST_FOUND = 3, 8
_DAY = timedelta(days=1)


def appoint(
    seat: Seat,
    *,
    person: Person,
    kind: AppointmentKind,
    from_: date,
    until: date | None,
    replaces: Appointment | None,
    confirmed_on: date,
) -> Appointment:
    """Appoint a person; who is replaced ends the day before. Raise Conflict."""
    _check_days(from_, until)
    if person.left_on and person.left_on <= from_:
        raise Conflict(_("%(name)s ist seit %(day)s nicht mehr da.", name=person.name, day=short_date(person.left_on)))
    if replaces:
        end(replaces, on=from_ - _DAY)
    _check_not_there(seat, person, kind, from_, until)
    appointment = Appointment(
        ref=next_ref(Appointment), person_id=person.id, kind=kind, from_=from_, until=until, confirmed_on=confirmed_on
    )
    setattr(appointment, seat_column(seat).key, seat.id)
    db.session.add(appointment)
    db.session.flush()
    return appointment


def end(appointment: Appointment, *, on: date) -> None:
    """Let an appointment count until this day; what ends earlier stays so. Raise Conflict."""
    if appointment.from_ and appointment.from_ > on:
        began = short_date(appointment.from_)
        raise Conflict(_("Das geht nicht: Diese Besetzung beginnt erst am %(day)s.", day=began))
    if appointment.until is None or appointment.until > on:
        appointment.until = on
    db.session.flush()


def set_end(appointment: Appointment, *, on: date) -> None:
    """Let an appointment count until exactly this day; raise Conflict."""
    _check_days(appointment.from_, on)
    appointment.until = on
    db.session.flush()


def change(appointment: Appointment, values: Mapping[str, Any]) -> None:
    """Change the days, kind and notes of an appointment; raise Conflict."""
    _check_days(values["from_"], values["until"])
    for name, value in values.items():
        setattr(appointment, name, value)
    db.session.flush()


def confirm(appointment: Appointment, *, on: date) -> None:
    """Note that somebody who knows has said: this is right."""
    appointment.confirmed_on = on
    db.session.flush()


def add_person(*, given_name: str, family_name: str, phone: str | None, email: str | None, on: date) -> Person:
    """Note a new person."""
    person = Person(
        ref=next_ref(Person), given_name=given_name, family_name=family_name, phone=phone, email=email, joined_on=on
    )
    db.session.add(person)
    db.session.flush()
    return person


def find_people(text: str) -> Sequence[Any]:
    """Return people whose name has words beginning like those of the text, from three letters on."""
    starts = fold(text).split()
    if sum(map(len, starts)) < FEWEST_LETTERS:
        return []
    return [row for row in _list_people() if _fits(starts, _folded_name(row).split())][:MOST_FOUND]


def find_person(ref: str) -> Person | None:
    """Return a person by ref."""
    return db.session.execute(select(Person).where(Person.ref == ref)).scalar_one_or_none()


def find_namesakes(name: str) -> Sequence[Any]:
    """Return people of exactly this name, so that nobody is noted twice unasked."""
    wanted = fold(name)
    return [row for row in _list_people() if _folded_name(row) == wanted][:MOST_FOUND]


def list_current(seat: Seat, *, on: date) -> Sequence[Any]:
    """Return the appointments to a post or responsibility that have not ended, with their people."""
    return db.session.execute(
        select(Appointment.id, Appointment.ref, Appointment.kind, Person.given_name, Person.family_name)
        .join(Person, Person.id == Appointment.person_id)
        .where(seat_column(seat) == seat.id, or_(Appointment.until.is_(None), Appointment.until >= on))
        .order_by(Appointment.kind.desc(), Appointment.id)
    ).all()


def _list_people() -> Sequence[Any]:
    names = select(Person.id, Person.ref, Person.given_name, Person.family_name, Person.phone, Person.email)
    return db.session.execute(names.order_by(Person.family_name, Person.given_name, Person.id)).all()


def _folded_name(row: Any) -> str:
    return fold(f"{row.given_name} {row.family_name}")


def _fits(starts: Sequence[str], words: Sequence[str]) -> bool:
    return all(any(word.startswith(start) for word in words) for start in starts)


def _check_days(from_: date | None, until: date | None) -> None:
    if from_ and until and until < from_:
        raise Conflict(_("Der letzte Tag liegt vor dem ersten."))


def _check_not_there(seat: Seat, person: Person, kind: AppointmentKind, from_: date, until: date | None) -> None:
    overlaps = select(Appointment.ref).where(
        seat_column(seat) == seat.id,
        Appointment.person_id == person.id,
        Appointment.kind == kind,
        or_(Appointment.until.is_(None), Appointment.until >= from_),
        or_(Appointment.from_.is_(None), Appointment.from_ <= (until or date.max)),
    )
    if db.session.execute(overlaps.limit(1)).first():
        raise Conflict(_("%(name)s ist in dieser Zeit schon eingetragen.", name=person.name))
