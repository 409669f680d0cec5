"""The list that the rule functions enter themselves into."""

from collections.abc import Callable
from typing import NamedTuple

from tests.gaps.recount.town import Row, Town

KINDS = {
    "town": "town",
    "units": "unit",
    "posts": "post",
    "responsibilities": "responsibility",
    "appointments": "appointment",
    "places": "place",
    "tasks": "task",
    "assignments": "assignment",
    "people": "person",
    "tandems": "tandem",
    "sponsorships": "sponsorship",
    "messages": "message",
    "measures": "measure",
    "procedures": "procedure",
    "budget_pots": "pot",
    "grants": "grant",
    "questions": "question",
}
Condition = Callable[[Town, Row, int], bool]


class Rule(NamedTuple):
    """One gap rule: which rows it asks, and its condition (town on a day, row, threshold)."""

    id: str
    table: str
    holds: Condition


RULES: list[Rule] = []


def rule(rule_id: str, table: str) -> Callable[[Condition], Condition]:
    """Enter the decorated condition as the gap rule `rule_id` over the rows of `table`."""

    def enter(condition: Condition) -> Condition:
        RULES.append(Rule(rule_id, table, condition))
        return condition

    return enter
