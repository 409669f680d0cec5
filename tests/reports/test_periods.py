"""The days of a report."""

from datetime import date

import pytest
from flask import Flask

from ks_board.reports.periods import Period, Span, months_back, period_of

TODAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 16), 3, date(2026, 8, 16)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 1, 15), 12, date(2025, 1, 15)),
    ],
)
def test_months_back_keep_the_day_or_end_a_shorter_month(day: date, months: int, expected: date) -> None:
    assert months_back(day, months) == expected


def test_report_begins_with_the_last_round_table(in_weisswald: Flask) -> None:
    assert period_of(None, first=None, last=None, on=TODAY) == Period(date(2026, 9, 10), TODAY, Span.ROUND_TABLE)


def test_answers_of_today_do_not_end_the_period(in_weisswald: Flask) -> None:
    met = date(2026, 9, 10)
    assert period_of(None, first=None, last=None, on=met).first < met


def test_without_a_round_table_it_is_half_a_year(in_empty: Flask) -> None:
    assert period_of(None, first=None, last=None, on=TODAY) == Period(date(2026, 5, 16), TODAY, Span.HALF_YEAR)


def test_days_of_ones_own_include_both() -> None:
    day = date(2026, 11, 1)
    assert period_of(Span.OWN, first=day, last=day, on=TODAY) == Period(day, day, Span.OWN)
