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

    @property
    def total(self) -> int:
        """How many gaps there were."""
        return sum(self.counts.values())


def trend_of(first: date, last: date, *, only_public: bool) -> Trend | None:
    """Compare with the first day of the period whose gaps are known, in five statements; None if there is none."""
    rules = _public() if only_public else None
    known = [day for day, source in list_known_days(first, last).items() if source is not SnapshotSource.UNKNOWN]
    if not known or known[0] == last:
        return None
    counts = counts_on([known[0]], rules=rules)[known[0]] or {}
    closed = closed_between(first, last, rules=rules)
    return Trend(known[0], {ref: by_severity.total() for ref, by_severity in counts.items()}, len(closed))


def _public() -> Collection[str]:
    return [rule.ref for rule in list_rules() if rule.public]
