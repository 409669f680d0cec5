"""Conditions about the town, messages, measures, procedures, pots, grants and questions."""

from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    exists,
    func,
    or_,
    select,
)

from ks_board.checklist.models import Answer, Question
from ks_board.fund.models import Grant, Pot, PotDecider
from ks_board.gaps.condition import Asked, after_day, condition, gaps_of, on_day, the_day_after
from ks_board.gaps.models import Measure, MeasureStatus, SubjectKind
from ks_board.gaps.words import is_live_task, never_or_before, pot_counts, unit_counts
from ks_board.messages.models import Message, MessageKind
from ks_board.organigram.in_force import in_force
from ks_board.organigram.models import Post, Unit, UnitKind
from ks_board.tasks.models import Task, TaskPot
from ks_board.town.models import Decision, Procedure, ProcedureKind

LOCAL = (PotDecider.TOWN, PotDecider.ASSOCIATION)
ENABLING, CONSENSUS = "enabling", "consensus"


def is_valid(asked: Asked) -> ColumnElement[bool]:
    """Tell whether a decision was taken by the day and still counts."""
    return in_force(Decision.decided_on, Decision.valid_until, asked.on)


def _town(asked: Asked) -> Select[Any]:
    """Select the town by the id of its settings, even if it has no units yet, else by its root."""
    is_root = Unit.parent_id.is_(None) & (Unit.kind == UnitKind.TOWN)
    unit_id = select(func.min(Unit.id)).where(is_root).scalar_subquery()
    root_ref = select(func.min(Unit.ref)).where(is_root).scalar_subquery()
    town = Town(unit_id, func.coalesce(asked.town_ref, root_ref))
    return gaps_of(town, unit=unit_id).where(town.ref.is_not(None))


class Town(NamedTuple):
    """The town as a subject; it is the only one without a table."""

    id: ScalarSelect[int | None]
    ref: ColumnElement[str | None]


@condition("enabling-decision-missing", SubjectKind.TOWN)
def enabling_decision_missing(asked: Asked) -> Select[Any]:
    """No valid decision of kind enabling from this council term, or the term is not known."""
    # A term that is not known is NULL, satisfies no comparison, and so leaves the gap.
    return _town(asked).where(~_decided(ENABLING, asked, Decision.decided_on >= asked.council_term_start))


@condition("consensus-paper-missing", SubjectKind.TOWN)
def consensus_paper_missing(asked: Asked) -> Select[Any]:
    """No valid decision of kind consensus, from any council term."""
    return _town(asked).where(~_decided(CONSENSUS, asked))


def _decided(kind: str, asked: Asked, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(Decision.kind == kind, is_valid(asked), *more)


@condition("message-unanswered", SubjectKind.MESSAGE, on_day)
def message_unanswered(asked: Asked) -> Select[Any]:
    """Not answered, closed or not; not praise; received at least n days ago."""
    return gaps_of(Message, unit=Message.unit_id, fact=Message.received_on).where(
        Message.answered_on.is_(None), Message.kind != MessageKind.PRAISE, Message.received_on <= asked.ago
    )


@condition("idea-parked", SubjectKind.MESSAGE, on_day)
def idea_parked(asked: Asked) -> Select[Any]:
    """Kind idea; received at least n days ago; not closed; no measure."""
    return gaps_of(Message, unit=Message.unit_id, fact=Message.received_on).where(
        Message.kind == MessageKind.IDEA,
        Message.received_on <= asked.ago,
        Message.closed_on.is_(None),
        Message.measure_id.is_(None),
    )


@condition("measure-overdue", SubjectKind.MEASURE, the_day_after)
def measure_overdue(asked: Asked) -> Select[Any]:
    """Open; due before the day."""
    return gaps_of(Measure, fact=Measure.due_on).where(Measure.status == MeasureStatus.OPEN, Measure.due_on < asked.on)


@condition("measure-waiting", SubjectKind.MEASURE, on_day)
def measure_waiting(asked: Asked) -> Select[Any]:
    """Waiting, since at least n days."""
    return gaps_of(Measure, fact=Measure.waiting_since).where(
        Measure.status == MeasureStatus.WAITING, Measure.waiting_since <= asked.ago
    )


@condition("procedure-stale", SubjectKind.PROCEDURE, after_day)
def procedure_stale(asked: Asked) -> Select[Any]:
    """Kind procedure; never reviewed or more than n days ago."""
    last = Procedure.last_reviewed_on
    return gaps_of(Procedure, unit=Procedure.unit_id, fact=last).where(
        Procedure.kind == ProcedureKind.PROCEDURE, never_or_before(last, asked.ago)
    )


@condition("exchange-no-date", SubjectKind.PROCEDURE, the_day_after)
def exchange_no_date(asked: Asked) -> Select[Any]:
    """Kind exchange; next date empty or past."""
    following = Procedure.next_on
    return gaps_of(Procedure, unit=Procedure.unit_id, fact=following).where(
        Procedure.kind == ProcedureKind.EXCHANGE, never_or_before(following, asked.on)
    )


def is_used(asked: Asked) -> ColumnElement[bool]:
    """Tell whether a live task or a post that counts uses a pot."""
    by_task = exists().where(TaskPot.pot_id == Pot.id, Task.id == TaskPot.task_id, is_live_task())
    by_post = exists().where(Post.pot_id == Pot.id, Unit.id == Post.unit_id, unit_counts(asked))
    return or_(by_task, by_post)


def _pots(asked: Asked) -> Select[Any]:
    return gaps_of(Pot, since=Pot.valid_from).where(pot_counts(asked))


@condition("pot-decided-elsewhere", SubjectKind.POT)
def pot_decided_elsewhere(asked: Asked) -> Select[Any]:
    """In force; used by a live task or a post that counts; decided by neither town nor association."""
    return _pots(asked).where(Pot.decided_by.not_in(LOCAL), is_used(asked))


@condition("pot-heavy-paperwork", SubjectKind.POT)
def pot_heavy_paperwork(asked: Asked) -> Select[Any]:
    """In force; asks for more papers than the threshold."""
    return _pots(asked).where(Pot.papers_required > asked.threshold)


@condition("grant-undecided", SubjectKind.GRANT, on_day)
def grant_undecided(asked: Asked) -> Select[Any]:
    """Not decided; applied at least n days ago."""
    return gaps_of(Grant, unit=Grant.applicant_unit_id, fact=Grant.applied_on).where(
        Grant.decision.is_(None), Grant.applied_on <= asked.ago
    )


@condition("answer-outdated", SubjectKind.QUESTION, after_day)
def answer_outdated(asked: Asked) -> Select[Any]:
    """The newest answer, whenever given, is missing or more than n days old."""
    newest = select(func.max(Answer.answered_on)).where(Answer.question_id == Question.id).scalar_subquery()
    return gaps_of(Question, fact=newest).where(or_(newest.is_(None), newest < asked.ago))
