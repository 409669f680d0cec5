"""The life of a task in the coordinator's hands: begin it like another, publish, pause, reopen, stop, finish."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import or_, select

from ks_board.core.clock import local_day
from ks_board.core.db import db
from ks_board.core.errors import Conflict, NotFound
from ks_board.core.formatting import listing
from ks_board.core.refs import next_ref
from ks_board.organigram.in_force import has_not_left
from ks_board.people.models import Person
from ks_board.tasks.claim_moves import decline, finish
from ks_board.tasks.claim_places import end_passed
from ks_board.tasks.index import refresh_board
from ks_board.tasks.models import LIVE_ASSIGNMENT, Assignment, AssignmentStatus, Task, TaskPot, TaskStatus, Thanks
from ks_board.tasks.publish_points import Point, missing_points
from ks_board.tasks.publish_states import TaskMoveRefused, check_can_become
from ks_board.tasks.states import OPEN

NOT_COPIED = frozenset(
    {"id", "ref", "version", "start", "status", "published_on", "finished_on", "result"}
    | {"taken", "is_full", "next_at", "sort_at", "search_text"}
)
"""What every task has of its own; the mandate and everything else is like that of the similar one."""
TOOK_PART = (*LIVE_ASSIGNMENT, AssignmentStatus.ENDED, AssignmentStatus.HANDED_OVER)


def get_task(ref: str) -> Task:
    """Return a task by its ref, drafts as well; raise NotFound."""
    task = db.session.execute(select(Task).where(Task.ref == ref)).scalar_one_or_none()
    if task is None:
        raise NotFound(_("Diese Aufgabe gibt es nicht."))
    return task


def values_like(task: Task) -> dict[str, Any]:
    """Return what a new task takes over from a similar one."""
    return {
        column.name: getattr(task, column.name) for column in Task.__table__.columns if column.name not in NOT_COPIED
    }


def pots_of(task: Task) -> list[int]:
    """Return the pots of a task in their order."""
    return list(db.session.scalars(select(TaskPot.pot_id).where(TaskPot.task_id == task.id).order_by(TaskPot.position)))


def add_draft(values: Mapping[str, Any], *, pots: Iterable[int], now: datetime) -> Task:
    """Keep a new task as a draft: only the coordination sees it."""
    given = {name: value for name, value in values.items() if value is not None}
    task = Task(ref=next_ref(Task), status=TaskStatus.DRAFT, **given)
    db.session.add(task)
    db.session.flush()
    db.session.add_all(TaskPot(task_id=task.id, pot_id=pot, position=place) for place, pot in enumerate(pots))
    refresh_board(now=now, tasks=[task.id])
    return task


def lacks(task: Task, *, on: date) -> list[Point]:
    """Return what is missing before a task should be published."""
    contact = task.contact_person_id
    stays = contact is not None and db.session.scalar(select(Person.id).where(Person.id == contact, has_not_left(on)))
    return missing_points(task, contact_is_gone=contact is not None and not stays)


def check_places(task: Task, needed: int | None, *, now: datetime) -> None:
    """Raise Conflict if there were fewer places than people who are in; it names them, so that one can be chosen."""
    end_passed(task.id, now=now)
    if needed is None or needed == task.people_needed:
        return
    names = list_names_in(task, on=local_day(now))
    if needed < len(names):
        raise Conflict(
            _(
                "Es sind schon %(number)s Menschen dabei: %(names)s. Tragen Sie zuerst jemanden aus.",
                number=len(names),
                names=listing(names),
            )
        )


def list_names_in(task: Task, *, on: date) -> list[str]:
    """Return the names of everybody who holds a place."""
    rows = db.session.scalars(
        select(Person)
        .join(Assignment, Assignment.person_id == Person.id)
        .where(Assignment.task_id == task.id, Assignment.status == AssignmentStatus.ACTIVE, has_not_left(on))
        .where(or_(Assignment.until.is_(None), Assignment.until >= on))
        .order_by(Person.family_name, Person.given_name, Assignment.id)
    )
    return [person.name for person in rows]


def publish(task: Task, *, on: date, now: datetime) -> None:
    """Let everybody see a draft from today on."""
    if task.status is not TaskStatus.DRAFT:
        raise TaskMoveRefused(_("Diese Aufgabe ist schon veröffentlicht."))
    _become(task, TaskStatus.OPEN)
    task.published_on = on
    _refresh(task, now)


def pause(task: Task, *, now: datetime) -> None:
    """Take no new people for a while; who is in stays in."""
    _become(task, TaskStatus.PAUSED)
    _refresh(task, now)


def reopen(task: Task, *, on: date, now: datetime) -> None:
    """Go on after a break: running if somebody is in, open if not."""
    check_can_become(task.status, TaskStatus.OPEN)
    if task.status is not TaskStatus.PAUSED:
        raise TaskMoveRefused(_("Diese Aufgabe macht keine Pause."))
    _become(task, TaskStatus.RUNNING if list_names_in(task, on=on) else TaskStatus.OPEN)
    _refresh(task, now)


def stop(task: Task, *, result: str, on: date, now: datetime) -> None:
    """End a task that did not work out; the sentence why is the result."""
    _end(task, TaskStatus.STOPPED, result, on, now)


def complete(task: Task, *, result: str, on: date, now: datetime) -> None:
    """End a task that is done."""
    _end(task, TaskStatus.DONE, result, on, now)


def thank_all(task: Task, *, kind: str, by: int, on: date) -> int:
    """Note thanks to everybody who took part, once a day; return how many. Earlier thanks were for the time before."""
    thanked = select(Thanks.person_id).where(Thanks.task_id == task.id, Thanks.given_on == on)
    people = (
        select(Assignment.person_id)
        .join(Person, Person.id == Assignment.person_id)
        .where(Assignment.task_id == task.id, Assignment.status.in_(TOOK_PART), has_not_left(on))
        .where(Assignment.person_id.not_in(thanked))
        .distinct()
        .order_by(Assignment.person_id)
    )
    found = list(db.session.scalars(people))
    for person_id in found:
        thank(person_id, task_id=task.id, kind=kind, by=by, on=on)
    return len(found)


def thank(person_id: int, *, task_id: int | None, kind: str, by: int, on: date) -> Thanks:
    """Note that a person was thanked."""
    thanks = Thanks(ref=next_ref(Thanks), person_id=person_id, task_id=task_id, kind=kind, given_on=on, given_by_id=by)
    db.session.add(thanks)
    db.session.flush()
    return thanks


def _become(task: Task, after: TaskStatus) -> None:
    check_can_become(task.status, after)
    task.status = after


def _end(task: Task, after: TaskStatus, result: str, on: date, now: datetime) -> None:
    check_can_become(task.status, after)
    if not result.strip():
        raise Conflict(_("Bitte schreiben Sie einen Satz, was daraus geworden ist."))
    for yes in db.session.scalars(select(Assignment).where(Assignment.task_id == task.id, Assignment.status.in_(OPEN))):
        (decline if yes.status is AssignmentStatus.ASKED else finish)(yes.id, now=now)
    _become(task, after)
    task.result, task.finished_on = result, on
    _refresh(task, now)


def _refresh(task: Task, now: datetime) -> None:
    db.session.flush()
    refresh_board(now=now, tasks=[task.id])
