"""The dates of a series.

A rule is a test that a day passes or not. We walk over the days from the one asked for, whole months at a time
where the rule cannot hold, never from the start of the series; so old series are as quick as new ones, and a rule
that never comes true ends with the last year instead of hanging.
"""

from calendar import isleap, monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import islice

from ks_board.config import LAST_YEAR
from ks_board.core.clock import BERLIN
from ks_board.tasks.recurrence.rule import Frequency, Rule, Weekday, parse

_DAY, _OVER_A_YEAR = timedelta(days=1), timedelta(days=400)
_ALL_WEEK = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date of a series or of a single task; times in UTC, `rule_date` is the local day that never changes."""

    rule_date: date
    starts_at: datetime
    ends_at: datetime


def occurrences(
    start: datetime | None, duration_minutes: int | None, rrule: str | None, after: datetime, before: datetime
) -> list[Occurrence]:
    """Return the occurrences that start in [after, before), oldest first; without a rule the single one.

    The duration is in real minutes, also across a clock change; unknown counts as none.
    Raise RuleError for a rule that cannot be read.
    """
    lasts = timedelta(minutes=duration_minutes or 0)
    found = []
    for rule_date, starts_at in _starts(start, rrule, after):
        if starts_at >= before:
            break
        found.append(Occurrence(rule_date, starts_at, starts_at + lasts))
    return found


def next_start(start: datetime | None, rrule: str | None, now: datetime) -> datetime | None:
    """Return the first start at or after now in UTC; None if there is no further one up to the last year."""
    return next((starts_at for _day, starts_at in _starts(start, rrule, now)), None)


def last_day(start: datetime | None, rrule: str | None) -> date | None:
    """Return the local day of the last occurrence; None for a series without an end. Raise RuleError."""
    if start is None or not rrule:
        return start.date() if start else None
    _rule, last = _series(start, rrule)
    if last is None:
        return None
    for first in (last - _OVER_A_YEAR, _utc(start)):  # Most rules come true every year, so the end is near.
        if days := [day for day, _at in _starts(start, rrule, first)]:
            return days[-1]
    return None


def fits(start: datetime, rrule: str) -> bool:
    """Tell whether the start is one of the rule's own dates, as it should be."""
    return next((day for day, _at in _starts(start, rrule, _utc(start))), None) == start.date()


def _starts(start: datetime | None, rrule: str | None, after: datetime) -> Iterator[tuple[date, datetime]]:
    if start is None:
        return
    if not rrule:
        if _utc(start) >= after:
            yield start.date(), _utc(start)
        return
    rule, last = _series(start, rrule)
    # A day early, because a gap around midnight (1916) moves a start to the next day.
    first = max(start.date(), after.astimezone(BERLIN).date() - _DAY)
    for day in _rule_days(rule, start.date(), first):
        starts_at = _utc(datetime.combine(day, start.time()))
        if last and starts_at > last:
            return
        if starts_at >= after:
            yield day, starts_at


def _utc(at: datetime) -> datetime:
    """Return a local time in UTC, as RFC 5545 (3.3.5) says for the two Sundays on which the clock changes.

    02:30 in the gap counts as if the clock had not changed, so people come at 03:30; 02:30 in the double hour
    is the first one. Both are what Python does for fold=0.
    """
    return at.replace(tzinfo=BERLIN, fold=0).astimezone(UTC)


@lru_cache(maxsize=4096)
def _series(start: datetime, rrule: str) -> tuple[Rule, datetime | None]:
    """Return the complete rule and the last start it allows; a count is counted out once."""
    rule = parse(rrule).filled(start.date())
    if rule.count is None:
        return rule, rule.until
    days = list(islice(_rule_days(rule, start.date(), start.date()), rule.count))
    return rule, _utc(datetime.combine(days[-1], start.time())) if days else None


def _rule_days(rule: Rule, start: date, first: date) -> Iterator[date]:
    """Yield the days of a rule from `first` (not before `start`) to the last year."""
    weekdays = {weekday.day for weekday in rule.weekdays} or _ALL_WEEK
    for number in range(_month_number(first), LAST_YEAR * 12 + 12):
        year, month = divmod(number, 12)
        month += 1
        if not _month_may_hold(rule, start, year, month):
            continue
        begin = first.day if number == _month_number(first) else 1
        for day_of_month in range(begin, monthrange(year, month)[1] + 1):
            day = date(year, month, day_of_month)
            # Most days fall out here, before the dearer questions.
            if day.weekday() in weekdays and _is_rule_day(rule, start, day):
                yield day


