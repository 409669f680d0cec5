"""What the board keeps beside each task, so that it reads its order from an index: search text, next date, places."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select, update

from ks_board.core.clock import BERLIN
from ks_board.core.db import Base, db
from ks_board.core.text import fold
from ks_board.organigram.models import Unit
from ks_board.people.models import Person
from ks_board.tasks.models import NO_DATE, Assignment, AssignmentStatus, Task
from ks_board.tasks.recurrence import next_start
from ks_board.town.models import Area

_CHUNK = 1000
_KEPT = ("search_text", "next_at", "sort_at", "taken", "is_full")


def refresh_board(*, now: datetime, tasks: Collection[int] | None = None) -> int:
    """Recompute what the board keeps of these tasks (by default of all) and return how many rows were stale."""
    stale = list(_stale(now, tasks))
    # Not the model: what is kept for the board is no edit and must not count up the version.
    table = Base.metadata.tables[Task.__tablename__]
    keep = update(table).where(table.c.id == bindparam("task_id")).values({name: bindparam(name) for name in _KEPT})
    for start in range(0, len(stale), _CHUNK):
        db.session.execute(keep, stale[start : start + _CHUNK])
    return len(stale)


def count_taken(*, now: datetime, tasks: Collection[int] | None = None) -> dict[int, int]:
    """Return the places taken by task id: active assignments that have not ended, of people who have not left.

    One that only begins later holds its place already: else the place would be given away twice.
    """
    on = now.astimezone(BERLIN).date()
    query = (
        select(Assignment.task_id, func.count())
        .join(Person, Person.id == Assignment.person_id)
        .where(
            Assignment.status == AssignmentStatus.ACTIVE,
            or_(Assignment.until.is_(None), Assignment.until >= on),
            or_(Person.left_on.is_(None), Person.left_on > on),
        )
        .group_by(Assignment.task_id)
    )
    if tasks is not None:
        query = query.where(Assignment.task_id.in_(tasks))
    return dict(db.session.execute(query).all())


def _stale(now: datetime, tasks: Collection[int] | None) -> Iterator[dict[str, Any]]:
    taken = count_taken(now=now, tasks=tasks)
    query = (
        select(
            *(Task.id, Task.title, Task.description, Task.start, Task.rrule, Task.people_needed),
            *(Unit.name.label("unit"), Area.label_de, Area.label_en),
            *(Task.search_text, Task.next_at, Task.sort_at, Task.taken, Task.is_full),
        )
        .join(Unit, Unit.id == Task.unit_id)
        .join(Area, Area.id == Task.area_id)
    )
    if tasks is not None:
        query = query.where(Task.id.in_(tasks))
    for row in db.session.execute(query):
        fresh = _fresh(row, taken.get(row.id, 0), now)
        if any(getattr(row, name) != fresh[name] for name in _KEPT):
            yield fresh


def _fresh(row: Any, taken: int, now: datetime) -> dict[str, Any]:
    texts = (row.title, row.description or "", row.unit, row.label_de, row.label_en)
    next_at = next_start(row.start, row.rrule, now)
    return {
        "task_id": row.id,
        "search_text": fold(" ".join(texts)),
        "next_at": next_at,
        "sort_at": next_at or NO_DATE,
        "taken": taken,
        "is_full": row.people_needed is not None and taken >= row.people_needed,
    }
