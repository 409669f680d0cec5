"""Merge two records of one person: what people/merge moves, and what tasks, tandems and gaps need beside it."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from ks_board.core.db import db
from ks_board.core.errors import Conflict
from ks_board.gaps.models import GapDecision, Measure, Rule, SubjectKind
from ks_board.people.merge import fill, move_references
from ks_board.people.models import Person
from ks_board.tandems.models import Tandem
from ks_board.tasks.claim import live_key
from ks_board.tasks.claim_moves import release
from ks_board.tasks.index import refresh_board
from ks_board.tasks.models import Assignment, AssignmentStatus
from ks_board.tasks.states import OPEN


def merge(gone: Person, kept: Person, *, now: datetime) -> None:
    """Move everything to the person that is kept and remove the other; raise Conflict, then nothing changed."""
    check_can_merge(gone, kept)
    _end_double_yeses(gone, kept, now)
    _move_gaps(gone, kept)
    fill(gone, kept)
    move_references(gone, kept)
    tasks = {yes.task_id for yes in _rename_keys(kept)}
    db.session.delete(gone)
    db.session.flush()
    refresh_board(now=now, tasks=tasks)


def check_can_merge(gone: Person, kept: Person) -> None:
    """Raise Conflict for what cannot be one person."""
    if gone.id == kept.id:
        raise Conflict(_("Das ist derselbe Eintrag."))
    if gone.left_on != kept.left_on:
        raise Conflict(_("Nur einer der beiden ist nicht mehr da. Bitte gleichen Sie das zuerst an."))
    pair = (gone.id, kept.id)
    if db.session.scalar(select(Tandem.id).where(Tandem.person_a_id.in_(pair), Tandem.person_b_id.in_(pair)).limit(1)):
        raise Conflict(_("Die beiden sind miteinander ein Tandem. Also sind es zwei Menschen."))


def _end_double_yeses(gone: Person, kept: Person, now: datetime) -> None:
    """Let one of two open yeses to the same task go: the one that stands for less, else the newer one."""
    by_task: dict[int, list[Assignment]] = {}
    open_yeses = select(Assignment).where(Assignment.person_id.in_((gone.id, kept.id)), Assignment.status.in_(OPEN))
    for yes in db.session.scalars(open_yeses.order_by((Assignment.status == AssignmentStatus.ASKED), Assignment.id)):
        by_task.setdefault(yes.task_id, []).append(yes)
    for double in [yes for yeses in by_task.values() for yes in yeses[1:]]:
        release(double.id, now=now)


def _rename_keys(kept: Person) -> list[Assignment]:
    """Write the keys of the moved open yeses anew, so that the person still cannot be in twice."""
    yeses = list(db.session.scalars(select(Assignment).where(Assignment.person_id == kept.id)))
    for yes in yeses:
        if yes.live_key:
            yes.live_key = live_key(yes.task_id, kept.id)
    db.session.flush()
    return yeses


def _move_gaps(gone: Person, kept: Person) -> None:
    """Measures and decisions name their subject by its ref; one gap has only one decision."""
    of_people = select(Rule.id).where(Rule.subject_kind == SubjectKind.PERSON)
    for measure in db.session.scalars(_about(Measure, gone, of_people)):
        measure.subject_ref = kept.ref
    decided = {decision.rule_id for decision in db.session.scalars(_about(GapDecision, kept, of_people))}
    for decision in db.session.scalars(_about(GapDecision, gone, of_people)):
        if decision.rule_id in decided:
            db.session.delete(decision)
        else:
            decision.subject_ref = kept.ref
    db.session.flush()


def _about(model: Any, person: Person, rules: Any) -> Any:
    return select(model).where(model.rule_id.in_(rules), model.subject_ref == person.ref)
