"""Move all days of a town folder by whole weeks, so that the demo town stays fresh and its weekdays stay right.

The day the data was made for (`as_of` of meta.csv) lands on the newest day that is not after today: a later one would
leave messages and thanks in the future. Seasons (BYMONTH and the like) stay where they are in the year.
"""

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from dateutil.rrule import rrulestr

from ks_board.exchange.demo_files import DATES, META_DATES, Row, columns_of, copy_files, files_in, read_rows, write_rows

DAYS_PER_WEEK = 7
# What says how often and how long, but not on which days: a start fits a rule whatever these parts say.
RHYTHM = re.compile(r"(?:^|;)(?:INTERVAL|COUNT|UNTIL)=[^;]*")
UNTIL = re.compile(r"(?<=UNTIL=)(\d{8})")


def shift_folder(source: Path, target: Path, *, today: dt.date) -> int:
    """Write the town moved towards today into an existing folder and return by how many weeks; 0 without an `as_of`."""
    as_of = next((row["value"] for row in read_rows(source / "meta.csv") if row["key"] == "as_of"), "")
    weeks = weeks_between(dt.date.fromisoformat(as_of), today) if as_of else 0
    if not weeks:
        copy_files(source, target)
        return 0
    for name in files_in(source):
        file = source / f"{name}.csv"
        write_rows(target / f"{name}.csv", columns_of(file), shift_rows(name, read_rows(file), weeks))
    return weeks


def weeks_between(as_of: dt.date, today: dt.date) -> int:
    """Return the whole weeks that bring `as_of` as near to today as possible, but not after it."""
    return (today - as_of).days // DAYS_PER_WEEK


def shift_rows(name: str, rows: list[Row], weeks: int) -> Iterator[Row]:
    """Yield the rows of one town file moved by whole weeks; texts that mention a day stay as they are."""
    by = dt.timedelta(weeks=weeks)
    for row in rows:
        moved = {column: _day(row[column], by) for column in DATES.get(name, ()) if row.get(column)}
        if name == "meta" and row["key"] in META_DATES:
            moved["value"] = _day(row["value"], by)
        if name == "tasks":
            moved["start"], moved["rrule"] = shift_schedule(row.get("start", ""), row.get("rrule", ""), by)
        yield row | {column: cell for column, cell in moved.items() if column in row}


@lru_cache(maxsize=1024)  # A town written many times over has the same schedules many times over.
def shift_schedule(start: str, rrule: str, by: dt.timedelta) -> tuple[str, str]:
    """Move a task's start and the end of its rule; a start that no longer fits goes on to the next day that does."""
    if not start:
        return "", _shift_until(rrule, by)
    moved = dt.datetime.fromisoformat(start) + by
    fitting = next_fitting(moved, rrule)
    # The end moves as far as the start, so that the series keeps its length.
    return fitting.isoformat(timespec="minutes"), _shift_until(rrule, fitting - moved + by)


def next_fitting(start: dt.datetime, rrule: str) -> dt.datetime:
    """Return the first moment from `start` on that fits the recurrence rule; `start` itself if there is none."""
    days = RHYTHM.sub("", rrule).strip(";")
    return next(iter(rrulestr(days, dtstart=start)), start) if days else start


def _shift_until(rrule: str, by: dt.timedelta) -> str:
    return UNTIL.sub(lambda match: f"{dt.date.fromisoformat(match[0]) + by:%Y%m%d}", rrule)


def _day(cell: str, by: dt.timedelta) -> str:
    return (dt.date.fromisoformat(cell) + by).isoformat() if cell else ""
