"""The only place that reads the clock. Logic takes the day or the moment as an argument."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from flask import current_app, has_app_context

BERLIN = ZoneInfo("Europe/Berlin")
FIXED_HOUR = time(8)


def now() -> datetime:
    """Return this moment in UTC; on a fixed day always 8 o'clock there, so that a page stays the same all day."""
    day = _fixed_day()
    return datetime.combine(day, FIXED_HOUR, BERLIN).astimezone(UTC) if day else real_now()


def today() -> date:
    """Return the current day in Europe/Berlin, or the fixed day of KS_BOARD_TODAY."""
    return _fixed_day() or local_day(real_now())


def local_day(at: datetime) -> date:
    """Return the day it is in Europe/Berlin at a moment."""
    return at.astimezone(BERLIN).date()


def real_now() -> datetime:
    """Return this moment in UTC also on a fixed day: for locks, sessions and links, which must expire."""
    return datetime.now(UTC)


def _fixed_day() -> date | None:
    return current_app.config.get("TODAY") if has_app_context() else None
