"""Read measures, and note that one is done."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import case, select

from ks_board.core.db import db
from ks_board.core.errors import Conflict
from ks_board.gaps.models import Measure, MeasureStatus, Rule
from ks_board.gaps.queries import AT_WORK, find_gaps
from ks_board.gaps.rulebook import list_rules
from ks_board.people.models import Person

STATUSES = {
    MeasureStatus.OPEN: _l("offen"),
    MeasureStatus.WAITING: _l("wartet auf Entscheidung"),
    MeasureStatus.DONE: _l("erledigt"),
    MeasureStatus.STOPPED: _l("beendet"),
}


def finish(measure: Measure, *, on: date) -> None:
    """Note that a measure is done; raise Conflict if it is over already."""
    if measure.status not in AT_WORK:
        raise Conflict(_("Diese Maßnahme ist schon zu Ende."))
    measure.status, measure.done_on = MeasureStatus.DONE, on
    db.session.flush()


def list_to_finish(on: date) -> frozenset[str]:
    """Return the refs of the measures at work whose gap is closed: they ask to be finished. A fixed few statements.

    Nothing is asked about a rule that the town has switched off, since its gaps are not looked for.
    """
    query = select(Measure.ref, Rule.ref.label("rule"), Measure.subject_ref).join(Rule, Rule.id == Measure.rule_id)
    rows = db.session.execute(query.where(Measure.status.in_(AT_WORK), Measure.subject_ref.is_not(None))).all()
    asked = {row.rule for row in rows} & {rule.ref for rule in list_rules() if rule.enabled}
    still_there = {(gap.rule.ref, gap.subject_ref) for gap in find_gaps(on, rules=asked)}
    return frozenset(row.ref for row in rows if row.rule in asked and (row.rule, row.subject_ref) not in still_there)


def list_measures(question_id: int) -> Sequence[Any]:
    """Return the measures about a question with their owners, those at work first, then by due date."""
    is_over = case((Measure.status.in_(AT_WORK), 0), else_=1)
    measure = (Measure.ref, Measure.title, Measure.status, Measure.due_on, Measure.done_on)
    return db.session.execute(
        select(*measure, Person.given_name, Person.family_name)
        .join(Person, Person.id == Measure.owner_person_id)
        .where(Measure.question_id == question_id)
        .order_by(is_over, Measure.due_on.is_(None), Measure.due_on, Measure.id)
    ).all()
