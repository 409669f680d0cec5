"""What people do about a gap: plan a measure, put it off until a day, or accept it for good. Each can be taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import or_, select

from ks_board.checklist.models import Question
from ks_board.core.db import db
from ks_board.core.errors import Conflict, NotFound
from ks_board.core.once import once
from ks_board.core.refs import next_ref
from ks_board.gaps.models import GapDecision, GapDecisionKind, Measure, MeasureStatus, Rule
from ks_board.gaps.queries import Gap


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that counts: `until` is the last day of a gap that was put off."""

    kind: GapDecisionKind
    until: date | None
    reason: str


def plan_measure(gap: Gap, *, title: str, owner_id: int, due_on: date, on: date) -> Measure:
    """Note that somebody does something about a gap by a day; it then shows as planned."""
    if due_on < on:
        raise Conflict(_("Der Tag liegt schon zurück. Bitte wählen Sie einen, der noch kommt."))
    measure = Measure(
        ref=next_ref(Measure),
        title=title,
        question_id=_question_id(gap.question_ref),
        owner_person_id=owner_id,
        status=MeasureStatus.OPEN,
        created_on=on,
        due_on=due_on,
        rule_id=_rule_id(gap.rule.ref),
        subject_ref=gap.subject_ref,
    )
    db.session.add(measure)
    db.session.flush()
    return measure


def put_off(gap: Gap, *, until: date, reason: str, by: int | None, on: date) -> GapDecision:
    """Put a gap off until a day, with the reason."""
    if until <= on:
        raise Conflict(_("Der Tag muss nach heute liegen."))
    return _decide(gap, kind=GapDecisionKind.SNOOZED, until=until, reason=reason, by=by, on=on)


def put_off_until_tomorrow(gap: Gap, *, by: int | None, on: date) -> GapDecision:
    """Put a gap off for the rest of the day."""
    return _decide(gap, kind=GapDecisionKind.SNOOZED, until=on, reason=_("morgen wieder"), by=by, on=on)


def accept(gap: Gap, *, reason: str, by: int | None, on: date) -> GapDecision:
    """Accept a gap for good, with a reason that the council can read."""
    return _decide(gap, kind=GapDecisionKind.ACCEPTED, until=None, reason=reason, by=by, on=on)


def take_back(gap: Gap) -> None:
    """Let a gap count again."""
    if row := _find(gap):
        db.session.delete(row)
        db.session.flush()


@once
def list_decided(on: date) -> Mapping[tuple[str, str], Decided]:
    """Return what is put off beyond a day or accepted, by rule and subject."""
    query = (
        select(Rule.ref, GapDecision.subject_ref, GapDecision.kind, GapDecision.until, GapDecision.reason)
        .join(Rule, Rule.id == GapDecision.rule_id)
        .where(or_(GapDecision.kind == GapDecisionKind.ACCEPTED, GapDecision.until >= on))
    )
    rows: Sequence[Any] = db.session.execute(query).all()
    return {(row.ref, row.subject_ref): Decided(row.kind, row.until, row.reason) for row in rows}


def _decide(
    gap: Gap, *, kind: GapDecisionKind, until: date | None, reason: str, by: int | None, on: date
) -> GapDecision:
    row = _find(gap)
    if row is None:
        row = GapDecision(ref=next_ref(GapDecision), rule_id=_rule_id(gap.rule.ref), subject_ref=gap.subject_ref)
        db.session.add(row)
    row.kind, row.until, row.reason, row.decided_on, row.decided_by_id = kind, until, reason, on, by
    db.session.flush()
    return row


def _find(gap: Gap) -> GapDecision | None:
    where = select(GapDecision).join(Rule, Rule.id == GapDecision.rule_id)
    return db.session.scalar(where.where(Rule.ref == gap.rule.ref, GapDecision.subject_ref == gap.subject_ref))


def _rule_id(ref: str) -> int:
    return _known(db.session.scalar(select(Rule.id).where(Rule.ref == ref)))


def _question_id(ref: str) -> int:
    return _known(db.session.scalar(select(Question.id).where(Question.ref == ref)))


def _known(row_id: int | None) -> int:
    if row_id is None:
        raise NotFound(_("Diese Frage oder Regel gibt es in dieser Stadt nicht."))
    return row_id
