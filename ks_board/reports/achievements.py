"""What was done in a period, by whom, and how often thanks were said. A person is named only by consent."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, func, or_, select

from ks_board.core.db import db
from ks_board.gaps.models import Measure, MeasureStatus
from ks_board.organigram.in_force import has_not_left, in_force
from ks_board.people.models import Person
from ks_board.tandems.models import Tandem, TandemStatus
from ks_board.tasks.models import LIVE_ASSIGNMENT, Assignment, AssignmentStatus, Task, TaskStatus, Thanks

HELPED = (*LIVE_ASSIGNMENT, AssignmentStatus.HANDED_OVER, AssignmentStatus.ENDED)
"""The states of a yes that led to help."""
OVER = (AssignmentStatus.HANDED_OVER, AssignmentStatus.ENDED)


class DeedKind(StrEnum):
    """What was finished; *stopped* is a result as well."""

    TASK_DONE = "task_done"
    TASK_STOPPED = "task_stopped"
    TANDEM_ENDED = "tandem_ended"
    MEASURE_DONE = "measure_done"
    MEASURE_STOPPED = "measure_stopped"


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was finished, with its result in a sentence if there is one."""

    kind: DeedKind
    day: date
    title: str
    result: str | None
    people: tuple[str, ...]
    """Those who agreed to be named."""
    others: int
    """How many more there were."""


@dataclass(frozen=True, slots=True)
class ThanksSaid:
    """How often thanks were said, to how many people, and who of them may be named."""

    times: int
    people: int
    names: tuple[str, ...]


def list_deeds(first: date, last: date) -> list[Deed]:
    """Return what was finished between two days, the newest first, in four statements."""
    tasks = db.session.execute(_finished_tasks(first, last)).all()
    helpers = _helpers([row.id for row in tasks])
    deeds = [_deed(_task_kind(row.status), row.finished_on, row, helpers[row.id]) for row in tasks]
    deeds += [_deed(DeedKind.TANDEM_ENDED, row.end, row, _pair(row)) for row in _ended_tandems(first, last)]
    deeds += [_deed(_measure_kind(row.status), row.done_on, row, [row]) for row in _ended_measures(first, last)]
    return sorted(deeds, key=lambda deed: deed.day, reverse=True)


def thanks_said(first: date, last: date) -> ThanksSaid:
    """Count the thanks between two days."""
    query = (
        select(Person.id, Person.given_name, Person.family_name, Person.consent_public, func.count().label("times"))
        .join(Thanks, Thanks.person_id == Person.id)
        .where(Thanks.given_on.between(first, last))
        .group_by(Person.id)
        .order_by(Person.family_name, Person.given_name, Person.id)
    )
    rows = db.session.execute(query).all()
    return ThanksSaid(sum(row.times for row in rows), len(rows), _named(rows))


def count_volunteers(on: date) -> int:
    """Count the people with an assignment on a day; one that is over by now counts for the days until its end."""
    was = or_(Assignment.status.in_(LIVE_ASSIGNMENT), and_(Assignment.status.in_(OVER), Assignment.until.is_not(None)))
    query = select(func.count(Assignment.person_id.distinct())).join(Person, Person.id == Assignment.person_id)
    return db.session.scalar(query.where(was, in_force(Assignment.from_, Assignment.until, on), has_not_left(on))) or 0


def _finished_tasks(first: date, last: date) -> Any:
    over = Task.status.in_((TaskStatus.DONE, TaskStatus.STOPPED))
    columns = (Task.id, Task.title, Task.status, Task.finished_on, Task.result)
    return select(*columns).where(over, Task.finished_on.between(first, last)).order_by(Task.id)


def _helpers(task_ids: Collection[int]) -> dict[int, list[Any]]:
    """Return who helped with each task; nobody twice."""
    query = (
        select(Assignment.task_id, Person.id, Person.given_name, Person.family_name, Person.consent_public)
        .join(Person, Person.id == Assignment.person_id)
        .where(Assignment.task_id.in_(task_ids), Assignment.status.in_(HELPED))
        .distinct()
        .order_by(Person.family_name, Person.given_name, Person.id)
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for row in db.session.execute(query):
        found[row.task_id].append(row)
    return found


def _ended_tandems(first: date, last: date) -> Sequence[Any]:
    people = select(Person.id, Person.given_name, Person.family_name, Person.consent_public)
    a, b = people.subquery(), people.subquery()
    return db.session.execute(
        select(
            *(Tandem.id, Tandem.name.label("title"), Tandem.end, Tandem.result),
            *(column.label(f"{side}_{column.name}") for side, of in (("a", a), ("b", b)) for column in of.c),
        )
        .join(a, a.c.id == Tandem.person_a_id)
        .join(b, b.c.id == Tandem.person_b_id)
        .where(Tandem.status == TandemStatus.ENDED, Tandem.end.between(first, last))
        .order_by(Tandem.id)
    ).all()


def _ended_measures(first: date, last: date) -> Sequence[Any]:
    over = Measure.status.in_((MeasureStatus.DONE, MeasureStatus.STOPPED))
    person = (Person.given_name, Person.family_name, Person.consent_public)
    query = select(Measure.id, Measure.title, Measure.status, Measure.done_on, *person)
    join = query.join(Person, Person.id == Measure.owner_person_id)
    return db.session.execute(join.where(over, Measure.done_on.between(first, last)).order_by(Measure.id)).all()


@dataclass(frozen=True, slots=True)
class _Named:
    given_name: str
    family_name: str
    consent_public: bool | None


def _pair(row: Any) -> list[_Named]:
    sides = ("a", "b")
    return [_Named(*(getattr(row, f"{side}_{name}") for name in _Named.__slots__)) for side in sides]


def _deed(kind: DeedKind, day: date, row: Any, people: Sequence[Any]) -> Deed:
    names = _named(people)
    return Deed(kind, day, row.title, getattr(row, "result", None), names, len(people) - len(names))


def _named(people: Sequence[Any]) -> tuple[str, ...]:
    return tuple(f"{row.given_name} {row.family_name}" for row in people if row.consent_public)


def _task_kind(status: TaskStatus) -> DeedKind:
    return DeedKind.TASK_DONE if status is TaskStatus.DONE else DeedKind.TASK_STOPPED


def _measure_kind(status: MeasureStatus) -> DeedKind:
    return DeedKind.MEASURE_DONE if status is MeasureStatus.DONE else DeedKind.MEASURE_STOPPED
