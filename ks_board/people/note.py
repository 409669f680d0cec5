"""Note a new person while on the phone, and that somebody has left."""

from datetime import date, datetime

from flask_babel import gettext as _

from ks_board.core.db import db
from ks_board.core.errors import Conflict
from ks_board.core.refs import next_ref
from ks_board.people.accounts import normal_email
from ks_board.people.models import ContactChannel, Person
from ks_board.people.my_data import end_everything


def add_person(*, given_name: str, family_name: str, phone: str | None, email: str | None, on: date) -> Person:
    """Note a new person, to be reached as they first said."""
    channel = ContactChannel.PHONE if phone else ContactChannel.EMAIL if email else None
    person = Person(
        ref=next_ref(Person),
        given_name=given_name,
        family_name=family_name,
        phone=phone,
        email=normal_email(email) if email else None,
        channel=channel,
        joined_on=on,
    )
    db.session.add(person)
    db.session.flush()
    return person


def mark_left(person: Person, *, left_on: date | None, on: date, now: datetime) -> None:
    """Note the day from which somebody is gone, None = is here; links and sessions are dead from that day on."""
    if left_on and person.joined_on and left_on < person.joined_on:
        raise Conflict(_("Der Tag liegt vor dem Tag, seit dem dieser Mensch dabei ist."))
    person.left_on = left_on
    db.session.flush()
    if left_on and left_on <= on:
        end_everything(person.id, now=now)
