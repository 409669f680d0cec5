"""People who gave a name and a way to reach them, and nothing yet shows that it is theirs.

A newcomer is a person without `joined_on`. Whether the town knows somebody already is asked only after the proof,
so that nobody can find it out by typing other people's addresses.
"""

from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

from ks_board.core.db import db
from ks_board.core.refs import next_ref
from ks_board.core.text import fold
from ks_board.people.accounts import normal_email
from ks_board.people.models import ContactChannel, Person


def newcomer(name: str, *, email: str | None, phone: str | None) -> Person:
    """Return the newcomer of this name, e-mail and phone; the same details again are the same newcomer."""
    given, _, family = " ".join(name.split()).rpartition(" ")
    email = normal_email(email) if email else None
    same = select(Person).where(
        Person.joined_on.is_(None), _is(Person.email, email), _is(Person.phone, phone), Person.left_on.is_(None)
    )
    typed = fold(f"{given} {family}")
    kept = next((person for person in db.session.scalars(same) if fold(person.name) == typed), None)
    return kept or _add(given or family, family, email, phone)


def find_known(person: Person) -> Person | None:
    """Return the one known person with the given name and e-mail of a newcomer; None if there is none or a doubt.

    The given name has to agree, because couples share addresses; who is not found stays a person of their own,
    until the coordinator merges the two.
    """
    if not person.email:
        return None
    same = select(Person).where(
        func.lower(Person.email) == person.email.lower(), Person.joined_on.is_not(None), Person.left_on.is_(None)
    )
    given = fold(person.given_name)
    found = [known for known in db.session.scalars(same) if known.id != person.id and fold(known.given_name) == given]
    return found[0] if len(found) == 1 else None


def welcome(person: Person, *, on: date) -> None:
    """Make a newcomer a person that the town knows."""
    person.joined_on = person.joined_on or on


def _is(column: InstrumentedAttribute[str | None], value: str | None) -> ColumnElement[bool]:
    return column.is_(None) if value is None else column == value


def _add(given: str, family: str, email: str | None, phone: str | None) -> Person:
    channel = ContactChannel.EMAIL if email else ContactChannel.PHONE
    person = Person(
        ref=next_ref(Person), given_name=given, family_name=family, email=email, phone=phone, channel=channel
    )
    db.session.add(person)
    db.session.flush()
    return person
