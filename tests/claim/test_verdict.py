"""May this person say yes to this task? Each answer by an example."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from ks_board.tasks.models import AssignmentStatus, TaskStatus
from ks_board.tasks.verdict import PersonFacts, TaskFacts, certificate_holds, judge

ON = date(2026, 11, 16)
TASK = TaskFacts(status=TaskStatus.RUNNING, people_needed=3, taken=2)
DRIVING = replace(TASK, min_age=21, certificate_required=True, licence_required="P")
ANNA = PersonFacts()
DRIVER = PersonFacts(old_enough=True, certificate_seen_on=date(2024, 5, 6), licences=frozenset({"B", "P"}))
NEWCOMER = PersonFacts(proven=False, old_enough=True)
FULL = replace(TASK, taken=3)

CASES = {
    "free place": (TASK, ANNA, "free"),
    "as many as come": (replace(TASK, people_needed=None, taken=90), ANNA, "free"),
    "more than enough": (replace(TASK, taken=5), ANNA, "full"),
    "no place left": (FULL, ANNA, "full"),
    "needs nobody": (replace(TASK, people_needed=0, taken=0), ANNA, "full"),
    "active already": (FULL, replace(ANNA, own=AssignmentStatus.ACTIVE), "already_in"),
    "asked already": (TASK, replace(ANNA, own=AssignmentStatus.ASKED), "already_in"),
    "seeks a stand-in": (TASK, replace(ANNA, own=AssignmentStatus.SEEKING_STAND_IN), "already_in"),
    "another task then": (TASK, replace(ANNA, overlapping="Bürgerbus"), "overlaps"),
    "full before overlap": (FULL, replace(ANNA, overlapping="Bürgerbus"), "full"),
    "driver may drive": (DRIVING, DRIVER, "free"),
    "age not said": (DRIVING, replace(DRIVER, old_enough=False), "too_young"),
    "age 0 asks nobody": (replace(TASK, min_age=0), ANNA, "free"),
    "no certificate": (DRIVING, replace(DRIVER, certificate_seen_on=None), "certificate_missing"),
    "old certificate": (DRIVING, replace(DRIVER, certificate_seen_on=date(2021, 11, 15)), "certificate_missing"),
    "car licence only": (DRIVING, replace(DRIVER, licences=frozenset({"B"})), "licence_missing"),
    "name only typed": (TASK, NEWCOMER, "needs_confirmation"),
    "newcomer is asked before papers": (DRIVING, NEWCOMER, "needs_confirmation"),
    "newcomer to a full task": (FULL, NEWCOMER, "full"),
    "coordinator answers for papers": (DRIVING, replace(ANNA, cleared=True), "free"),
    "coordinator answers for time": (TASK, replace(ANNA, cleared=True, overlapping="Chor"), "free"),
    "coordinator gives no place twice": (FULL, replace(ANNA, cleared=True), "full"),
    "draft": (replace(TASK, status=TaskStatus.DRAFT), ANNA, "not_yet"),
    "pause": (replace(TASK, status=TaskStatus.PAUSED), ANNA, "not_yet"),
    "done": (replace(TASK, status=TaskStatus.DONE), ANNA, "over"),
    "stopped": (replace(TASK, status=TaskStatus.STOPPED), ANNA, "over"),
    "last date passed": (replace(TASK, has_dates=False), ANNA, "over"),
}


@pytest.mark.parametrize("case", CASES)
def test_verdict(in_weisswald: Flask, case: str) -> None:
    task, person, expected = CASES[case]
    assert judge(task, person, on=ON).answer == expected


@pytest.mark.parametrize("case", CASES)
def test_each_verdict_has_a_sentence_and_each_no_an_alternative(in_weisswald: Flask, case: str) -> None:
    task, person, _expected = CASES[case]
    verdict = judge(task, person, on=ON)
    assert verdict.sentence.endswith(".")
    assert bool(verdict.instead) or not verdict.refuses


@pytest.mark.parametrize(
    ("seen_on", "on", "holds"),
    [
        (date(2021, 11, 16), ON, True),
        (date(2021, 11, 15), ON, False),
        (None, ON, False),
        (date(2023, 2, 28), date(2028, 2, 29), True),
        (date(2023, 2, 27), date(2028, 2, 29), False),
    ],
)
def test_certificate_holds_for_five_years(seen_on: date | None, on: date, holds: bool) -> None:
    assert certificate_holds(seen_on, on) is holds
