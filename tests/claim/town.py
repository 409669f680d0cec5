"""Small facts of Weißwald that tests of saying yes build on, and ways to set and read them."""

from datetime import date
from typing import Any

from sqlalchemy import func, select

from ks_board.core.db import db
from ks_board.people.models import Person
from ks_board.tasks.index import refresh_board
from ks_board.tasks.models import Assignment, AssignmentStatus, Task
from tests.conftest import NOW

ON = date(2026, 11, 16)
FREE, FULL, ONE_LEFT, DRIVING = "T08", "T03", "T04", "T01"
"""Weißwald's tasks: nobody in yet (3 places), no place left, one of two left, needs papers."""
HELPER = "P061"
"""A person of Weißwald without any open yes."""


def person_id(ref: str = HELPER) -> int:
    """Return the id of a person."""
    return db.session.execute(select(Person.id).where(Person.ref == ref)).scalar_one()


def task(ref: str) -> Task:
    """Read a task anew."""
    return db.session.execute(
        select(Task).where(Task.ref == ref), execution_options={"populate_existing": True}
    ).scalar_one()


def yes(ref: str, person: str = HELPER) -> Assignment:
    """Return the newest assignment of a person to a task."""
    query = select(Assignment).join(Task, Task.id == Assignment.task_id).where(Task.ref == ref)
    found = query.where(Assignment.person_id == person_id(person)).order_by(Assignment.id.desc()).limit(1)
    return db.session.execute(found, execution_options={"populate_existing": True}).scalar_one()


def live_people(ref: str) -> list[str]:
    """Return the refs of the people who are in a task."""
    query = (
        select(Person.ref).join(Assignment, Assignment.person_id == Person.id).join(Task, Task.id == Assignment.task_id)
    )
    live = query.where(Task.ref == ref, Assignment.status == AssignmentStatus.ACTIVE)
    return sorted(db.session.scalars(live))


def count(model: Any) -> int:
    """Return how many rows a table has."""
    return db.session.execute(select(func.count()).select_from(model)).scalar_one()


def set_task(ref: str, **values: Any) -> None:
    """Change a task and what the board keeps of it."""
    changed = task(ref)
    for name, value in values.items():
        setattr(changed, name, value)
    db.session.flush()
    refresh_board(now=NOW, tasks=[changed.id])
    db.session.commit()
