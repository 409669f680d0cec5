"""What a person does: their open yeses with dates, whom to ask, and who shares the task."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import select

from ks_board.core import formatting
from ks_board.core.clock import local_day
from ks_board.core.db import db
from ks_board.core.errors import NotFound
from ks_board.organigram.in_force import has_not_left
from ks_board.organigram.models import Unit
from ks_board.people.models import Person
from ks_board.tasks import words
from ks_board.tasks.contacts import Contact, contact_of, with_contact
from ks_board.tasks.details import next_dates
from ks_board.tasks.models import (
    LIVE_ASSIGNMENT,
    LIVE_TASK,
    Assignment,
    AssignmentEntry,
    AssignmentStatus,
    Task,
)
from ks_board.tasks.states import OPEN, STATE_WORDS
from ks_board.town.models import Place


class Companion(NamedTuple):
    """Somebody who shares a task and agreed to be called."""

    name: str
    phone: str


class MyTask(NamedTuple):
    """One yes, ready to print."""

    ref: str
    task_ref: str
    title: str
    status: AssignmentStatus
    state: str
    since: date | None
    call_until: date | None
    when: str
    where: str
    dates: tuple[tuple[str, str], ...]
    """Each for machines and in words."""
    briefing: str | None
    contact: Contact
    companions: tuple[Companion, ...]
    others: int
    """How many more share the task who did not agree to be called."""


def list_my_tasks(person_id: int, *, now: datetime, yes: str | None = None, to_keep: bool = False) -> list[MyTask]:
    """Return the open yeses of a person, or one of them; three statements.

    `to_keep`: the dates will be read on another day, so none of them is "morgen".
    """
    on = local_day(now)
    rows = db.session.execute(with_contact(_yeses(person_id, yes), on)).all()
    live = [row.task_id for row in rows if row.status in LIVE_ASSIGNMENT]
    companions = _companions(live, person_id, on)
    return [_my_task(row, companions[row.task_id], _dates(row, now, to_keep=to_keep)) for row in rows]


def get_my_yes(ref: str, *, person_id: int) -> Any:
    """Return one yes of a person with its task; raise NotFound also for those of other people."""
    row = db.session.execute(
        select(Assignment.id, Assignment.ref, Assignment.status, Task.ref.label("task_ref"), Task.title)
        .join(Task, Task.id == Assignment.task_id)
        .where(Assignment.ref == ref, Assignment.person_id == person_id)
    ).one_or_none()
    if row is None:
        raise NotFound(_("Diese Zusage gibt es nicht."))
    return row


def _yeses(person_id: int, ref: str | None) -> Any:
    query = (
        select(
            *(Assignment.ref.label("yes_ref"), Assignment.task_id, Assignment.status, Assignment.from_),
            *(AssignmentEntry.call_until, Task.ref, Task.title, Task.status.label("task_status"), Task.kind),
            *(Task.start, Task.duration_minutes, Task.rrule, Task.remote, Task.briefing, Place.name.label("place")),
        )
        .join(Task, Task.id == Assignment.task_id)
        .join(Unit, Unit.id == Task.unit_id)
        .outerjoin(Place, Place.id == Task.place_id)
        .outerjoin(AssignmentEntry, AssignmentEntry.assignment_id == Assignment.id)
        .where(Assignment.person_id == person_id, Assignment.status.in_(OPEN))
        .order_by(Task.next_at.asc().nulls_last(), Assignment.id)
    )
    return query.where(Assignment.ref == ref) if ref else query


def _companions(tasks: Collection[int], person_id: int, on: date) -> dict[int, list[Companion | None]]:
    """Return who else is in these tasks: named with a phone if they agreed, None if they did not."""
    found: dict[int, list[Companion | None]] = defaultdict(list)
    if not tasks:
        return found
    rows = db.session.execute(
        select(Assignment.task_id, Person.given_name, Person.family_name, Person.phone, Person.consent_contact)
        .join(Person, Person.id == Assignment.person_id)
        .where(Assignment.task_id.in_(tasks), Assignment.status.in_(LIVE_ASSIGNMENT), Person.id != person_id)
        .where(has_not_left(on))
        .order_by(Person.given_name, Person.id)
    )
    for row in rows:
        agreed = row.consent_contact and row.phone
        found[row.task_id].append(Companion(f"{row.given_name} {row.family_name}", row.phone) if agreed else None)
    return found


def _my_task(row: Any, companions: list[Companion | None], dates: tuple[tuple[str, str], ...]) -> MyTask:
    named = tuple(companion for companion in companions if companion)
    return MyTask(
        ref=row.yes_ref,
        task_ref=row.ref,
        title=row.title,
        status=row.status,
        state=str(STATE_WORDS[row.status]),
        since=row.from_,
        call_until=row.call_until,
        when=words.when(row.kind, row.start, row.duration_minutes, row.rrule),
        where=words.where(row.place, row.remote),
        dates=dates,
        briefing=row.briefing,
        contact=contact_of(row, sees_names=True),
        companions=named,
        others=len(companions) - len(named),
    )


def _dates(row: Any, now: datetime, *, to_keep: bool) -> tuple[tuple[str, str], ...]:
    if row.task_status not in LIVE_TASK:
        return ()
    on, lasts = local_day(now), timedelta(minutes=row.duration_minutes or 0)
    said = formatting.moment if to_keep else partial(formatting.moment_in_words, on=on)
    return tuple((formatting.iso(at), said(at, at + lasts)) for at in next_dates(row.start, row.rrule, now))
