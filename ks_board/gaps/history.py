"""Read how the gaps went on: counts of days gone by, gaps that closed, and how long that took."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select

from ks_board.core.db import db
from ks_board.gaps.asked_again import Changed, note_answered, question_changes
from ks_board.gaps.history_models import GapSnapshot, GapSpell, SnapshotSource
from ks_board.gaps.history_taking import estimate, mark_unrecorded, take_snapshot
from ks_board.gaps.models import SubjectKind

__all__ = [
    "Changed",
    "ClosedGap",
    "Counts",
    "closed_between",
    "counts_on",
    "days_until_closed",
    "estimate",
    "list_known_days",
    "mark_unrecorded",
    "note_answered",
    "question_changes",
    "take_snapshot",
]

Counts = dict[str, Counter[int]]
"""Question → severity → how many gaps."""


@dataclass(frozen=True, slots=True)
class ClosedGap:
    """A gap that was seen to close: on `closed_on` it was there no more."""

    rule_ref: str
    subject_kind: SubjectKind
    subject_ref: str
    question_ref: str
    severity: int
    opened_on: date
    opening_known: bool
    """False: it was older than the first day that was looked at."""
    closed_on: date


def list_known_days(first: date, last: date) -> dict[date, SnapshotSource]:
    """Return the days that were looked at, in their order, with how their gaps are known."""
    query = select(GapSnapshot.day, GapSnapshot.source).where(GapSnapshot.day.between(first, last))
    return dict(db.session.execute(query.order_by(GapSnapshot.day)).all())


def counts_on(days: Sequence[date], *, rules: Collection[str] | None = None) -> dict[date, Counts | None]:
    """Return the gaps of days by question and severity, None where nobody knows; in two statements.

    `rules`: refs of the rules that count, all if None. Gaps are counted as on the checklist.
    """
    if not days:
        return {}
    known = list_known_days(min(days), max(days))
    groups = db.session.execute(_groups(min(days), max(days), rules)).all()
    looked_at = {day for day, source in known.items() if source is not SnapshotSource.UNKNOWN}
    return {day: _count(groups, day) if day in looked_at else None for day in days}


def closed_between(first: date, last: date, *, rules: Collection[str] | None = None) -> list[ClosedGap]:
    """Return the gaps that closed in a period, both days inclusive, in the order in which they closed.

    After days that nobody knows, a gap counts as closed on the first day on which it was missing.
    """
    columns = (GapSpell.rule_ref, GapSpell.subject_kind, GapSpell.subject_ref, GapSpell.question_ref, GapSpell.severity)
    query: Any = select(*columns, GapSpell.opened_on, GapSpell.opening_known, GapSpell.closed_on)
    query = _of_rules(query.where(GapSpell.closed_on.between(first, last)), rules)
    rows = db.session.execute(query.order_by(GapSpell.closed_on, GapSpell.id))
    return [ClosedGap(*row) for row in rows]


def days_until_closed(first: date, last: date, *, rules: Collection[str] | None = None) -> list[int]:
    """Return how many days each gap lasted that closed in a period, sorted; only where its beginning is known."""
    closed = closed_between(first, last, rules=rules)
    return sorted((gap.closed_on - gap.opened_on).days for gap in closed if gap.opening_known)


def _groups(first: date, last: date, rules: Collection[str] | None) -> Any:
    """Count lives of the same question, weight and days."""
    same = (GapSpell.question_ref, GapSpell.severity, GapSpell.opened_on, GapSpell.closed_on)
    query: Any = select(*same, func.count().label("number")).group_by(*same)
    lasting = or_(GapSpell.closed_on.is_(None), GapSpell.closed_on > first)
    return _of_rules(query.where(GapSpell.opened_on <= last, lasting), rules)


def _of_rules(query: Any, rules: Collection[str] | None) -> Any:
    return query if rules is None else query.where(GapSpell.rule_ref.in_(rules))


def _count(groups: Sequence[Any], day: date) -> Counts:
    counts: Counts = {}
    for row in groups:
        if row.opened_on <= day and (row.closed_on is None or day < row.closed_on):
            counts.setdefault(row.question_ref, Counter())[row.severity] += row.number
    return counts
