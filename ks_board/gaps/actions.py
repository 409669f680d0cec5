"""What fits the gaps of a rule: the town's own actions, else those of the built-in pack."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from sqlalchemy import select

from ks_board.core.db import db
from ks_board.gaps.models import ActionKind, Rule, RuleAction
from ks_board.gaps.rules import PACK
from ks_board.gaps.rules import Rule as RuleOfTown


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do about a gap."""

    ref: str
    kind: ActionKind
    text_de: str
    text_en: str


def list_actions(rule: RuleOfTown) -> list[Action]:
    """Return the actions of a rule, the one to try first at the top; those of its condition if it has none itself."""
    query = select(RuleAction).join(Rule, Rule.id == RuleAction.rule_id).where(Rule.ref == rule.ref)
    rows = db.session.scalars(query.order_by(RuleAction.position, RuleAction.id)).all()
    own = [Action(row.ref, row.kind, row.text_de, row.text_en) for row in rows]
    return own or built_in_actions().get(rule.condition, [])


@cache
def built_in_actions() -> dict[str, list[Action]]:
    """Return the actions of the built-in pack by rule."""
    found: dict[str, list[Action]] = defaultdict(list)
    with PACK.with_name("actions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["rule_id"]].append(Action(row["id"], ActionKind(row["kind"]), row["text_de"], row["text_en"]))
    return dict(found)
