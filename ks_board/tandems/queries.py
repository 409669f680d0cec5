"""Read tandems and sponsorships; whose they are is asked in the database, not after loading."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from ks_board.core.db import db
from ks_board.core.errors import NotFound
from ks_board.organigram.in_force import in_force
from ks_board.people.models import Person
from ks_board.tandems.models import Agreement, Sponsorship, Tandem, TandemStatus, Wish
from ks_board.tasks.models import Task

PersonA, PersonB = aliased(Person), aliased(Person)


def is_sponsor(person_id: Any, on: Any) -> ColumnElement[bool]:
    """Tell, for SQL, whether a person has a sponsorship on a day."""
    return exists().where(sponsored_by(person_id, on))


def sponsored_by(person_id: Any, on: Any) -> ColumnElement[bool]:
    """Tell, for SQL, whether the sponsorship is this person's and counts on a day."""
    return and_(Sponsorship.person_id == person_id, in_force(Sponsorship.from_, Sponsorship.until, on))


def list_own_sponsorships(person_id: int, *, on: date) -> Sequence[Any]:
    """Return the sponsorships of a person on a day, each with its tandem, people and task if it has one."""
    query = _with_people(select(*_SPONSORSHIP, *_TANDEM).select_from(Sponsorship), from_sponsorship=True)
    return db.session.execute(query.where(sponsored_by(person_id, on)).order_by(Sponsorship.id)).all()


def get_own_sponsorship(ref: str, *, person_id: int, on: date) -> tuple[Sponsorship, Tandem]:
    """Return a sponsorship of a person with its active tandem, locked; raise NotFound also for those of others."""
    found = db.session.execute(
        select(Sponsorship, Tandem)
        .join(Tandem, Tandem.id == Sponsorship.tandem_id)
        .where(Sponsorship.ref == ref, sponsored_by(person_id, on), Tandem.status == TandemStatus.ACTIVE)
        .with_for_update()
    ).one_or_none()
    if found is None:
        raise NotFound(_("Diese Patenschaft gibt es nicht."))
    return found[0], found[1]


def get_tandem_seen_by(ref: str, *, person_id: int | None, sees_all: bool, on: date, also_sponsors: bool = True) -> Any:
    """Return a tandem with people and task for who may see it: coordination, its two people, its sponsors."""
    query = _all_tandems().where(Tandem.ref == ref)
    seen = is_one_of_two(person_id)
    if also_sponsors:
        seen = or_(seen, _is_sponsored_by(person_id, on))
    row = db.session.execute(query if sees_all else query.where(seen)).one_or_none()
    if row is None:
        raise NotFound(_("Dieses Tandem gibt es nicht."))
    return row


def get_tandem(ref: str) -> Tandem:
    """Return a tandem to be changed; raise NotFound."""
    found = db.session.scalars(select(Tandem).where(Tandem.ref == ref).with_for_update()).one_or_none()
    if found is None:
        raise NotFound(_("Dieses Tandem gibt es nicht."))
    return found


def list_sponsors(tandem_id: int, *, on: date) -> Sequence[Any]:
    """Return the current sponsorships of a tandem with their people."""
    sponsor = (Person.given_name, Person.family_name, Person.consent_public, Person.phone)
    return db.session.execute(
        select(*_SPONSORSHIP, *sponsor)
        .join(Person, Person.id == Sponsorship.person_id)
        .where(Sponsorship.tandem_id == tandem_id, in_force(Sponsorship.from_, Sponsorship.until, on))
        .order_by(Sponsorship.id)
    ).all()


def open_wishes(tandem_ids: Sequence[int]) -> dict[int, Wish]:
    """Return the one open wish of each of these tandems."""
    open_ones = select(Wish).where(Wish.tandem_id.in_(tandem_ids), Wish.done_on.is_(None)).order_by(Wish.id)
    return {wish.tandem_id: wish for wish in db.session.scalars(open_ones)} if tandem_ids else {}


def find_agreement(tandem_id: int) -> Agreement | None:
    """Return the agreement sheet of a tandem."""
    return db.session.scalars(select(Agreement).where(Agreement.tandem_id == tandem_id)).one_or_none()


