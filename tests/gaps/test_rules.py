"""The rules as data, and the calendar that thresholds need."""

from datetime import date

import pytest

from ks_board.gaps.registry import REGISTRY
from ks_board.gaps.rules import (
    EVERY_QUESTION,
    built_in,
    days_before,
    five_years_after_the_next_day,
    five_years_before,
    may_be_public,
)
from tests.gaps.questions import QUESTIONS


def test_every_rule_of_the_pack_has_a_condition_and_no_condition_is_without_a_rule() -> None:
    assert list(REGISTRY) == list(built_in())


def test_conditions_find_the_kind_of_subject_that_the_pack_names() -> None:
    assert {ref: condition.kind.value for ref, condition in REGISTRY.items()} == {
        ref: rule.subject_kind for ref, rule in built_in().items()
    }


def test_every_question_has_a_rule_of_its_own_and_every_rule_a_question() -> None:
    assert {rule.question_ref for rule in built_in().values()} == {*QUESTIONS, EVERY_QUESTION}


def test_built_in_rules_that_are_public_may_be_public() -> None:
    assert all(may_be_public(rule) for rule in built_in().values() if rule.public)


def test_built_in_public_rules_are_of_severity_2_and_3() -> None:
    assert {rule.severity for rule in built_in().values() if rule.public} == {2, 3}


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 11, 16), date(2021, 11, 16)),
        (date(2028, 2, 29), date(2023, 2, 28)),
        (date(2028, 3, 1), date(2023, 3, 1)),
        (date(2029, 2, 28), date(2024, 2, 28)),
    ],
)
def test_five_years_before_by_the_calendar(day: date, before: date) -> None:
    assert five_years_before(day) == before


@pytest.mark.parametrize(
    ("seen", "too_old"),
    [
        (date(2021, 11, 15), date(2026, 11, 16)),
        (date(2023, 2, 28), date(2028, 3, 1)),
        (date(2024, 2, 28), date(2029, 3, 1)),
        (date(2024, 2, 29), date(2029, 3, 1)),
        (date(2024, 12, 31), date(2030, 1, 1)),
    ],
)
def test_first_day_on_which_a_certificate_is_too_old(seen: date, too_old: date) -> None:
    assert five_years_after_the_next_day(seen) == too_old
    assert seen < five_years_before(too_old)
    assert seen >= five_years_before(days_before(too_old, 1))


def test_days_beyond_the_calendar_are_its_ends() -> None:
    assert days_before(date(2026, 1, 1), 10**9) == date.min
    assert days_before(date(2026, 1, 1), -(10**9)) == date.max
