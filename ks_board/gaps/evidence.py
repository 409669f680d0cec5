"""What the data say to a question of the checklist in one sentence: so many of so many, counted in one statement."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, case, func, literal, union_all

from ks_board.core.db import db
from ks_board.gaps.condition import Asked
from ks_board.gaps.populations import POPULATIONS
from ks_board.gaps.queries import GONE, bound_values
from ks_board.gaps.rulebook import list_rules
from ks_board.gaps.sentences import SENTENCES


@dataclass(frozen=True, slots=True)
class Evidence:
    """So many of so many; the public may see it only if it may see the gaps of the rule behind it."""

    part: int
    whole: int
    sentence: str
    public: bool


def find_evidence(on: date, questions: Collection[str] = POPULATIONS.keys()) -> dict[str, Evidence]:
    """Return what the data say to these questions on a day, by ref of the question, in at most three statements."""
    rules = {rule.ref: rule for rule in list_rules()}
    rows = db.session.execute(union_all(*map(_select, questions)), bound_values(rules.values(), on))
    return {row.question: _evidence(row, rules[POPULATIONS[row.question].rule_ref].public) for row in rows}


def _select(question_ref: str) -> Select[Any]:
    population = POPULATIONS[question_ref]
    of, well = population.count(Asked(population.rule_ref, GONE))
    part = func.coalesce(func.sum(case((well, 1), else_=0)), 0)
    return of.add_columns(literal(question_ref).label("question"), func.count().label("whole"), part.label("part"))


def _evidence(row: Any, public: bool) -> Evidence:
    if not row.whole:
        return Evidence(0, 0, _("Dazu ist noch nichts eingetragen."), public)
    sentence = str(SENTENCES[row.question]) % {"part": row.part, "whole": row.whole}
    return Evidence(row.part, row.whole, sentence, public)
