"""The dates of a series, against dateutil and on the Sundays when the clock changes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from ks_board.core.clock import BERLIN
from ks_board.tasks.recurrence import Occurrence, fits, next_start, occurrences

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def local(text: str) -> datetime:
    return datetime.fromisoformat(text)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def some(low: int, high: int) -> st.SearchStrategy[str]:
    """Return lists like `1,-2,3`; negative numbers only if low is negative."""
    number = st.integers(low, high).filter(bool)
    return st.lists(number, min_size=1, max_size=4).map(lambda found: ",".join(map(str, found)))


PLAIN_DAYS = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=4)
COUNTED_DAYS = st.lists(
    st.tuples(st.sampled_from([-2, -1, 1, 2, 3, 4]), st.sampled_from(WEEKDAYS)).map(lambda pair: f"{pair[0]}{pair[1]}"),
    min_size=1,
    max_size=3,
)
DAYS, ANY_DAYS = PLAIN_DAYS.map(",".join), (PLAIN_DAYS | COUNTED_DAYS).map(",".join)
# Month days stay below 29 where months are named: dateutil looks for 30 February until the year 9999.
PARTS: dict[str, dict[str, st.SearchStrategy[str]]] = {
    "DAILY": {"BYMONTH": some(1, 12), "BYDAY": DAYS, "BYMONTHDAY": some(-28, 28)},
    "WEEKLY": {"BYMONTH": some(1, 12), "BYDAY": DAYS},
    "MONTHLY": {"BYMONTH": some(1, 12), "BYDAY": ANY_DAYS, "BYMONTHDAY": some(-28, 28)},
    "YEARLY": {"BYMONTH": some(1, 12), "BYDAY": ANY_DAYS, "BYMONTHDAY": some(-28, 28)},
    "YEARLY ": {"BYWEEKNO": some(-10, 53), "BYDAY": DAYS},
    "YEARLY  ": {"BYYEARDAY": some(-366, 366)},
}


@st.composite
def rules(draw: st.DrawFn) -> str:
    freq = draw(st.sampled_from(list(PARTS)))
    names = draw(st.sets(st.sampled_from(list(PARTS[freq]))))
    parts = {name: draw(PARTS[freq][name]) for name in sorted(names)}
    if {"BYDAY", "BYMONTHDAY"} <= names:
        parts["BYDAY"] = draw(DAYS)  # A second Sunday on the first never comes; dateutil looks for that one, too.
    if parts and freq.strip() in {"MONTHLY", "YEARLY"} and draw(st.booleans()):
        parts["BYSETPOS"] = draw(st.sampled_from(["1", "-1", "1,-1"]))
    parts["INTERVAL"] = str(draw(st.integers(1, 5)))
    parts["WKST"] = draw(st.sampled_from(WEEKDAYS))
    if draw(st.booleans()):
        parts["COUNT"] = str(draw(st.integers(1, 60)))
    return ";".join([f"FREQ={freq.strip()}", *(f"{name}={value}" for name, value in parts.items())])


STARTS = st.datetimes(local("2015-01-01T00:00"), local("2035-12-28T00:00")).map(
    lambda at: at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0)
)


def counted_out(start: datetime, rule: str, after: datetime, before: datetime) -> list[datetime]:
    """Walk from the first date on, as slowly and plainly as can be."""
    found = []
    for at in rrulestr(rule, dtstart=start):
        starts_at = at.replace(tzinfo=BERLIN).astimezone(UTC)
        if starts_at >= before:
            break
        if starts_at >= after:
            found.append(starts_at)
    return found


@settings(max_examples=100, deadline=None)
@given(STARTS, rules(), st.integers(-50, 900), st.integers(0, 400), st.integers(0, 1439))
def test_occurrences_are_those_of_a_plain_count(
    start: datetime, rule: str, days: int, length: int, minutes: int
) -> None:
    after = start.replace(tzinfo=UTC) + timedelta(days=days, minutes=minutes)
    before = after + timedelta(days=length)
    found = occurrences(start, 30, rule, after, before)
    assert [occurrence.starts_at for occurrence in found] == counted_out(start, rule, after, before)


@settings(max_examples=60, deadline=None)
@given(STARTS, rules(), st.integers(-50, 900), st.integers(0, 1439))
def test_next_start_is_the_first_of_a_plain_count(start: datetime, rule: str, days: int, minutes: int) -> None:
    now = start.replace(tzinfo=UTC) + timedelta(days=days, minutes=minutes)
    within = now + timedelta(days=1500)
    expected = next(iter(counted_out(start, rule, now, within)), None)
    found = next_start(start, rule, now)
    assert (found if found and found < within else None) == expected


@settings(max_examples=60, deadline=None)
@given(STARTS, rules())
def test_a_start_fits_if_a_plain_count_begins_with_it(start: datetime, rule: str) -> None:
    first = next(iter(rrulestr(rule, dtstart=start)), None)
    assert fits(start, rule) is (first == start)


@pytest.mark.parametrize(
    ("start", "starts_at"),
    [
        ("2026-03-22T02:30", ["2026-03-22T01:30", "2026-03-29T01:30", "2026-04-05T00:30"]),
        ("2026-03-22T10:00", ["2026-03-22T09:00", "2026-03-29T08:00", "2026-04-05T08:00"]),
        ("2026-10-18T02:30", ["2026-10-18T00:30", "2026-10-25T00:30", "2026-11-01T01:30"]),
        ("2026-10-18T10:00", ["2026-10-18T08:00", "2026-10-25T09:00", "2026-11-01T09:00"]),
    ],
    ids=["gap: 03:30 in summer time", "spring keeps ten o'clock", "double hour: the first", "autumn keeps ten o'clock"],
)
def test_a_series_keeps_its_local_time_when_the_clock_changes(start: str, starts_at: list[str]) -> None:
    found = occurrences(local(start), 60, "FREQ=WEEKLY;COUNT=3", utc("2026-01-01"), utc("2027-01-01"))
    assert [occurrence.starts_at for occurrence in found] == [utc(text) for text in starts_at]


@pytest.mark.parametrize(
    ("start", "ends_at"),
    [("2026-03-29T01:00", "2026-03-29T03:00"), ("2026-10-25T01:00", "2026-10-25T02:00")],
)
def test_three_hours_are_three_hours_also_in_the_night_of_the_change(start: str, ends_at: str) -> None:
    (found,) = occurrences(local(start), 180, None, utc("2026-01-01"), utc("2027-01-01"))
    assert found.ends_at == utc(ends_at)


def test_a_window_holds_its_beginning_and_not_its_end() -> None:
    tuesday, next_tuesday = utc("2026-11-17T08:00"), utc("2026-11-24T08:00")
    found = occurrences(local("2024-01-02T09:00"), 60, "FREQ=WEEKLY;BYDAY=TU", tuesday, next_tuesday)
    assert found == [Occurrence(date(2026, 11, 17), tuesday, utc("2026-11-17T09:00"))]


def test_the_rule_date_is_the_local_day() -> None:
    (found,) = occurrences(local("2026-07-01T00:30"), 60, None, utc("2026-06-01"), utc("2026-08-01"))
    assert (found.rule_date, found.starts_at) == (date(2026, 7, 1), utc("2026-06-30T22:30"))


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-16T08:00", utc("2026-11-16T08:00")),
        ("2026-11-16T08:01", None),
        ("2020-01-01", utc("2026-11-16T08:00")),
    ],
)
def test_a_single_task_comes_once(now: str, expected: datetime | None) -> None:
    assert next_start(local("2026-11-16T09:00"), "", utc(now)) == expected


def test_without_a_start_there_is_no_occurrence() -> None:
    assert next_start(None, "FREQ=DAILY", utc("2026-01-01")) is None
    assert occurrences(None, 60, None, utc("2026-01-01"), utc("2027-01-01")) == []


def test_an_unknown_duration_ends_at_once() -> None:
    (found,) = occurrences(local("2026-07-01T10:00"), None, None, utc("2026-06-01"), utc("2026-08-01"))
    assert found.ends_at == found.starts_at


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20261124", date(2026, 11, 24)),
        ("20261123", date(2026, 11, 17)),
        ("20261124T090000", date(2026, 11, 24)),
        ("20261124T085959", date(2026, 11, 17)),
        ("20261124T080000Z", date(2026, 11, 24)),
        ("20261124T075959Z", date(2026, 11, 17)),
    ],
)
def test_until_is_the_last_start(until: str, last: date) -> None:
    rule = f"FREQ=WEEKLY;BYDAY=TU;UNTIL={until}"
    found = occurrences(local("2026-11-03T09:00"), 60, rule, utc("2026-01-01"), utc("2028-01-01"))
    assert found[-1].rule_date == last


def test_until_in_utc_is_exact_in_the_double_hour() -> None:
    start, between = local("2026-10-24T02:30"), "20261025T010000Z"
    found = occurrences(start, 60, f"FREQ=DAILY;UNTIL={between}", utc("2026-10-01"), utc("2026-11-30"))
    assert [occurrence.rule_date.day for occurrence in found] == [24, 25]


def test_a_position_in_the_week_counts_the_whole_week() -> None:
    start, rule = local("2026-11-18T09:00"), "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2;COUNT=2"
    found = occurrences(start, 60, rule, utc("2026-11-01"), utc("2026-12-31"))
    assert [occurrence.rule_date for occurrence in found] == [date(2026, 11, 18), date(2026, 11, 25)]


@pytest.mark.parametrize(
    ("start", "rule"),
    [
        ("2026-01-02T09:00", "FREQ=YEARLY;BYWEEKNO=1;BYDAY=FR"),
        ("2026-12-28T09:00", "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO"),
        ("2027-01-03T09:00", "FREQ=YEARLY;BYWEEKNO=-1;BYDAY=SU"),
        ("2027-01-03T09:00", "FREQ=YEARLY;BYWEEKNO=1;BYDAY=SU;WKST=SU"),
    ],
)
def test_week_one_is_the_first_with_four_days_in_its_year(start: str, rule: str) -> None:
    assert fits(local(start), rule)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=4;BYMONTHDAY=31;COUNT=5",
        "FREQ=YEARLY;BYWEEKNO=1;BYMONTH=6",
    ],
)
def test_a_rule_that_never_comes_true_ends(rule: str) -> None:
    start = local("2026-01-01T09:00")
    assert next_start(start, rule, utc("2026-01-01")) is None
    assert not fits(start, rule)


def test_no_series_goes_beyond_the_last_year() -> None:
    found = occurrences(local("2026-01-01T09:00"), 60, "FREQ=YEARLY", utc("2099-01-01"), utc("2150-01-01"))
    assert [occurrence.rule_date.year for occurrence in found] == [2099, 2100]


def test_a_night_in_1916_without_its_last_hour_does_not_lose_the_occurrence() -> None:
    assert next_start(local("1916-04-01T23:30"), "FREQ=DAILY", utc("1916-04-30T22:15")) == utc("1916-04-30T22:30")
