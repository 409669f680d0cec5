"""The day a gap began, by asking its condition again on every day on which something could have changed."""

import datetime as dt
import re

from tests.gaps.recount.registry import Rule
from tests.gaps.recount.town import Row, Town

ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def beginning_of(town: Town, rule: Rule, row: Row) -> dt.date | None:
    """Return the first day from which the condition held without a break until the town's day; None if always."""
    threshold = town.threshold(rule.id)
    began = town.on
    for day in turning_days(town, threshold):
        if not rule.holds(town.on_day(day), row, threshold):
            return dt.date.fromisoformat(began)
        began = day
    return None


def turning_days(town: Town, threshold: int) -> list[str]:
    """Return the days, newest first, on which a condition can start or stop to hold, and one day before all."""
    days = {dt.date.fromisoformat(day) for day in _dates(town)}
    steps = {0, threshold, -threshold}
    turns = {day + dt.timedelta(days=step + more) for day in days for step in steps for more in (0, 1)}
    # 28 February rests for two days before a leap year's 1 March, see the certificate rule.
    turns |= {_years_later(day, 5) + dt.timedelta(days=more) for day in days for more in (0, 1, 2)}
    turns.add(min(turns, default=dt.date.fromisoformat(town.on)) - dt.timedelta(days=1))
    return sorted((day.isoformat() for day in turns if day.isoformat() < town.on), reverse=True)


def _dates(town: Town) -> set[str]:
    cells = {cell for rows in town.tables.values() for row in rows for cell in row.values()}
    return {cell for cell in cells if ISO_DATE.fullmatch(cell)} | set(town.gone.values()) | {town.on}


def _years_later(day: dt.date, years: int) -> dt.date:
    """Return the same calendar day years later; 29 February becomes 1 March."""
    if (day.month, day.day) == (2, 29):
        return dt.date(day.year + years, 3, 1)
    return day.replace(year=day.year + years)
