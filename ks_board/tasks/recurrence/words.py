"""How people say a series: "jeden Dienstag, 9 bis 12 Uhr"."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ks_board.core import formatting as say
from ks_board.core.clock import BERLIN
from ks_board.core.i18n import language
from ks_board.tasks.recurrence.dates import next_start
from ks_board.tasks.recurrence.rule import Frequency, Rule, Weekday, parse

WORKING_WEEK = (0, 1, 2, 3, 4)
MAX_DATES = 4
_DAY_IN_MINUTES = 24 * 60
_LEAP_YEAR = 2000

_NUMBERS = {
    2: _l("zwei"),
    3: _l("drei"),
    4: _l("vier"),
    5: _l("fünf"),
    6: _l("sechs"),
    7: _l("sieben"),
    8: _l("acht"),
    9: _l("neun"),
    10: _l("zehn"),
    11: _l("elf"),
    12: _l("zwölf"),
}
_ORDINALS = {
    1: _l("ersten"),
    2: _l("zweiten"),
    3: _l("dritten"),
    4: _l("vierten"),
    5: _l("fünften"),
    -1: _l("letzten"),
    -2: _l("vorletzten"),
}


class _Unusual(Exception):
    """Nobody has short words for this rule; an answer, not an error."""


def in_words(
    start: datetime | None,
    duration_minutes: int | None,
    rrule: str | None,
    *,
    recurring: bool = False,
    now: datetime | None = None,
) -> str:
    """Return when a task takes place, in the language of the page.

    A rule that nobody says in one phrase is "regelmäßig", with its next date if `now` is given.
    Raise RuleError for a rule that cannot be read.
    """
    if not rrule:
        return _without_rule(start, duration_minutes, recurring=recurring)
    if sentence := _sentence(start, duration_minutes, rrule, language()):
        return sentence
    coming = next_start(start, rrule, now) if now else None
    if coming is None:
        return _("regelmäßig an wechselnden Tagen")
    ends_at = coming + timedelta(minutes=duration_minutes or 0)
    return _("regelmäßig, nächster Termin: %(moment)s", moment=say.moment(coming, ends_at))


def _without_rule(start: datetime | None, duration_minutes: int | None, *, recurring: bool) -> str:
    if recurring:
        return _("regelmäßig, Termine nach Absprache")
    if start is None:
        return _("Termin nach Absprache")
    return say.moment(start, start + timedelta(minutes=duration_minutes or 0))


@lru_cache(maxsize=4096)
def _sentence(start: datetime | None, duration_minutes: int | None, rrule: str, _spoken: str) -> str:
    """Return the sentence, empty for an unusual rule; kept per language, because lists say it again and again."""
    rule = parse(rrule)
    try:
        days = _days(_simplified(rule.filled(start.date()) if start else rule))
    except _Unusual:
        return ""
    parts = [days]
    if start:
        parts.append(_hours(start, duration_minutes))
    if rule.count:
        parts.append(_("insgesamt %(number)s-mal", number=rule.count))
    if rule.until:
        parts.append(say.until(rule.until.astimezone(BERLIN).date()))
    return ", ".join(parts)


def _hours(start: datetime, duration_minutes: int | None) -> str:
    if not duration_minutes:
        return say.clock_time(start)
    if duration_minutes >= _DAY_IN_MINUTES:
        return _("ab %(time)s", time=say.clock_time(start))
    return say.time_range(start.time(), (start + timedelta(minutes=duration_minutes)).time())


def _simplified(rule: Rule) -> Rule:
    """Return the plainest rule with the same dates: people do not care how a calendar wrote it."""
    rule = _positions_as_counts(rule)
    if rule.interval > 1 or rule.positions or rule.week_numbers or rule.year_days:
        return rule
    if rule.weekdays and not rule.month_days and _is_plain(rule):
        if len(rule.weekdays) == 7:
            return replace(rule, freq=Frequency.DAILY, weekdays=())
        return replace(rule, freq=Frequency.WEEKLY)
    if rule.month_days and not rule.weekdays and (rule.freq is Frequency.DAILY or not rule.months):
        return replace(rule, freq=Frequency.MONTHLY)
    return rule


def _positions_as_counts(rule: Rule) -> Rule:
    """Turn "of the Saturdays of a month take the first" into "the first Saturday"."""
    within_a_month = rule.freq is Frequency.MONTHLY or (rule.freq is Frequency.YEARLY and len(rule.months) == 1)
    others = rule.month_days or rule.week_numbers or rule.year_days
    if not (rule.positions and within_a_month and len(rule.weekdays) == 1 and _is_plain(rule)) or others:
        return rule
    counted = tuple(Weekday(rule.weekdays[0].day, nth) for nth in rule.positions)
    return replace(rule, weekdays=counted, positions=())


def _is_plain(rule: Rule) -> bool:
    return not any(weekday.nth for weekday in rule.weekdays)


def _days(rule: Rule) -> str:
    if rule.positions or rule.week_numbers or rule.year_days or (rule.weekdays and rule.month_days):
        raise _Unusual
    return _SPEAKERS[rule.freq](rule)


def _daily(rule: Rule) -> str:
    if rule.weekdays or rule.month_days:
        raise _Unusual
    days = _("täglich") if rule.interval == 1 else _("alle %(number)s Tage", number=_number(rule.interval))
    return _in_months(days, rule.months)


def _weekly(rule: Rule) -> str:
    numbers = tuple(sorted(weekday.day for weekday in rule.weekdays))
    if not numbers:
        raise _Unusual
    days = say.listing([say.weekday_name(number) for number in numbers])
    if rule.interval > 1:
        phrase = _("alle %(number)s Wochen am %(days)s", number=_number(rule.interval), days=days)
    elif numbers == WORKING_WEEK:
        phrase = _("montags bis freitags")
    else:
        phrase = _("jeden %(days)s", days=days)
    return _in_months(phrase, rule.months)


def _monthly(rule: Rule) -> str:
    months = rule.months if rule.months and not _run(rule.months) else ()
    if rule.interval > 1:
        days = _nth_weekdays(rule) if rule.weekdays else _month_days(rule)
        phrase = _("alle %(number)s Monate am %(days)s", number=_number(rule.interval), days=days)
        return _in_months(phrase, rule.months)
    if rule.weekdays:
        if months:
            return _("jeden %(days)s im %(months)s", days=_nth_weekdays(rule), months=_month_names(months))
        return _in_months(_("jeden %(days)s im Monat", days=_nth_weekdays(rule)), rule.months)
    if months:
        return _("jeweils am %(days)s im %(months)s", days=_month_days(rule), months=_month_names(months))
    return _in_months(_("am %(days)s jedes Monats", days=_month_days(rule)), rule.months)


def _yearly(rule: Rule) -> str:
    if not rule.months:
        raise _Unusual
    if rule.weekdays:
        days = _("%(days)s im %(months)s", days=_nth_weekdays(rule), months=_month_names(rule.months))
    else:
        days = _dates(rule)
    if rule.interval == 1:
        return _("jährlich am %(days)s", days=days)
    return _("alle %(number)s Jahre am %(days)s", number=_number(rule.interval), days=days)


_SPEAKERS: dict[Frequency, Callable[[Rule], str]] = {
    Frequency.DAILY: _daily,
    Frequency.WEEKLY: _weekly,
    Frequency.MONTHLY: _monthly,
    Frequency.YEARLY: _yearly,
}


def _nth_weekdays(rule: Rule) -> str:
    """Return "ersten und dritten Samstag"."""
    groups = []
    for day in dict.fromkeys(weekday.day for weekday in rule.weekdays):
        counted = [weekday.nth for weekday in rule.weekdays if weekday.day == day]
        if not all(nth in _ORDINALS for nth in counted):
            raise _Unusual
        ordinals = say.listing([str(_ORDINALS[nth]) for nth in sorted(counted, key=lambda nth: (nth < 0, nth))])
        groups.append(_("%(ordinals)s %(day)s", ordinals=ordinals, day=say.weekday_name(day)))
    return say.listing(groups)


def _month_days(rule: Rule) -> str:
    if rule.month_days == (-1,):
        return _("letzten Tag")
    if not rule.month_days or min(rule.month_days) < 0:
        raise _Unusual
    return say.listing([say.ordinal(day) for day in sorted(rule.month_days)])


def _dates(rule: Rule) -> str:
    """Return "24. Dezember"."""
    pairs = [(month, day) for month in sorted(rule.months) for day in sorted(rule.month_days)]
    if not 1 <= len(pairs) <= MAX_DATES or any(
        not 1 <= day <= monthrange(_LEAP_YEAR, month)[1] for month, day in pairs
    ):
        raise _Unusual
    return say.listing([say.day_of_year(date(_LEAP_YEAR, month, day)) for month, day in pairs])


def _in_months(days: str, months: tuple[int, ...]) -> str:
    """Add "von März bis Oktober", also over the turn of the year, or "im Mai und September"."""
    if not months or len(months) == 12:
        return days
    if run := _run(months):
        first, last = (say.month_name(month) for month in run)
        return _("%(days)s von %(first)s bis %(last)s", days=days, first=first, last=last)
    return _("%(days)s im %(months)s", days=days, months=_month_names(months))


def _run(months: tuple[int, ...]) -> tuple[int, int] | None:
    """Return first and last month if they follow one another, December before January; None if not."""
    before = {month % 12 + 1 for month in months}
    firsts = [month for month in months if month not in before]
    if len(months) == 1 or len(firsts) != 1:
        return None
    return firsts[0], (firsts[0] + len(months) - 2) % 12 + 1


def _month_names(months: tuple[int, ...]) -> str:
    return say.listing([say.month_name(month) for month in sorted(months)])


def _number(value: int) -> str:
    return str(_NUMBERS.get(value, value))
