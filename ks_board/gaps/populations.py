"""What is counted for each question of the checklist, and which of it is well."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, exists, select

from ks_board.fund.models import Grant, Pot
from ks_board.gaps.condition import Asked
from ks_board.gaps.conditions_structure import DEPUTY, GROUPS, LEAD, is_incomplete
from ks_board.gaps.conditions_tasks import has_lasting_pot, has_pot, has_several_channels, is_not_covered
from ks_board.gaps.conditions_town import ENABLING, LOCAL, is_used, is_valid
from ks_board.gaps.words import Words, current, is_live_task, is_recurring, live_assignments, pot_counts, unit_counts
from ks_board.messages.models import Message, MessageKind
from ks_board.organigram.in_force import in_force
from ks_board.organigram.models import Appointment, Post, PostKind, Responsibility, Unit, UnitKind
from ks_board.tandems.models import Sponsorship, Tandem, TandemStatus
from ks_board.tasks.models import Assignment, Task, TaskStatus, Thanks
from ks_board.town.models import Decision, Place, Procedure, ProcedureKind

Counted = tuple[Select[Any], Words]


@dataclass(frozen=True, slots=True)
class Population:
    """Rows that are counted for a question; the rule that says what "well" means for them."""

    rule_ref: str
    count: Callable[[Asked], Counted]


def _all(subject: Any, *which: Words) -> Select[Any]:
    return select().select_from(subject).where(*which)


def _in_force(subject: Any, asked: Asked) -> Select[Any]:
    """Count posts or responsibilities only while their unit is in force."""
    return _all(subject, unit_counts(asked)).join(Unit, Unit.id == subject.unit_id)


def _professional(asked: Asked) -> Select[Any]:
    return _in_force(Post, asked).where(Post.kind == PostKind.PROFESSIONAL)


def _decisions(asked: Asked) -> Counted:
    return _all(Decision, Decision.kind == ENABLING, is_valid(asked)), Decision.decided_on >= asked.council_term_start


def _posts(asked: Asked) -> Counted:
    return _in_force(Post, asked), current(LEAD, Appointment.post_id, Post, asked)


def _responsibilities(asked: Asked) -> Counted:
    lead, deputy = (current(kind, Appointment.responsibility_id, Responsibility, asked) for kind in (LEAD, DEPUTY))
    return _in_force(Responsibility, asked), and_(lead, deputy)


def _anchors(asked: Asked) -> Counted:
    kept = and_(Place.keeper_person_id.is_not(None), Place.keeper_person_id.not_in(select(asked.gone.c.id)))
    return _all(Place, Place.is_anchor.is_(True)), kept


def _done() -> Select[Any]:
    return _all(Task, Task.status == TaskStatus.DONE)


def _tandems(asked: Asked) -> Counted:
    return _all(Tandem, Tandem.status == TandemStatus.ACTIVE), Tandem.agreed_on.is_not(None)


def _sponsorships(asked: Asked) -> Counted:
    active = exists().where(Tandem.id == Sponsorship.tandem_id, Tandem.status == TandemStatus.ACTIVE)
    return _all(Sponsorship, in_force(Sponsorship.from_, Sponsorship.until, asked.on)), active


def _messages(asked: Asked) -> Counted:
    in_need = _all(Message, Message.kind != MessageKind.PRAISE, Message.received_on <= asked.on)
    return in_need, Message.answered_on.is_not(None)


def _groups(asked: Asked) -> Counted:
    return _all(Unit, unit_counts(asked), Unit.kind.in_(GROUPS)), Unit.confirmed_on >= asked.ago


def _exchanges(asked: Asked) -> Counted:
    return _all(Procedure, Procedure.kind == ProcedureKind.EXCHANGE), Procedure.next_on >= asked.on


def _initiatives(asked: Asked) -> Counted:
    return _all(Unit, unit_counts(asked), Unit.kind == UnitKind.INITIATIVE), Unit.place_id.is_not(None)


def _pots(asked: Asked) -> Counted:
    used = _all(Pot, pot_counts(asked), is_used(asked))
    return used, Pot.decided_by.in_(LOCAL)


def _lasting(asked: Asked) -> Counted:
    return _all(Task, is_recurring(), has_pot()), has_lasting_pot(asked)


def _shared(asked: Asked) -> Counted:
    return _all(Task, is_recurring()), live_assignments(Assignment.task_id == Task.id, asked) > 1


POPULATIONS = {
    "S1": Population("enabling-decision-missing", _decisions),
    "S2": Population("post-vacant", _posts),
    "S3a": Population("post-incomplete", lambda asked: (_professional(asked), ~is_incomplete())),
    "S3b": Population("task-no-cover", lambda _: (_all(Task, is_live_task()), ~is_not_covered())),
    "S4": Population("responsibility-no-deputy", _responsibilities),
    "S5": Population("recurring-no-schedule", lambda _: (_all(Task, is_recurring()), Task.rrule.is_not(None))),
    "S6": Population("anchor-no-keeper", _anchors),
    "S7": Population(
        "place-no-terms", lambda _: (_all(Place, Place.is_usable.is_(True)), Place.usage_terms.is_not(None))
    ),
    "S8": Population("sponsor-no-tandem", _sponsorships),
    "S9": Population("done-no-thanks", lambda _: (_done(), exists().where(Thanks.task_id == Task.id))),
    "S10": Population("message-unanswered", _messages),
    "S11": Population("task-one-person", _shared),
    "K1": Population("actor-unconfirmed", _groups),
    "K2": Population("tandem-no-agreement", _tandems),
    "K3": Population("task-one-channel", lambda _: (_all(Task, is_live_task()), has_several_channels())),
    "K4": Population("exchange-no-date", _exchanges),
    "K5": Population("initiative-no-space", _initiatives),
    "K6": Population("done-no-result", lambda _: (_done(), Task.result.is_not(None))),
    "U1": Population("recurring-temporary-money", _lasting),
    "U2": Population("post-funding-ends", lambda asked: (_professional(asked), Post.funded_until.is_(None))),
    "U3": Population("pot-decided-elsewhere", _pots),
    "U4": Population("grant-undecided", lambda _: (_all(Grant), Grant.decision.is_not(None))),
}
