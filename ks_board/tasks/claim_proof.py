"""From a typed name to a proven person: what becomes of an asked yes when its proof link is clicked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, exists, select

from ks_board.core.clock import local_day
from ks_board.core.db import db
from ks_board.people.links import LinkPurpose, PersonalLink
from ks_board.people.models import Person
from ks_board.people.newcomers import find_known, welcome
from ks_board.tasks.claim import Entry, call_by, live_key, note_entry
from ks_board.tasks.claim_facts import load_facts
from ks_board.tasks.claim_moves import NoPlaceLeft, confirm
from ks_board.tasks.models import Assignment, AssignmentEntry, AssignmentStatus, Task
from ks_board.tasks.states import OPEN
from ks_board.tasks.verdict import Answer, Verdict, full


@dataclass(frozen=True, slots=True)
class Proven:
    """Who it was, and what became of the yes."""

    person: Person
    assignment: Assignment
    verdict: Verdict

    @property
    def is_in(self) -> bool:
        """Does the yes hold a place now?"""
        return self.verdict.answer in {Answer.FREE, Answer.ALREADY_IN}


def prove(assignment_id: int, *, now: datetime) -> Proven:
    """Attach a yes to the person who has just shown that the e-mail is theirs, and take the place if one is free.

    Where none is free or papers are missing the yes stays asked, and the coordination calls.
    """
    assignment = db.session.get_one(Assignment, assignment_id)
    person = _person_of(assignment, now)
    ref = db.session.get_one(Task, assignment.task_id).ref
    if own := _other_yes(assignment, person):
        forget(assignment)
        return Proven(person, own, load_facts(ref, person_id=person.id, now=now).verdict(now, old_enough=True))
    _attach(assignment, person)
    verdict = load_facts(ref, person_id=person.id, now=now).without_own().verdict(now, old_enough=True)
    if verdict.is_free:
        try:
            confirm(assignment.id, now=now)
        except NoPlaceLeft:
            verdict = full()
    if not verdict.is_free:
        on = local_day(now)
        note_entry(assignment, Entry(), on=on, call_until=call_by(on))
    return Proven(person, assignment, verdict)


def forget_unproven(now: datetime) -> int:
    """Delete yeses that nobody proved in time, and newcomers who left nothing but an e-mail; return how many."""
    lapsed = (
        select(Assignment)
        .join(Person, Person.id == Assignment.person_id)
        .where(Assignment.status == AssignmentStatus.ASKED, Person.joined_on.is_(None), Person.phone.is_(None))
        .where(exists(_proofs()), ~exists(_proofs().where(PersonalLink.expires_at > now)))
    )
    found = db.session.scalars(lapsed).all()
    for assignment in found:
        forget(assignment)
    return len(found)


def forget(assignment: Assignment) -> None:
    """Delete an asked yes as if it had never been said, and its newcomer if that was all of them."""
    person_id = assignment.person_id
    for entry in db.session.query(AssignmentEntry).filter_by(assignment_id=assignment.id):
        db.session.delete(entry)
    db.session.delete(assignment)
    db.session.flush()
    _forget_newcomer(person_id)


def _proofs() -> Select[Any]:
    mine = select(PersonalLink.id).where(PersonalLink.person_id == Person.id).correlate(Person)
    return mine.where(PersonalLink.purpose == LinkPurpose.PROOF)


def _person_of(assignment: Assignment, now: datetime) -> Person:
    """Return the known person behind a yes, or the newcomer, who is known from now on."""
    person = db.session.get_one(Person, assignment.person_id)
    if person.joined_on is None:
        if known := find_known(person):
            return known
        welcome(person, on=local_day(now))
    return person


def _other_yes(assignment: Assignment, person: Person) -> Assignment | None:
    """Return an open yes of the person to the same task, said before."""
    same = select(Assignment).where(Assignment.task_id == assignment.task_id, Assignment.person_id == person.id)
    return db.session.scalars(
        same.where(Assignment.id != assignment.id, Assignment.status.in_(OPEN)).limit(1)
    ).one_or_none()


def _attach(assignment: Assignment, person: Person) -> None:
    """Let a yes be the known person's."""
    newcomer_id = assignment.person_id
    if newcomer_id == person.id:
        return
    assignment.person_id = person.id
    assignment.live_key = live_key(assignment.task_id, person.id)
    db.session.flush()
    _forget_newcomer(newcomer_id)


def _forget_newcomer(person_id: int) -> None:
    person = db.session.get_one(Person, person_id)
    if person.joined_on is not None or db.session.query(Assignment).filter_by(person_id=person_id).first():
        return
    db.session.execute(delete(PersonalLink).where(PersonalLink.person_id == person_id))
    db.session.delete(person)
    db.session.flush()
