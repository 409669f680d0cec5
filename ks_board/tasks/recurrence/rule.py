"""Read and check a recurrence rule: RFC 5545, section 3.3.10, without the parts that say a time of day."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from flask_babel import gettext as _

from ks_board.config import FIRST_YEAR, LAST_YEAR
from ks_board.core.clock import BERLIN

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MAX_LENGTH = 300
MAX_COUNT, MAX_INTERVAL = 3660, 1000  # Ten years of every day; what is rarer than this is a mistake.
TIME_PARTS = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND"})

_NUMBER = re.compile(r"[+-]?\d{1,4}", re.ASCII)
_WEEKDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_UNTIL = re.compile(r"(\d{8})(?:T(\d{6})(Z?))?", re.ASCII)


class RuleError(ValueError):
    """The rule cannot be used; the text is a sentence that says which part and what would be right."""


class Frequency(StrEnum):
    """How long one period of a rule is."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


class Weekday(NamedTuple):
    """A weekday (0 = Monday), every one or the nth of its month or year; -1 is the last."""

    day: int
    nth: int = 0


@dataclass(frozen=True)
class Rule:
    """A checked rule. An empty tuple means that the rule does not name this part."""

    freq: Frequency
    interval: int = 1
    count: int | None = None
    until: datetime | None = None
    """The last moment at which an occurrence may start, in UTC."""
    months: tuple[int, ...] = ()
    week_numbers: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    weekdays: tuple[Weekday, ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0

    def filled(self, first: date) -> "Rule":
        """Return the rule with what RFC 5545 takes from the first date, if the rule itself names no day."""
        if self.week_numbers or self.year_days or self.month_days or self.weekdays:
            return self
        match self.freq:
            case Frequency.DAILY:
                return self
            case Frequency.WEEKLY:
                return replace(self, weekdays=(Weekday(first.weekday()),))
            case Frequency.MONTHLY:
                return replace(self, month_days=(first.day,))
            case Frequency.YEARLY:
                return replace(self, months=self.months or (first.month,), month_days=(first.day,))


@lru_cache(maxsize=4096)
def parse(text: str) -> Rule:
    """Read a rule such as `FREQ=WEEKLY;BYDAY=TU,TH`; raise RuleError with a sentence if it is wrong."""
    parts = _split(text)
    if "FREQ" not in parts:
        raise RuleError(_("FREQ fehlt. Richtig ist zum Beispiel FREQ=WEEKLY;BYDAY=TU."))
    read = {_READERS[name][0]: _READERS[name][1](name, value) for name, value in parts.items()}
    rule = Rule(**read)
    _check_together(rule)
    return rule


def _split(text: str) -> dict[str, str]:
    if len(text) > MAX_LENGTH:
        raise RuleError(_("Die Regel ist zu lang. Höchstens %(most)s Zeichen gehen.", most=MAX_LENGTH))
    parts: dict[str, str] = {}
    for part in text.upper().split(";"):
        name, _equals, value = part.partition("=")
        if name in TIME_PARTS:
            raise RuleError(_("%(part)s geht nicht. Die Uhrzeit steht im Beginn der Aufgabe.", part=name))
        if name not in _READERS:
            raise RuleError(_("Den Teil „%(part)s“ gibt es in einer Regel nicht.", part=part[:40]))
        if name in parts:
            raise RuleError(_("%(part)s steht zweimal in der Regel.", part=name))
        parts[name] = value
    return parts


def _frequency(name: str, value: str) -> Frequency:
    try:
        return Frequency(value)
    except ValueError:
        raise _wrong(name, value, ", ".join(Frequency)) from None


def _positive(most: int) -> Callable[[str, str], int]:
    def read(name: str, value: str) -> int:
        if not (value.isascii() and value.isdecimal() and 1 <= int(value[:9]) <= most):
            raise _wrong(name, value, _("eine Zahl von 1 bis %(most)s", most=most))
        return int(value)

    return read


def _numbers(most: int, *, signed: bool = True) -> Callable[[str, str], tuple[int, ...]]:
    allowed = {*range(1, most + 1), *(range(-most, 0) if signed else ())}

    def read(name: str, value: str) -> tuple[int, ...]:
        entries = value.split(",")
        if not all(_NUMBER.fullmatch(entry) and int(entry) in allowed for entry in entries):
            raise _wrong(name, value, _hint(most, signed=signed))
        return tuple(dict.fromkeys(map(int, entries)))

    return read


def _hint(most: int, *, signed: bool) -> str:
    if signed:
        return _("Zahlen von 1 bis %(most)s, von hinten gezählt ab -1", most=most)
    return _("Zahlen von 1 bis %(most)s", most=most)


def _weekdays(name: str, value: str) -> tuple[Weekday, ...]:
    found = [_WEEKDAY.fullmatch(entry) for entry in value.split(",")]
    days = [Weekday(WEEKDAYS.index(match[2]), int(match[1] or 0)) for match in found if match and _is_count(match[1])]
    if len(days) != len(found):
        raise _wrong(name, value, _("Wochentage wie TU,FR oder gezählte wie 1SA und -1FR"))
    return tuple(dict.fromkeys(days))


def _is_count(number: str | None) -> bool:
    return number is None or 1 <= abs(int(number)) <= 53


def _week_start(name: str, value: str) -> int:
    if value not in WEEKDAYS:
        raise _wrong(name, value, ", ".join(WEEKDAYS))
    return WEEKDAYS.index(value)


def _until(name: str, value: str) -> datetime:
    """Read a day (all of it counts), a local time or a UTC time; the RFC wants UTC, calendars write all three."""
    found = _UNTIL.fullmatch(value)
    try:
        if not found or not FIRST_YEAR <= int(found[1][:4]) <= LAST_YEAR:
            raise ValueError
        day = datetime.strptime(found[1], "%Y%m%d").replace(tzinfo=UTC).date()
        clock = datetime.strptime(found[2], "%H%M%S").replace(tzinfo=UTC).time() if found[2] else time.max
    except ValueError:
        raise _wrong(name, value, "20261231, 20261231T235959, 20261231T225959Z") from None
    return datetime.combine(day, clock, UTC if found[3] else BERLIN).astimezone(UTC)


def _check_together(rule: Rule) -> None:
    """Refuse what RFC 5545 forbids in one rule."""
    freq, counted = rule.freq, any(weekday.nth for weekday in rule.weekdays)
    monthly, yearly = freq is Frequency.MONTHLY, freq is Frequency.YEARLY
    forbidden = (
        (rule.count and rule.until, "COUNT", "UNTIL"),
        (rule.week_numbers and not yearly, "BYWEEKNO", f"FREQ={freq}"),
        (rule.year_days and not yearly, "BYYEARDAY", f"FREQ={freq}"),
        (rule.month_days and freq is Frequency.WEEKLY, "BYMONTHDAY", f"FREQ={freq}"),
        (counted and not (monthly or yearly), _("BYDAY mit Zahl"), f"FREQ={freq}"),
        (counted and rule.week_numbers, _("BYDAY mit Zahl"), "BYWEEKNO"),
    )
    for is_wrong, one, other in forbidden:
        if is_wrong:
            raise RuleError(_("%(one)s und %(other)s gehen nicht zusammen.", one=one, other=other))
    if monthly and any(abs(weekday.nth) > 5 for weekday in rule.weekdays):
        raise RuleError(_("Ein Monat hat jeden Wochentag höchstens fünfmal."))
    if rule.positions and not (rule.months or rule.week_numbers or rule.year_days or rule.month_days or rule.weekdays):
        raise RuleError(_("BYSETPOS braucht einen weiteren Teil, zum Beispiel BYDAY."))


def _wrong(name: str, value: str, right: str) -> RuleError:
    return RuleError(
        _("%(part)s=%(value)s geht nicht. Richtig ist: %(right)s.", part=name, value=value[:40], right=right)
    )


_READERS: dict[str, tuple[str, Callable[[str, str], Any]]] = {
    "FREQ": ("freq", _frequency),
    "INTERVAL": ("interval", _positive(MAX_INTERVAL)),
    "COUNT": ("count", _positive(MAX_COUNT)),
    "UNTIL": ("until", _until),
    "BYMONTH": ("months", _numbers(12, signed=False)),
    "BYWEEKNO": ("week_numbers", _numbers(53)),
    "BYYEARDAY": ("year_days", _numbers(366)),
    "BYMONTHDAY": ("month_days", _numbers(31)),
    "BYDAY": ("weekdays", _weekdays),
    "BYSETPOS": ("positions", _numbers(366)),
    "WKST": ("week_start", _week_start),
}
