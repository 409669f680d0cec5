"""What is checked about the rules of a pack: the same condition must not say two things."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any

from flask_babel import gettext as _

from ks_board.exchange.problems import Problems
from ks_board.exchange.tables import TownTable
from ks_board.gaps.condition import ahead_of
from ks_board.gaps.models import SubjectKind
from ks_board.gaps.registry import REGISTRY
from ks_board.gaps.rules import Rule, built_in

MOST_DAYS = 36_500
FIXED = frozenset({"certificate-missing"})
"""Rules whose days the law sets: five calendar years."""
Cells = dict[str, Any]


def check_pack_rules(rules: TownTable, questions: TownTable, problems: Problems) -> None:
    """Note every fault in what rules ask and from when on."""
    known = built_in()
    sound = {}
    for ref, row in rules.rows.items():
        cells: Cells = {column.name: value for column, value in zip(rules.file.columns, row, strict=True)}
        rule = known.get(str(cells["condition"] or ref))
        if rule is None:
            continue
        for column, fault in _faults(rule, cells):
            rules.note(problems, ref, column, fault)
        sound[ref] = (rule, cells)
    _check_doubles(rules, sound, problems)
    _check_numbers(questions, problems)


def _faults(rule: Rule, cells: Cells) -> Iterator[tuple[str, str]]:
    days, every = cells["threshold_days"], rule.subject_kind == SubjectKind.QUESTION
    if days is not None and not rule.threshold:
        yield "threshold_days", _("Diese Regel kennt keine Tage. Lassen Sie das Feld leer.")
    elif days is not None and rule.condition in FIXED and days != rule.threshold:
        yield "threshold_days", _("Diese Frist steht fest. Hier muss %(days)s stehen.", days=rule.threshold)
    elif days is not None and days > MOST_DAYS:
        yield "threshold_days", _("Höchstens %(most)s Tage gehen, das sind 100 Jahre.", most=MOST_DAYS)
    if every and cells["question_id"] is not None:
        yield "question_id", _("Diese Regel gilt für jede Frage. Hier muss * stehen.")
    elif not every and cells["question_id"] is None:
        yield "question_id", _("Diese Regel braucht eine Frage. Der Stern geht hier nicht.")


def _check_doubles(rules: TownTable, sound: dict[str, tuple[Rule, Cells]], problems: Problems) -> None:
    """Two rules may ask the same about the same question only with other days, and then the worse is more severe."""
    same: dict[tuple[str, Any], list[tuple[int, int, str]]] = defaultdict(list)
    for ref, (rule, cells) in sound.items():
        days = rule.threshold if cells["threshold_days"] is None else cells["threshold_days"]
        same[rule.condition, cells["question_id"]].append((days, cells["severity"] or 0, ref))
    for (condition, _question), found in same.items():
        found.sort()
        for (days, _severity, first), (other, _other, second) in combinations(found, 2):
            if days == other:
                text = _("Diese Regel sagt dasselbe wie „%(ref)s“: gleiche Frage, gleiche Tage.", ref=first)
                rules.note(problems, second, "threshold_days", text)
        _check_steps(rules, condition, found, problems)


def _check_steps(rules: TownTable, condition: str, found: list[tuple[int, int, str]], problems: Problems) -> None:
    if REGISTRY[condition].turn is ahead_of:  # The fewer days are left, the worse.
        found = found[::-1]
    for (days, severity, first), (other, worse, second) in pairwise(found):
        if days != other and worse < severity:
            text = _(
                "Die Tage widersprechen sich: Mit %(other)s Tagen wöge die Lücke leichter als mit %(days)s (%(ref)s).",
                other=other,
                days=days,
                ref=first,
            )
            rules.note(problems, second, "threshold_days", text)


def _check_numbers(questions: TownTable, problems: Problems) -> None:
    seen: dict[Any, str] = {}
    for ref, place in questions.cells("checklist_id", "group", "number"):
        if None not in place[1:] and place in seen:
            text = _("Die Nummer hat in dieser Gruppe schon die Frage „%(ref)s“.", ref=seen[place])
            questions.note(problems, ref, "number", text)
        seen.setdefault(place, ref)
