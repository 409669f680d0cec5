"""Say yes to a task: the last place is never given twice, a repeated click is one yes, a refusal writes nothing."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from sqlalchemy.exc import IntegrityError

from ks_board.core.clock import local_day
from ks_board.core.db import db
from ks_board.core.errors import Conflict
from ks_board.core.refs import next_ref
from ks_board.tasks.claim_facts import Facts, load_facts
from ks_board.tasks.claim_places import end_passed, relieve_seeker, take_place
from ks_board.tasks.models import Assignment, AssignmentEntry, AssignmentSource, AssignmentStatus
from ks_board.tasks.verdict import Answer, Verdict, full

CALL_WITHIN = timedelta(days=3)


class ClaimRefused(Conflict):
    """There can be no yes now; the verdict says why and what is possible instead."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.sentence)
        self.verdict = verdict


class Clash(Exception):
    """The row could not be written: the same person has said yes a moment before, or the ref was taken."""


@dataclass(frozen=True, slots=True)
class Entry:
    """How a yes came in; a plain yes that a known person clicks needs none."""

    source: AssignmentSource = AssignmentSource.SELF
    entered_by_id: int | None = None
    note: str | None = None
    is_called: bool = True
    """False for who proves an e-mail first: nobody has to call yet."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a yes."""

    assignment: Assignment
    fresh: bool = True
    """False for a repeated click."""
    relieved: Assignment | None = None
    """Whose search for a stand-in this yes has ended."""

    @property
    def is_in(self) -> bool:
        """Does the yes hold a place?"""
        return self.assignment.status is not AssignmentStatus.ASKED


def claim(
    ref: str,
    *,
    person_id: int,
    now: datetime,
    old_enough: bool = False,
    proven: bool = True,
    cleared: bool = False,
    may_wait: bool = False,
    entry: Entry | None = None,
) -> Outcome:
    """Let a person say yes to a task: active, or *asked* where somebody has to agree first.

    `cleared`: the coordinator says it and answers for conditions and time. `may_wait`: asked, too, if all places
    are taken. Raise ClaimRefused, then nothing is written; the caller rolls back.
    """
    facts = load_facts(ref, person_id=person_id, now=now, proven=proven, cleared=cleared)
    verdict = facts.verdict(now, old_enough=old_enough)
    if verdict.answer is Answer.ALREADY_IN:
        return Outcome(db.session.get_one(Assignment, facts.own_id), fresh=False)
    waits = may_wait and verdict.answer is Answer.FULL
    if verdict.refuses and not waits:
        raise ClaimRefused(verdict)
    if facts.has_expired:
        end_passed(facts.task_id, now=now)
    if waits or verdict.asks:
        say = partial(_ask, facts, person_id, entry or Entry(), now, is_called=not waits)
    else:
        say = partial(_take, facts, person_id, entry, now)
    try:
        return say()
    except Clash:
        own = _find_own_yes(facts.task_id, person_id)
        return Outcome(own, fresh=False) if own else say(checked=True)


def live_key(task_id: int, person_id: int) -> str:
    """Return the key that one person can have only once while a yes is open."""
    return f"{task_id}:{person_id}"


def call_by(on: date) -> date:
    """Return the day by which the coordination calls who asks today."""
    return on + CALL_WITHIN


def note_entry(assignment: Assignment, entry: Entry, *, on: date, call_until: date | None = None) -> AssignmentEntry:
    """Write down how a yes came in; what is noted later for the same yes is added."""
    kept = db.session.query(AssignmentEntry).filter_by(assignment_id=assignment.id).one_or_none()
    if kept is None:
        kept = AssignmentEntry(
            ref=next_ref(AssignmentEntry),
            assignment_id=assignment.id,
            source=entry.source,
            entered_by_id=entry.entered_by_id,
            entered_on=on,
        )
        db.session.add(kept)
    kept.note = "\n".join(filter(None, (kept.note, entry.note))) or None
    kept.call_until = call_until
    db.session.flush()
    return kept


def _take(facts: Facts, person_id: int, entry: Entry | None, now: datetime, *, checked: bool = False) -> Outcome:
    """Take a place and write the yes, both or none."""
    on = local_day(now)
    with db.session.begin_nested():
        if not take_place(facts.task_id):
            raise ClaimRefused(full())
        assignment = _write(facts.task_id, person_id, AssignmentStatus.ACTIVE, on, checked=checked)
    if entry:
        note_entry(assignment, entry, on=on)
    return Outcome(assignment, relieved=relieve_seeker(facts.task_id, on=on) if facts.has_seekers else None)


def _ask(
    facts: Facts, person_id: int, entry: Entry, now: datetime, *, is_called: bool, checked: bool = False
) -> Outcome:
    on = local_day(now)
    with db.session.begin_nested():
        assignment = _write(facts.task_id, person_id, AssignmentStatus.ASKED, on, checked=checked)
    note_entry(assignment, entry, on=on, call_until=call_by(on) if is_called and entry.is_called else None)
    return Outcome(assignment)


def _write(task_id: int, person_id: int, status: AssignmentStatus, on: date, *, checked: bool) -> Assignment:
    assignment = Assignment(
        ref=next_ref(Assignment, checked=checked),
        task_id=task_id,
        person_id=person_id,
        from_=on,
        status=status,
        live_key=live_key(task_id, person_id),
    )
    db.session.add(assignment)
    try:
        db.session.flush()
    except IntegrityError:
        raise Clash from None
    return assignment


def _find_own_yes(task_id: int, person_id: int) -> Assignment | None:
    return db.session.query(Assignment).filter_by(live_key=live_key(task_id, person_id)).one_or_none()
