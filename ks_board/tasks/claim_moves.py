"""What happens to a yes later: confirm, decline, release, withdraw, seek a stand-in; the daily end of what passed."""

from datetime import datetime

from sqlalchemy import select

from ks_board.core.clock import local_day
from ks_board.core.db import db
from ks_board.core.errors import Conflict
from ks_board.people.models import Person
from ks_board.people.newcomers import welcome
from ks_board.tasks.claim import Entry, Outcome, note_entry
from ks_board.tasks.claim_places import (
    close,
    end_passed,
    free_place,
    has_passed,
    hold_task,
    last_day,
    relieve_seeker,
    take_place,
)
from ks_board.tasks.index import refresh_board
from ks_board.tasks.models import LIVE_ASSIGNMENT, Assignment, AssignmentStatus
from ks_board.tasks.states import TAKES_A_PLACE, check_can_move
from ks_board.tasks.verdict import full


class NoPlaceLeft(Conflict):
    """The yes stands as it was, because all places are taken by now."""


def confirm(assignment_id: int, *, now: datetime) -> Outcome:
    """Let an asked yes become active; raise NoPlaceLeft ("voll") or MoveRefused. The town knows the person then."""
    outcome = _into_a_place(assignment_id, now)
    welcome(db.session.get_one(Person, outcome.assignment.person_id), on=local_day(now))
    return outcome


def take_back_search(assignment_id: int, *, now: datetime) -> Outcome:
    """Let who sought a stand-in stay after all; raise NoPlaceLeft if others have filled the task."""
    return _into_a_place(assignment_id, now)


def seek_stand_in(assignment_id: int, *, now: datetime) -> Assignment:
    """Open the place of a volunteer for others; the volunteer stays in until somebody takes it."""
    assignment = _held(assignment_id)
    check_can_move(assignment.status, AssignmentStatus.SEEKING_STAND_IN)
    assignment.status = AssignmentStatus.SEEKING_STAND_IN
    free_place(assignment.task_id, now=now)
    return assignment


def decline(assignment_id: int, *, now: datetime, entry: Entry | None = None) -> Assignment:
    """Say no to somebody who asked (the coordinator)."""
    return _end(assignment_id, AssignmentStatus.DECLINED, now, entry)


def withdraw(assignment_id: int, *, now: datetime, entry: Entry | None = None) -> Assignment:
    """Take one's own yes back ("ich kann nicht mehr"); the place is free at once."""
    return _end(assignment_id, AssignmentStatus.WITHDRAWN, now, entry)


def release(assignment_id: int, *, now: datetime, entry: Entry | None = None) -> Assignment:
    """Take a volunteer out of a task (the coordinator)."""
    return _end(assignment_id, AssignmentStatus.RELEASED, now, entry)


def hand_over(assignment_id: int, *, now: datetime, entry: Entry | None = None) -> Assignment:
    """End a search: somebody else does it now (the coordinator; a yes that fills the task does it by itself)."""
    return _end(assignment_id, AssignmentStatus.HANDED_OVER, now, entry)


def finish(assignment_id: int, *, now: datetime, entry: Entry | None = None) -> Assignment:
    """End a yes because it is done, today."""
    return _end(assignment_id, AssignmentStatus.ENDED, now, entry)


def end_expired(now: datetime) -> int:
    """End every assignment whose last day has passed, task by task, and bring the board up to date; for each day."""
    passed = select(Assignment.task_id).where(Assignment.status.in_(LIVE_ASSIGNMENT), has_passed(local_day(now)))
    ended = sum(end_passed(task_id, now=now) for task_id in db.session.scalars(passed.distinct()).all())
    refresh_board(now=now)
    return ended


def _into_a_place(assignment_id: int, now: datetime) -> Outcome:
    assignment = _held(assignment_id)
    check_can_move(assignment.status, AssignmentStatus.ACTIVE)
    end_passed(assignment.task_id, now=now)
    if not take_place(assignment.task_id):
        raise NoPlaceLeft(full().sentence)
    assignment.status = AssignmentStatus.ACTIVE
    db.session.flush()
    return Outcome(assignment, relieved=relieve_seeker(assignment.task_id, on=local_day(now)))


def _end(assignment_id: int, after: AssignmentStatus, now: datetime, entry: Entry | None) -> Assignment:
    assignment, on = _held(assignment_id), local_day(now)
    had_a_place = assignment.status in TAKES_A_PLACE
    close(assignment, after)
    assignment.until = last_day(assignment, on)
    if had_a_place:
        free_place(assignment.task_id, now=now)
    if entry:
        note_entry(assignment, entry, on=on)
    db.session.flush()
    return assignment


def _held(assignment_id: int) -> Assignment:
    """Return an assignment as it is now, after everybody else has left its task alone."""
    hold_task(db.session.get_one(Assignment, assignment_id).task_id)
    return db.session.get_one(Assignment, assignment_id, populate_existing=True)