def sponsors_of(tandem_ids: Sequence[int], *, on: date) -> dict[int, int]:
    """Count the current sponsors of each of these tandems."""
    counts: dict[int, int] = defaultdict(int)
    for tandem_id in db.session.scalars(
        select(Sponsorship.tandem_id).where(
            Sponsorship.tandem_id.in_(tandem_ids), in_force(Sponsorship.from_, Sponsorship.until, on)
        )
    ):
        counts[tandem_id or 0] += 1
    return counts


def list_days() -> Sequence[Any]:
    """Return the dates of all tandems, from which follows how they are doing; who waits longest comes first."""
    days = (Tandem.id, Tandem.status, Tandem.start, Tandem.last_contact_on, Tandem.agreed_on)
    return db.session.execute(select(*days).order_by(Tandem.last_contact_on.asc().nulls_first(), Tandem.id)).all()


def list_tandems(ids: Sequence[int]) -> Sequence[Any]:
    """Return these tandems with people and task, in their order."""
    rows = {row.id: row for row in db.session.execute(_all_tandems().where(Tandem.id.in_(ids)))}
    return [rows[tandem_id] for tandem_id in ids if tandem_id in rows]


def list_free_sponsors(*, on: date) -> Sequence[Any]:
    """Return the sponsorships that wait for a tandem, with their people."""
    return db.session.execute(
        select(Sponsorship.ref, Sponsorship.organisation, Person.given_name, Person.family_name)
        .join(Person, Person.id == Sponsorship.person_id)
        .where(Sponsorship.tandem_id.is_(None), in_force(Sponsorship.from_, Sponsorship.until, on))
        .order_by(Person.family_name, Sponsorship.id)
    ).all()


def is_one_of_two(person_id: int | None) -> ColumnElement[bool]:
    """Tell, for SQL, whether a person is one of the two of a tandem."""
    return or_(Tandem.person_a_id == person_id, Tandem.person_b_id == person_id)


def _all_tandems() -> Select[Any]:
    return _with_people(select(*_TANDEM).select_from(Tandem))


def _is_sponsored_by(person_id: int | None, on: date) -> ColumnElement[bool]:
    return exists().where(
        Sponsorship.tandem_id == Tandem.id,
        Sponsorship.person_id == person_id,
        in_force(Sponsorship.from_, Sponsorship.until, on),
    )


def _with_people(query: Any, *, from_sponsorship: bool = False) -> Select[Any]:
    if from_sponsorship:
        query = query.outerjoin(Tandem, Tandem.id == Sponsorship.tandem_id)
    found: Select[Any] = (
        query.outerjoin(PersonA, PersonA.id == Tandem.person_a_id)
        .outerjoin(PersonB, PersonB.id == Tandem.person_b_id)
        .outerjoin(Task, Task.id == Tandem.task_id)
    )
    return found


def _person(letter: str, person: Any) -> tuple[Any, ...]:
    columns = (person.id, person.ref, person.given_name, person.family_name, person.consent_public)
    shared = (person.consent_contact, person.phone, person.left_on)
    return tuple(column.label(f"{letter}_{column.key}") for column in (*columns, *shared))


_SPONSORSHIP = (
    Sponsorship.id.label("sponsorship_id"),
    Sponsorship.ref.label("sponsorship_ref"),
    Sponsorship.offer,
    Sponsorship.offer_note,
    Sponsorship.organisation,
    Sponsorship.sponsor_kind,
    Sponsorship.until,
    Sponsorship.last_contact_on.label("sponsor_contact_on"),
)
_TANDEM = (
    *(Tandem.id, Tandem.ref, Tandem.name, Tandem.purpose, Tandem.status, Tandem.start, Tandem.end),
    *(Tandem.agreed_on, Tandem.last_contact_on, Tandem.result, Tandem.task_id, Tandem.version),
    *_person("a", PersonA),
    *_person("b", PersonB),
    *(Task.ref.label("task_ref"), Task.title.label("task"), Task.status.label("task_status")),
    *(Task.start.label("task_start"), Task.rrule, Task.next_at, Task.duration_minutes),
)
