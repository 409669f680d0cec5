"""The figures of the trend, once for charts and tables."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from statistics import median
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ks_board.checklist.queries import list_newest_answers
from ks_board.core.access import can
from ks_board.core.formatting import short_date
from ks_board.gaps.history import ClosedGap, Counts, closed_between, counts_on, list_known_days
from ks_board.gaps.history_models import SnapshotSource
from ks_board.gaps.queries import Gap, count_by_question
from ks_board.gaps.rulebook import list_rules
from ks_board.pages.trend_charts import LineChart, line_chart
from ks_board.permissions import Permission

MOST_POINTS = 12
A_YEAR = timedelta(days=366)
SEVERITIES = ((3, "urgent", _l("dringend")), (2, "important", _l("wichtig")), (1, "later", _l("bei Gelegenheit")))
SOURCES = {
    SnapshotSource.TAKEN: _l("gezählt"),
    SnapshotSource.FROM_RECORD: _l("aus dem Protokoll"),
    SnapshotSource.ESTIMATED: _l("zurückgerechnet"),
    SnapshotSource.UNKNOWN: _l("nicht bekannt"),
}
DURATIONS = (
    (7, _l("bis 7 Tage")),
    (30, _l("8 bis 30 Tage")),
    (90, _l("31 bis 90 Tage")),
    (180, _l("91 bis 180 Tage")),
    (None, _l("länger")),
)


@dataclass(frozen=True, slots=True)
class Point:
    """The gaps of one day by weight; None where nobody knows."""

    day: date
    source: str
    numbers: Counter[int] | None

    @property
    def total(self) -> int | None:
        """Return how many gaps there were."""
        return None if self.numbers is None else self.numbers.total()


@dataclass(frozen=True, slots=True)
class Compared:
    """How many gaps a question had then and has now."""

    ref: str
    text: str
    then: int
    now: int


@dataclass(frozen=True, slots=True)
class Lasted:
    """How long the gaps lasted that closed in a time, by steps; `unknown` are those whose beginning nobody knows."""

    kind: str
    name: str
    steps: list[int]
    median: float | None
    closed: int
    unknown: int


def visible_rules() -> Collection[str] | None:
    """Return the refs of the rules whose gaps the viewer may see; None = all."""
    return None if can(Permission.GAP_READ_ALL) else {rule.ref for rule in list_rules() if rule.public}


def list_points(first: date, on: date, gaps: Sequence[Gap], question_ref: str | None = None) -> list[Point]:
    """Return days since `first` with their gaps, at most a dozen, and as the last one today as it is now."""
    known = list_known_days(first, on - timedelta(days=1))
    days = _thinned(list(known), on)
    counts = counts_on(days, rules=visible_rules())
    points = [Point(day, str(SOURCES[known[day]]), _numbers(counts[day], question_ref)) for day in days]
    return [*points, Point(on, _("jetzt"), Counter(gap.rule.severity for gap in gaps))]


def severity_chart(points: Sequence[Point], marked: date | None = None) -> LineChart:
    """Draw the gaps of each weight over the days."""
    series = [
        (kind, str(name), [None if p.numbers is None else p.numbers[weight] for p in points])
        for weight, kind, name in SEVERITIES
    ]
    return line_chart([p.day.toordinal() for p in points], series, marked.toordinal() if marked else None)


def total_chart(points: Sequence[Point], marked: date | None = None) -> LineChart:
    """Draw all gaps over the days as one line."""
    series = [("total", _("Lücken"), [point.total for point in points])]
    return line_chart([p.day.toordinal() for p in points], series, marked.toordinal() if marked else None)


def last_round_table(on: date) -> date | None:
    """Return the last day before this one on which questions were answered."""
    return max((row.answered_on for row in list_newest_answers(before=on).values()), default=None)


def compare(questions: Sequence[Any], then: Counts, gaps: Sequence[Gap]) -> list[Compared]:
    """Compare the gaps of each question with those of now, those with most gaps first."""
    now = count_by_question(gaps)
    rows = [Compared(row.ref, row.text, _total(then, row.ref), _total(now, row.ref)) for row in questions]
    return sorted((row for row in rows if row.then or row.now), key=lambda row: (-max(row.now, row.then), row.ref))


def find_durations(first: date, last: date, round_table: date | None) -> list[Lasted]:
    """Return how long the gaps lasted that closed in a period, apart for before and since its last Round Table."""
    closed = closed_between(first, last, rules=visible_rules())
    if round_table is None or round_table <= first:
        return [_lasted("now", _("Lücken"), closed)]
    return [
        _lasted("then", _("bis zum Runden Tisch"), [gap for gap in closed if gap.closed_on <= round_table]),
        _lasted("now", _("seitdem"), [gap for gap in closed if gap.closed_on > round_table]),
    ]


def _lasted(kind: str, name: str, closed: Sequence[ClosedGap]) -> Lasted:
    days = [(gap.closed_on - gap.opened_on).days for gap in closed if gap.opening_known]
    longest = [most for most, _name in DURATIONS[:-1] if most]
    steps = Counter(bisect_left(longest, day) for day in days)
    numbers = [steps[step] for step in range(len(DURATIONS))]
    return Lasted(kind, name, numbers, median(days) if days else None, len(closed), len(closed) - len(days))


def comparable_day(wanted: date | None, first: date, on: date) -> date | None:
    """Return the day to compare with: the one wanted if its figures are known, else the next known one."""
    known = list_known_days(min(wanted or first, first), on - timedelta(days=1))
    told = [day for day, source in known.items() if source is not SnapshotSource.UNKNOWN]
    return next((day for day in told if wanted is None or day >= wanted), None)


def span_in_words(points: Sequence[Point]) -> str:
    """Return "16.11.2025 bis 16.11.2026"."""
    return _("%(first)s bis %(last)s", first=short_date(points[0].day), last=short_date(points[-1].day))


def _thinned(days: Sequence[date], on: date) -> list[date]:
    """Leave out days, so that those left are as far from each other as fits, counted back from today."""
    step = timedelta(days=ceil((on - days[0]).days / MOST_POINTS)) if days else timedelta()
    kept, before = [], on
    for day in reversed(days):
        if before - day >= step:
            kept.append(day)
            before = day
    return kept[::-1]


def _numbers(counts: Counts | None, question_ref: str | None) -> Counter[int] | None:
    if counts is None:
        return None
    wanted = counts.values() if question_ref is None else [counts.get(question_ref, Counter())]
    return sum(wanted, Counter())


def _total(counts: Mapping[str, Counter[int]], ref: str) -> int:
    return counts.get(ref, Counter()).total()
