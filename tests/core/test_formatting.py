"""Dates, times and numbers in words."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from flask import Flask
from flask_babel import force_locale

from ks_board.core import formatting as say
from ks_board.core.i18n import init_i18n

MONDAY = date(2026, 11, 16)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


def local(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 16), "heute"),
        (date(2026, 11, 17), "morgen"),
        (date(2026, 11, 15), "gestern"),
        (date(2026, 11, 18), "nächsten Mittwoch, 18. November"),
        (date(2026, 11, 23), "nächsten Montag, 23. November"),
        (date(2026, 11, 24), "Dienstag, 24. November"),
        (date(2026, 11, 14), "Samstag, 14. November"),
        (date(2027, 1, 1), "Freitag, 1. Januar 2027"),
        (date(1900, 1, 1), "Montag, 1. Januar 1900"),
    ],
)
def test_a_day_near_today_is_said_in_words(day: date, expected: str) -> None:
    assert say.day_in_words(day, on=MONDAY) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (utc(2026, 11, 24, 8), utc(2026, 11, 24, 11), "Dienstag, 24. November 2026, 9 bis 12 Uhr"),
        (utc(2026, 7, 1, 7, 30), utc(2026, 7, 1, 8, 15), "Mittwoch, 1. Juli 2026, 9.30 bis 10.15 Uhr"),
        (utc(2026, 11, 24, 8), None, "Dienstag, 24. November 2026, 9 Uhr"),
        (utc(2026, 11, 24, 8), utc(2026, 11, 24, 8), "Dienstag, 24. November 2026, 9 Uhr"),
        (utc(2026, 11, 24, 18), utc(2026, 11, 24, 23), "Dienstag, 24. November 2026, 19 bis 24 Uhr"),
        (utc(2026, 11, 24, 23, 5), utc(2026, 11, 25, 4), "Mittwoch, 25. November 2026, 0.05 bis 5 Uhr"),
        (
            utc(2026, 11, 27, 17),
            utc(2026, 11, 29, 13),
            "Freitag, 27. November 2026, 18 Uhr bis Sonntag, 29. November 2026, 14 Uhr",
        ),
        (local("2026-11-24T09:00"), local("2026-11-24T12:00"), "Dienstag, 24. November 2026, 9 bis 12 Uhr"),
    ],
)
def test_a_moment_is_said_in_local_time(start: datetime, end: datetime | None, expected: str) -> None:
    assert say.moment(start, end) == expected


def test_a_moment_today_is_short() -> None:
    assert say.moment_in_words(utc(2026, 11, 16, 8), utc(2026, 11, 16, 11), on=MONDAY) == "heute, 9 bis 12 Uhr"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (time(9), time(12), "9 bis 12 Uhr"),
        (time(14), time(16, 30), "14 bis 16.30 Uhr"),
        (time(22), time(6), "22 bis 6 Uhr"),
        (time(18), time(0), "18 bis 24 Uhr"),
        (time(0), time(1), "0 bis 1 Uhr"),
    ],
)
def test_a_range_of_hours(start: time, end: time, expected: str) -> None:
    assert say.time_range(start, end) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 17), "ab 17. November 2026"),
        (date(2026, 11, 16), "seit heute"),
        (date(2026, 11, 15), "seit gestern"),
        (date(2026, 11, 14), "seit 2 Tagen"),
        (date(2026, 11, 3), "seit 13 Tagen"),
        (date(2026, 11, 2), "seit 2 Wochen"),
        (date(2026, 9, 17), "seit 8 Wochen"),
        (date(2026, 9, 16), "seit 2 Monaten"),
        (date(2024, 11, 17), "seit 23 Monaten"),
        (date(2024, 11, 16), "seit 2 Jahren"),
        (date(1926, 11, 16), "seit 100 Jahren"),
    ],
)
def test_since_when_something_lasts(day: date, expected: str) -> None:
    assert say.since(day, on=MONDAY) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (say.hours(1), "1 Stunde"),
        (say.hours(1.5), "1,5 Stunden"),
        (say.hours(0), "0 Stunden"),
        (say.hours_per_month(12), "12 Stunden im Monat"),
        (say.hours_per_month(1.0), "1 Stunde im Monat"),
        (say.duration(45), "45 Minuten"),
        (say.duration(60), "1 Stunde"),
        (say.duration(151), "2 Stunden 31 Minuten"),
        (say.duration(61), "1 Stunde 1 Minute"),
        (say.duration(0), "0 Minuten"),
        (say.number(1234.5), "1.234,5"),
        (say.euros(1500), "1.500\xa0€"),
        (say.euros(Decimal("0.5")), "0,50\xa0€"),
        (say.until(date(2026, 12, 31)), "bis 31. Dezember 2026"),
        (say.clock_time(utc(2026, 7, 1, 7, 30)), "9.30 Uhr"),
        (say.clock_time(time(9)), "9 Uhr"),
        (say.day_of_year(date(2026, 12, 24)), "24. Dezember"),
        (say.ordinal(15), "15."),
        (say.listing(["A", "B", "C"]), "A, B und C"),
    ],
    ids=str,
)
def test_numbers_are_said_as_people_say_them(said: str, expected: str) -> None:
    assert said == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2026, 11, 24), "2026-11-24"),
        (utc(2026, 11, 24, 8), "2026-11-24T09:00+01:00"),
        (utc(2026, 7, 1, 7, 30), "2026-07-01T09:30+02:00"),
        (local("2026-07-01T09:30"), "2026-07-01T09:30+02:00"),
    ],
)
def test_machines_read_the_iso_form(value: date, expected: str) -> None:
    assert say.iso(value) == expected


def test_english_pages_use_english_dates_and_numbers() -> None:
    app = Flask("board")
    init_i18n(app)
    with app.app_context(), force_locale("en"):
        assert say.long_date(date(2026, 11, 24)) == "Tuesday, 24 November 2026"
        assert say.short_date(date(2026, 11, 24)) == "24 November 2026"
        assert say.euros(1500) == "€1,500"
        assert [say.ordinal(day) for day in (1, 2, 3, 11, 21)] == ["1st", "2nd", "3rd", "11th", "21st"]
        assert say.number(1234.5) == "1,234.5"
