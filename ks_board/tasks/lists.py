"""Short lists of tasks for the pages of other things."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, select

from ks_board.core.db import db
from ks_board.organigram.models import Unit
from ks_board.tasks.models import LIVE_TASK, Task


def list_live_tasks(which: ColumnElement[bool]) -> Sequence[Any]:
    """Return the live tasks that match, the soonest first: ref, title, places and places taken."""
    return db.session.execute(
        select(Task.ref, Task.title, Task.people_needed, Task.taken)
        .where(which, Task.status.in_(LIVE_TASK))
        .order_by(Task.next_at.is_(None), Task.next_at, Task.id)
    ).all()


def count_live_tasks() -> tuple[tuple[str, int], ...]:
    """Return how many live tasks each unit has, by its ref; units without any are left out."""
    rows = db.session.execute(
        select(Unit.ref, func.count())
        .join(Task, Task.unit_id == Unit.id)
        .where(Task.status.in_(LIVE_TASK))
        .group_by(Unit.ref)
        .order_by(Unit.ref)
    )
    return tuple((ref, number) for ref, number in rows)
