"""The places of a task: take one, give one back, and end what has passed. The only code that counts `taken`.

Everybody who changes what counts holds the row of the task first: by the guarded UPDATE, or by `hold_task`.
"""

from datetime import date, datetime
from functools import cache

from sqlalchemy import ColumnElement, Integer, Update, bindparam, case, or_, select, update

from ks_board.core.clock import local_day
from ks_board.core.db import Base, db
from ks_board.tasks.index import refresh_board
from ks_board.tasks.models import LIVE_ASSIGNMENT, Assignment, AssignmentStatus, Task
from ks_board.tasks.states import check_can_move


def take_place(task_id: int) -> bool:
    """Take a free place; False if there is none. The database decides: to count first and write then overbooks."""
    return bool(db.session.connection().execute(_guarded(), {"task": task_id}).rowcount)


@cache
def _guarded() -> Update:
    """Build the statement once. Of the table, not the model: taking a place is no edit and counts up no version."""
    task = Base.metadata.tables[Task.__tablename__]
    is_free = or_(task.c.people_needed.is_(None), task.c.taken < task.c.people_needed)
    fills = case((task.c.people_needed.is_(None), False), else_=task.c.taken + 1 >= task.c.people_needed)
    mine = task.c.id == bindparam("task", type_=Integer)
    return update(task).where(mine, is_free).values(taken=task.c.taken + 1, is_full=fills)


def free_place(task_id: int, *, now: datetime) -> None:
    """Count the places anew after an assignment has changed; every path that ends one comes here.

    Counting, not subtracting: the daily refresh may have left out a passed assignment already.
    """
    db.session.flush()
    refresh_board(now=now, tasks=[task_id])


def hold_task(task_id: int) -> None:
    """Let nobody else change the places of a task until this transaction ends (on SQLite it is the only writer)."""
    db.session.execute(select(Task.id).where(Task.id == task_id).with_for_update())


def end_passed(task_id: int, *, now: datetime) -> int:
    """End the assignments to a task whose last day has passed, and return how many there were."""
    hold_task(task_id)
    passed = db.session.scalars(
        select(Assignment)
        .where(Assignment.task_id == task_id, Assignment.status.in_(LIVE_ASSIGNMENT), has_passed(local_day(now)))
        .execution_options(populate_existing=True)
    ).all()
    for assignment in passed:
        close(assignment, AssignmentStatus.ENDED)
    if passed:
        free_place(task_id, now=now)
    return len(passed)


def has_passed(on: date) -> ColumnElement[bool]:
    """Tell for SQL whether the last day of an assignment lies behind."""
    return Assignment.until < on


def close(assignment: Assignment, after: AssignmentStatus) -> None:
    """Bring an assignment to a state from which nothing follows; somebody may say yes anew then."""
    check_can_move(assignment.status, after)
    assignment.status, assignment.live_key = after, None


def relieve_seeker(task_id: int, *, on: date) -> Assignment | None:
    """Hand over for who has sought a stand-in longest, if the open places are now fewer than the seekers."""
    task = db.session.execute(select(Task.people_needed, Task.taken).where(Task.id == task_id)).one()
    seekers = db.session.scalars(
        select(Assignment)
        .where(Assignment.task_id == task_id, Assignment.status == AssignmentStatus.SEEKING_STAND_IN)
        .order_by(Assignment.id)
    ).all()
    if not seekers or task.people_needed is None or task.people_needed - task.taken >= len(seekers):
        return None
    close(seekers[0], AssignmentStatus.HANDED_OVER)
    seekers[0].until = last_day(seekers[0], on)
    db.session.flush()
    return seekers[0]


def last_day(assignment: Assignment, on: date) -> date:
    """Return the last day of an assignment that ends today; never before its first."""
    return max(on, assignment.from_) if assignment.from_ else on
