"""A second, naive count of all gaps: straight over the CSV files of a town folder, sharing no code with the app.

`recount` answers which gaps there are, `recount_since` on which day each of them began.
"""

import datetime as dt
from pathlib import Path

from tests.gaps.recount import doing, people, structure  # They enter their rules into the registry.
from tests.gaps.recount.registry import KINDS, RULES, Rule
from tests.gaps.recount.since import beginning_of
from tests.gaps.recount.town import Row, Town

PACK = Path(__file__).parents[3] / "ks_board" / "data" / "pack"
NOBODY: frozenset[str] = frozenset()

Gap = tuple[str, str, str, str]

__all__ = ["PACK", "Gap", "doing", "found", "people", "recount", "recount_since", "recount_town", "structure"]


def recount(folder: Path, on: dt.date, without: frozenset[str] = NOBODY, pack: Path = PACK) -> set[Gap]:
    """Return every gap as (rule id, subject kind, subject id, question id)."""
    return recount_town(Town.read(folder, pack).at(on, without))


def recount_town(town: Town) -> set[Gap]:
    """Return every gap of a town that was read already, on its day."""
    return {_name(town, rule, row) for rule in RULES for row in found(town, rule)}


def recount_since(
    folder: Path, on: dt.date, without: frozenset[str] = NOBODY, pack: Path = PACK
) -> dict[Gap, dt.date | None]:
    """Return every gap with the first day of the stretch that lasts until `on`; None if it held for ever."""
    town = Town.read(folder, pack).at(on, without)
    return {_name(town, rule, row): beginning_of(town, rule, row) for rule in RULES for row in found(town, rule)}


def found(town: Town, rule: Rule) -> list[Row]:
    """Return the rows that have a gap of this rule; none if the town switched the rule off."""
    if town.rule(rule.id)["enabled"] == "0":
        return []
    return [row for row in town.rows(rule.table) if rule.holds(town, row, town.threshold(rule.id))]


def _name(town: Town, rule: Rule, row: Row) -> Gap:
    question = row["id"] if rule.id == "answer-outdated" else town.rule(rule.id)["question_id"]
    return rule.id, KINDS[rule.table], row["id"], question
