"""Short lists of tasks for the pages of other things."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, select

from ks_board.core.db import db
from ks_board.tasks.models import LIVE_TASK, Task


def list_live_tasks(which: ColumnElement[bool]) -> Sequence[Any]:
    """Return the live tasks that match, the soonest first: ref, title, places and places taken."""
    return db.session.execute(
        select(Task.ref, Task.title, Task.people_needed, Task.taken)
        .where(which, Task.status.in_(LIVE_TASK))
        .order_by(Task.next_at.is_(None), Task.next_at, Task.id)
    ).all()
