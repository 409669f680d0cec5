"""How the gaps went on in a period: counts on its first known day, and how many closed since."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from ks_board.gaps.history import closed_between, counts_on, list_known_days
from ks_board.gaps.history_models import SnapshotSource
from ks_board.gaps.rulebook import list_rules


@dataclass(frozen=True, slots=True)
class Trend:
    """The gaps of each question on the day that now is compared with, and how many gaps were seen to close."""

    day: date
    counts: Mapping[str, int]
    closed: int
    is_estimated: bool
    """The counts were worked out from today's data: nobody looked on that day."""

    @property
    def total(self) -> int:
        """How many gaps there were."""
        return sum(self.counts.values())


def trend_of(first: date, last: date, *, only_public: bool) -> Trend | None:
    """Compare with the first day of the period whose gaps are known, in five statements; None if there is none."""
    rules = _public() if only_public else None
    sources = list_known_days(first, last)
    day = next((day for day, source in sources.items() if source is not SnapshotSource.UNKNOWN), last)
    if day == last:
        return None
    counts = {ref: by_severity.total() for ref, by_severity in (counts_on([day], rules=rules)[day] or {}).items()}
    closed = closed_between(first, last, rules=rules)
    return Trend(day, counts, len(closed), sources[day] is SnapshotSource.ESTIMATED)


def _public() -> Collection[str]:
    return [rule.ref for rule in list_rules() if rule.public]
