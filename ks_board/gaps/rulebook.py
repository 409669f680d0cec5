"""The rules that count in this town: its own settings over those of the built-in pack."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from ks_board.checklist.models import Question
from ks_board.core.db import db
from ks_board.core.once import once
from ks_board.gaps.models import Rule as RuleRow
from ks_board.gaps.rules import EVERY_QUESTION, Rule, built_in, may_be_public


@once
def list_rules() -> Sequence[Rule]:
    """Return the rules in the order of the pack, then those of further checklists, also those switched off.

    An empty cell means as built in.
    """
    query = select(*RuleRow.__table__.columns, Question.ref.label("question_ref")).outerjoin(
        Question, Question.id == RuleRow.question_id
    )
    rows = {row.ref: row for row in db.session.execute(query.order_by(RuleRow.id))}
    known = built_in()
    rules = [_of_town(rule, rows[ref]) if ref in rows else rule for ref, rule in known.items()]
    further = [row for ref, row in rows.items() if ref not in known and row.condition_ref in known]
    return rules + [_of_town(replace(known[row.condition_ref], ref=row.ref), row) for row in further]


def _of_town(rule: Rule, row: Any) -> Rule:
    """Return the rule with the cells that the town filled; what it is about is code, not data."""
    return replace(
        rule,
        question_ref=row.question_ref or EVERY_QUESTION,
        severity=row.severity,
        threshold=_filled(row.threshold_days, rule.threshold),
        title_de=row.title_de,
        title_en=row.title_en,
        action_de=_filled(row.action_de, rule.action_de),
        action_en=_filled(row.action_en, rule.action_en),
        enabled=_filled(row.enabled, rule.enabled),
        public=_filled(row.public, rule.public) and may_be_public(rule),
    )


def _filled(cell: Any, built_in_value: Any) -> Any:
    return built_in_value if cell is None else cell