def _month_may_hold(rule: Rule, start: date, year: int, month: int) -> bool:
    if rule.months and month not in rule.months:
        return False
    match rule.freq:
        case Frequency.YEARLY:
            return (year - start.year) % rule.interval == 0
        case Frequency.MONTHLY:
            return (year * 12 + month - 1 - _month_number(start)) % rule.interval == 0
        case _:
            return True


def _is_rule_day(rule: Rule, start: date, day: date) -> bool:
    """Tell whether a day of a month that may hold is one of the rule's."""
    if rule.interval > 1 and not _in_phase(rule, start, day):
        return False
    return _passes(rule, day) and (not rule.positions or day in _positioned(rule, _period(rule, day)))


def _in_phase(rule: Rule, start: date, day: date) -> bool:
    match rule.freq:
        case Frequency.DAILY:
            return (day - start).days % rule.interval == 0
        case Frequency.WEEKLY:
            weeks = (_first_of_week(rule, day) - _first_of_week(rule, start)).days // 7
            return weeks % rule.interval == 0
        case _:
            return True  # The month was asked already.


def _passes(rule: Rule, day: date) -> bool:
    """Tell whether a day passes every part that names days; a month was asked already, except for positions."""
    if rule.weekdays and not any(_is_weekday(rule, weekday, day) for weekday in rule.weekdays):
        return False
    if rule.month_days and not _counted(day.day, monthrange(day.year, day.month)[1], rule.month_days):
        return False
    if rule.months and day.month not in rule.months:
        return False
    if rule.year_days and not _counted(day.timetuple().tm_yday, _year_length(day.year), rule.year_days):
        return False
    return not rule.week_numbers or _in_week(rule, day)


def _is_weekday(rule: Rule, weekday: Weekday, day: date) -> bool:
    if day.weekday() != weekday.day:
        return False
    if not weekday.nth:
        return True
    if rule.freq is Frequency.MONTHLY or rule.months:
        place, length = day.day, monthrange(day.year, day.month)[1]
    else:
        place, length = day.timetuple().tm_yday, _year_length(day.year)
    return weekday.nth == (place + 6) // 7 if weekday.nth > 0 else -weekday.nth == (length - place) // 7 + 1


def _counted(place: int, length: int, wanted: tuple[int, ...]) -> bool:
    """Tell whether a place is wanted, counted from the front or (negative) from the end."""
    return place in wanted or place - length - 1 in wanted


def _in_week(rule: Rule, day: date) -> bool:
    """Tell whether the week of the day is wanted: week 1 is the first with four days in its year."""
    year, week = _week_number(rule, day)
    return _counted(week, _week_number(rule, date(year, 12, 28))[1], rule.week_numbers)


def _week_number(rule: Rule, day: date) -> tuple[int, int]:
    middle = _first_of_week(rule, day) + 3 * _DAY
    return middle.year, (middle.timetuple().tm_yday + 6) // 7


@lru_cache(maxsize=512)
def _positioned(rule: Rule, period: tuple[date, date]) -> frozenset[date]:
    """Return the days of one period that BYSETPOS picks from all that pass."""
    first, last = period
    days = [first + offset * _DAY for offset in range((last - first).days + 1)]
    passing = [day for day in days if _passes(rule, day)]
    return frozenset(day for place, day in enumerate(passing, 1) if _counted(place, len(passing), rule.positions))


def _period(rule: Rule, day: date) -> tuple[date, date]:
    """Return the first and the last day of the period around a day."""
    match rule.freq:
        case Frequency.DAILY:
            return day, day
        case Frequency.WEEKLY:
            first = _first_of_week(rule, day)
            return first, first + 6 * _DAY
        case Frequency.MONTHLY:
            return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
        case Frequency.YEARLY:
            return date(day.year, 1, 1), date(day.year, 12, 31)


def _first_of_week(rule: Rule, day: date) -> date:
    return day - timedelta(days=(day.weekday() - rule.week_start) % 7)


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _year_length(year: int) -> int:
    return 366 if isleap(year) else 365
