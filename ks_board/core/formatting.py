"""Dates, times and numbers as people say them, in the language of the page.

A moment may be in any zone or a local time without one; it is always shown as local time in Europe/Berlin.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from babel import Locale, dates, lists, numbers
from flask_babel import gettext as _
from flask_babel import ngettext

from ks_board.core.clock import BERLIN
from ks_board.core.i18n import language

Number = int | float | Decimal

_MIDNIGHT = time(0)
_WEEK = 7
_PATTERNS = {
    "de": {"long": "EEEE, d. MMMM y", "no year": "EEEE, d. MMMM", "short": "d. MMMM y", "in year": "d. MMMM"},
    "en": {"long": "EEEE, d MMMM y", "no year": "EEEE, d MMMM", "short": "d MMMM y", "in year": "d MMMM"},
}
_EUROS = {"de": "#,##0{cents}\xa0¤", "en": "¤#,##0{cents}"}
_ENGLISH_ENDINGS = {"one": "st", "two": "nd", "few": "rd", "other": "th"}


def long_date(day: date) -> str:
    """Return "Dienstag, 24. November 2026"."""
    return _date(day, "long", language())


def short_date(day: date, *, spoken: str | None = None) -> str:
    """Return "24. November 2026"; of a moment its day here. What is only written in one language names it."""
    return _date(local(day).date() if isinstance(day, datetime) else day, "short", spoken or language())


def day_of_year(day: date) -> str:
    """Return "24. Dezember", for what comes back every year."""
    return _date(day, "in year", language())


def until(day: date) -> str:
    """Return "bis 31. Dezember 2026"."""
    return _("bis %(day)s", day=short_date(day))


def day_in_words(day: date, *, on: date) -> str:
    """Return "heute", "morgen", "nächsten Dienstag, 24. November", or the date, with its year if it is another one."""
    match (day - on).days:
        case 0:
            return _("heute")
        case 1:
            return _("morgen")
        case -1:
            return _("gestern")
        case days if 0 < days <= _WEEK:
            return _("nächsten %(day)s", day=_date(day, "no year", language()))
    return _date(day, "no year", language()) if day.year == on.year else long_date(day)


def clock_time(at: datetime | time) -> str:
    """Return "9 Uhr" or "9.30 Uhr"."""
    return _("%(time)s Uhr", time=_numerals(_local_time(at)))


def time_range(start: time, end: time) -> str:
    """Return "9 bis 12 Uhr"."""
    return _("%(start)s bis %(end)s Uhr", start=_numerals(start), end=_numerals(end, is_end=True))


def moment(starts_at: datetime, ends_at: datetime | None = None) -> str:
    """Return "Dienstag, 24. November 2026, 9 bis 12 Uhr"; an end on a later day is written out, a night is not."""
    return _moment(long_date(local(starts_at).date()), starts_at, ends_at)


def moment_in_words(starts_at: datetime, ends_at: datetime | None = None, *, on: date) -> str:
    """Return "heute, 9 bis 12 Uhr" or "nächsten Dienstag, 24. November, 9 bis 12 Uhr"."""
    return _moment(day_in_words(local(starts_at).date(), on=on), starts_at, ends_at)


def since(day: date, *, on: date) -> str:
    """Return "seit heute", "seit 3 Tagen", "seit 3 Wochen", "seit 5 Monaten" or "seit 2 Jahren"; "ab …" if to come."""
    match (on - day).days:
        case days if days < 0:
            return _("ab %(day)s", day=short_date(day))
        case 0:
            return _("seit heute")
        case 1:
            return _("seit gestern")
        case days:
            return _long_since(days, (on.year - day.year) * 12 + on.month - day.month - (on.day < day.day))


def hours(value: Number) -> str:
    """Return "1 Stunde", "1,5 Stunden", "12 Stunden"."""
    return ngettext("%(number)s Stunde", "%(number)s Stunden", _plural(value), number=number(value))


def hours_per_month(value: Number) -> str:
    """Return "12 Stunden im Monat"."""
    return ngettext("%(number)s Stunde im Monat", "%(number)s Stunden im Monat", _plural(value), number=number(value))


def duration(minutes: int) -> str:
    """Return "45 Minuten", "2 Stunden", "1 Stunde 30 Minuten"."""
    whole, rest = divmod(minutes, 60)
    parts = [hours(whole)] if whole else []
    if rest or not whole:
        parts.append(ngettext("%(number)s Minute", "%(number)s Minuten", _plural(rest), number=rest))
    return " ".join(parts)


def number(value: Number) -> str:
    """Return "1.234,5"."""
    return numbers.format_decimal(value, locale=language())


def euros(value: Number) -> str:
    """Return "1.500 €", with cents only if there are some."""
    pattern = _EUROS[language()].format(cents="" if value == int(value) else ".00")
    return numbers.format_currency(value, "EUR", pattern, locale=language(), currency_digits=False)


def ordinal(value: int) -> str:
    """Return "15.", in English "15th"."""
    if language() == "de":
        return f"{value}."
    return f"{value}{_ENGLISH_ENDINGS[Locale('en').ordinal_form(value)]}"


def listing(items: Sequence[str]) -> str:
    """Return "A, B und C"."""
    return lists.format_list(items, locale=language())


def weekday_name(weekday: int) -> str:
    """Return the name of a weekday, 0 = Monday."""
    return str(Locale.parse(language()).days["format"]["wide"][weekday])


def month_name(month: int) -> str:
    """Return the name of a month, 1 = January."""
    return str(Locale.parse(language()).months["format"]["wide"][month])


def iso(value: date) -> str:
    """Return what `<time datetime>` wants: a day, or a local moment with its offset from UTC."""
    return local(value).isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat()


def local(at: datetime) -> datetime:
    """Return a moment as local time in Europe/Berlin; without a zone it is one already."""
    return at.replace(tzinfo=BERLIN) if at.tzinfo is None else at.astimezone(BERLIN)


def _long_since(days: int, months: int) -> str:
    """Choose the unit; each starts at two, so none needs a singular."""
    if days < 2 * _WEEK:
        return _("seit %(number)s Tagen", number=days)
    if months < 2:
        return _("seit %(number)s Wochen", number=days // _WEEK)
    if months < 24:
        return _("seit %(number)s Monaten", number=months)
    return _("seit %(number)s Jahren", number=months // 12)


def _moment(day: str, starts_at: datetime, ends_at: datetime | None) -> str:
    if ends_at is None or ends_at <= starts_at:
        return _("%(day)s, %(time)s", day=day, time=clock_time(starts_at))
    if ends_at - starts_at >= timedelta(days=1):
        return _("%(start)s bis %(end)s", start=_moment(day, starts_at, None), end=moment(ends_at))
    start, end = _numerals(_local_time(starts_at)), _numerals(_local_time(ends_at), is_end=True)
    return _("%(day)s, %(start)s bis %(end)s Uhr", day=day, start=start, end=end)


def _local_time(at: datetime | time) -> time:
    return local(at).time() if isinstance(at, datetime) else at


def _numerals(at: time, *, is_end: bool = False) -> str:
    hour = 24 if is_end and at == _MIDNIGHT else at.hour
    if language() == "de":
        return f"{hour}.{at.minute:02}" if at.minute else str(hour)
    return f"{hour}:{at.minute:02}"


def _plural(value: Number) -> int:
    """Choose the form for ngettext: only exactly one is singular, 0,5 is not."""
    return 1 if value == 1 else 2


@lru_cache(maxsize=4096)
def _date(day: date, form: str, spoken: str) -> str:
    """Format a day once per process; Babel takes as long for it as the rest of a card."""
    return dates.format_date(day, _PATTERNS[spoken][form], locale=spoken)
