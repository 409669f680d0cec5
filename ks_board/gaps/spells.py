"""Since when a condition holds that counts things which come and go. Knows neither Flask nor the database."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ks_board.gaps.rules import days_before

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch of days, both ends inclusive, an empty end open: an appointment, an assignment, a valid decision."""

    role: str
    first: date | None = None
    last: date | None = None
    weight: float = 0

    def covers(self, day: date) -> bool:
        """Tell whether the day is in the stretch."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


Holds = Callable[[Sequence[Spell]], bool]


def beginning(spells: Sequence[Spell], on: date, holds: Holds) -> date | None:
    """Return the first of the days until `on` on which the condition held all along; None if it always did.

    The condition sees the spells that cover a day, and it must hold on `on`.
    """
    ends = (days_before(spell.last, -1) for spell in spells if spell.last)
    turns = {day for day in (*(spell.first for spell in spells), *ends) if day and day <= on}
    for turn in sorted(turns, reverse=True):
        if not holds([spell for spell in spells if spell.covers(turn - ONE_DAY)]):
            return turn
    return None


def cut(last: date | None, left_on: date | None) -> date | None:
    """Return the last day of a spell whose person left: the day before, if that is earlier."""
    if left_on is None:
        return last
    eve = days_before(left_on, 1)
    return eve if last is None else min(last, eve)
