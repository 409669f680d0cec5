"""Dates as an iCalendar file (RFC 5545): what a person promised, for the twelve months after a moment."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from ks_board.core.clock import BERLIN, local_day
from ks_board.core.db import db
from ks_board.tasks.models import LIVE_ASSIGNMENT, LIVE_TASK, Assignment, Task
from ks_board.tasks.recurrence import occurrences
from ks_board.town.models import Place

AHEAD = timedelta(days=366)
_CHANGES = ((date(1981, 3, 29), 1, 2, "CEST"), (date(1996, 10, 27), 2, 1, "CET"))
"""The two Sundays of Europe/Berlin: the first by today's rule, hours from UTC before and after, name."""


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """One date; a whole day, or a moment that lasts some real minutes."""

    key: str
    """Never changes and is unique in this town, so that calendars update instead of doubling."""
    title: str
    at: date
    path: str
    minutes: int = 0
    place: str | None = None
    note: str | None = None


def list_promised(person_id: int, *, now: datetime) -> list[CalendarDate]:
    """Return the dates of the tasks that a person promised, from this day on, in one statement."""
    query = (
        select(Task.ref, Task.title, Task.start, Task.duration_minutes, Task.rrule)
        .add_columns(Assignment.from_, Assignment.until, Place.name, Place.street)
        .join(Assignment, Assignment.task_id == Task.id)
        .outerjoin(Place, Place.id == Task.place_id)
        .where(Assignment.person_id == person_id, Assignment.status.in_(LIVE_ASSIGNMENT), Task.status.in_(LIVE_TASK))
        .order_by(Task.id, Assignment.id)
    )
    dates = (one for row in db.session.execute(query) for one in _dates(row, now))
    return list({one.key: one for one in dates}.values())


def calendar_file(name: str, dates: Iterable[CalendarDate], *, base_url: str, now: datetime) -> bytes:
    """Return the file; it stays the same all day unless a date changes."""
    from icalendar import Calendar  # noqa: PLC0415 - takes longer to load than all of the board's own code.

    calendar = Calendar()
    for key, value in (
        ("prodid", "-//ks_board//DE"),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
        ("x-wr-calname", name),
        ("x-wr-timezone", BERLIN.key),
        ("x-published-ttl", "PT12H"),
    ):
        calendar.add(key, value)
    calendar.add_component(_zone())
    stamp = datetime.combine(local_day(now), time.min, BERLIN).astimezone(UTC)
    for one in dates:
        calendar.add_component(_event(one, base_url, stamp))
    return bytes(calendar.to_ical())


def _dates(row: Any, now: datetime) -> Iterator[CalendarDate]:
    today = datetime.combine(local_day(now), time.min, BERLIN)
    place = ", ".join(filter(None, (row.name, row.street))) or None
    for each in occurrences(row.start, row.duration_minutes, row.rrule, today, today + AHEAD):
        if (row.from_ or date.min) <= each.rule_date <= (row.until or date.max):
            key, at = f"{row.ref}-{each.rule_date:%Y%m%d}", each.starts_at.astimezone(BERLIN)
            yield CalendarDate(key, row.title, at, f"/aufgaben/{row.ref}", row.duration_minutes or 0, place)


def _event(one: CalendarDate, base_url: str, stamp: datetime) -> Any:
    from icalendar import Event  # noqa: PLC0415 - see above.

    event = Event()
    event.add("uid", f"{one.key}@{base_url.partition('://')[2]}")
    event.add("dtstamp", stamp)
    event.add("dtstart", one.at)
    event.add("summary", one.title)
    event.add("url", f"{base_url}{one.path}")
    if one.minutes:
        event.add("duration", timedelta(minutes=one.minutes))  # Not an end: on the night of a change it would be wrong.
    if one.place:
        event.add("location", one.place)
    if one.note:
        event.add("description", one.note)
    return event


def _zone() -> Any:
    """Return Europe/Berlin with its rule, good for all years to come."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard  # noqa: PLC0415 - see above.

    zone = Timezone()
    zone.add("tzid", BERLIN.key)
    for since, before, after, name in _CHANGES:
        change = TimezoneDaylight() if after > before else TimezoneStandard()
        change.add("dtstart", datetime.combine(since, time(before + 1)))
        change.add("rrule", {"freq": "yearly", "bymonth": since.month, "byday": "-1su"})
        change.add("tzoffsetfrom", timedelta(hours=before))
        change.add("tzoffsetto", timedelta(hours=after))
        change.add("tzname", name)
        zone.add_component(change)
    return zone
