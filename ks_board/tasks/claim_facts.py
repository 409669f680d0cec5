"""Read what the verdict needs to know about a task and a person, in one statement."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import Date, Integer, and_, bindparam, exists, select
from sqlalchemy.orm import aliased

from ks_board.core.clock import local_day
from ks_board.core.db import db
from ks_board.core.errors import NotFound
from ks_board.people.models import Person
from ks_board.tasks.index import count_taken
from ks_board.tasks.models import LIVE_ASSIGNMENT, Assignment, AssignmentStatus, Task, TaskStatus
from ks_board.tasks.recurrence import Occurrence, next_start, occurrences
from ks_board.tasks.states import OPEN
from ks_board.tasks.verdict import PersonFacts, TaskFacts, Verdict, judge

DATES_COMPARED, DAYS_COMPARED = 8, 56
"""So many dates, and so many days from the first of them, are compared with what the person does already."""


class _Yes(NamedTuple):
    """An open yes of the person, with the times of its task."""

    id: int
    task_id: int
    status: AssignmentStatus
    title: str
    start: datetime | None
    duration_minutes: int | None
    rrule: str | None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that decides about one yes."""

    task_id: int
    task: TaskFacts
    person: PersonFacts
    own_id: int | None
    """The person's open assignment to this task."""
    has_expired: bool
    """Some assignments to the task have passed their last day and still stand as live."""
    has_seekers: bool

    def verdict(self, now: datetime, *, old_enough: bool, any_room: bool = False) -> Verdict:
        """Return the answer; `any_room` asks whether something else than full places speaks against it."""
        task = replace(self.task, people_needed=None) if any_room else self.task
        return judge(task, replace(self.person, old_enough=old_enough), on=local_day(now))

    def without_own(self) -> "Facts":
        """Return the facts as if the person had not asked yet."""
        return replace(self, person=replace(self.person, own=None), own_id=None)


def load_facts(ref: str, *, person_id: int | None, now: datetime, proven: bool = True, cleared: bool = False) -> Facts:
    """Return the facts of a task and a person (None: somebody unknown); raise NotFound, for a draft as well.

    `cleared` says that the coordinator answers for conditions and time.
    """
    asked = {"ref": ref, "person": person_id, "on": local_day(now)}
    rows = db.session.connection().execute(_task_and_person(), asked).all()
    if not rows:
        raise NotFound(_("Diese Aufgabe gibt es nicht."))
    row, yeses = rows[0], [_Yes(*row[-len(_Yes._fields) :]) for row in rows if row.yes_id]
    own = next((yes for yes in yeses if yes.task_id == row.id), None)
    task = TaskFacts(
        status=row.status,
        has_dates=row.start is None or next_start(row.start, row.rrule, now) is not None,
        people_needed=row.people_needed,
        taken=count_taken(now=now, tasks=[row.id]).get(row.id, 0) if row.has_expired else row.taken,
        min_age=row.min_age,
        certificate_required=bool(row.certificate_required),
        licence_required=row.licence_required,
    )
    person = PersonFacts(
        proven=proven and person_id is not None,
        cleared=cleared,
        own=own.status if own else None,
        overlapping=_overlapping(row, yeses, now),
        certificate_seen_on=row.certificate_seen_on,
        licences=frozenset(row.licence or ()),
    )
    return Facts(row.id, task, person, own.id if own else None, row.has_expired, row.has_seekers)


@cache
def _task_and_person() -> Any:
    """Build the statement once: a row for each open yes of the person, at least one."""
    of_task = select(Assignment.id).where(Assignment.task_id == Task.id).correlate(Task)
    passed = Assignment.until < bindparam("on", type_=Date)
    mine, other = aliased(Assignment), aliased(Task)
    return (
        select(
            *(Task.id, Task.status, Task.start, Task.duration_minutes, Task.rrule, Task.people_needed, Task.taken),
            *(Task.min_age, Task.certificate_required, Task.licence_required),
            *(Person.certificate_seen_on, Person.licence),
            exists(of_task.where(Assignment.status.in_(LIVE_ASSIGNMENT), passed)).label("has_expired"),
            exists(of_task.where(Assignment.status == AssignmentStatus.SEEKING_STAND_IN)).label("has_seekers"),
            *(mine.id.label("yes_id"), mine.task_id, mine.status.label("yes_status")),
            *(other.title, other.start, other.duration_minutes, other.rrule),
        )
        .select_from(Task)
        .outerjoin(Person, Person.id == bindparam("person", type_=Integer))
        .outerjoin(mine, and_(mine.person_id == Person.id, mine.status.in_(OPEN)))
        .outerjoin(other, other.id == mine.task_id)
        .where(Task.ref == bindparam("ref"), Task.status != TaskStatus.DRAFT)
        .order_by(mine.id)
    )


def _overlapping(task: Any, yeses: Iterable[_Yes], now: datetime) -> str | None:
    """Return the title of the first live task of the person that has a date at the same time."""
    others = [yes for yes in yeses if yes.status is not AssignmentStatus.ASKED and yes.task_id != task.id]
    if not others:
        return None
    coming = list(islice(_coming(task, now), DATES_COMPARED))
    coming = [date for date in coming if date.rule_date <= coming[0].rule_date + timedelta(days=DAYS_COMPARED)]
    return next((other.title for other in others if any(_meets(date, other) for date in coming)), None)


def _coming(task: Any, now: datetime) -> Iterable[Occurrence]:
    at = now
    while (start := next_start(task.start, task.rrule, at)) is not None:
        at = start + datetime.resolution
        yield from occurrences(task.start, task.duration_minutes, task.rrule, start, at)


def _meets(date: Occurrence, other: _Yes) -> bool:
    """Tell whether another task has a date within this one; both are half-open, so one may begin as the other ends."""
    early = date.starts_at - timedelta(minutes=other.duration_minutes or 0)
    dates = occurrences(other.start, other.duration_minutes, other.rrule, early, date.ends_at)
    return any(found.starts_at < date.ends_at and date.starts_at < found.ends_at for found in dates)
