"""What if they were gone: the gaps before and after, and how much worse each question stands."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ks_board.gaps.absence import Absence
from ks_board.gaps.queries import Gap, count_by_question, find_gaps
from ks_board.gaps.rules import SEVERITIES


class Worsening(NamedTuple):
    """The gaps of one question, of severity 3, 2 and 1, before and after."""

    question_ref: str
    before: tuple[int, ...]
    after: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How the town stands with and without them."""

    opened: list[Gap]
    closed: list[Gap]
    """Gaps that go away, mostly because nobody is left whom they were about."""
    questions: list[Worsening]
    """Only those that change, the most severe change first."""


def compare(on: date, absence: Absence) -> Comparison:
    """Compare the gaps of a day with those without the people, units and pots, each in at most four statements."""
    before, after = find_gaps(on), find_gaps(on, without=absence.people, ended=absence.ended)
    there, then = {_key(gap) for gap in before}, {_key(gap) for gap in after}
    opened = [gap for gap in after if _key(gap) not in there]
    opened.sort(key=lambda gap: -gap.rule.severity)
    return Comparison(opened, [gap for gap in before if _key(gap) not in then], _questions(before, after))


def _key(gap: Gap) -> tuple[str, str]:
    return gap.rule.ref, gap.subject_ref


def _questions(before: list[Gap], after: list[Gap]) -> list[Worsening]:
    old, new = count_by_question(before), count_by_question(after)
    refs = dict.fromkeys((*old, *new))
    rows = [Worsening(ref, _numbers(old.get(ref)), _numbers(new.get(ref))) for ref in refs]
    changed = [row for row in rows if row.before != row.after]
    return sorted(changed, key=lambda row: [now - then for now, then in zip(row.before, row.after, strict=True)])


def _numbers(counts: Counter[int] | None) -> tuple[int, ...]:
    return tuple((counts or Counter())[severity] for severity in SEVERITIES)
