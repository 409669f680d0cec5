"""Saying yes: places, papers, repeated clicks and refusals, by the services."""

from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask

from ks_board.core.db import db
from ks_board.core.errors import NotFound
from ks_board.core.record import Event
from ks_board.tasks.claim import ClaimRefused, Clash, Entry, Outcome, _take, claim
from ks_board.tasks.claim_facts import load_facts
from ks_board.tasks.index import refresh_board
from ks_board.tasks.models import Assignment, AssignmentEntry, AssignmentSource, AssignmentStatus, TaskStatus
from tests.claim.town import (
    DRIVING,
    FREE,
    FULL,
    HELPER,
    ON,
    ONE_LEFT,
    count,
    live_people,
    person_id,
    set_task,
    task,
    yes,
)
from tests.conftest import NOW

pytestmark = pytest.mark.usefixtures("in_town")


def _claim(ref: str, person: str = HELPER, **options: Any) -> Outcome:
    return claim(ref, person_id=person_id(person), now=NOW, **({"old_enough": True} | options))


def test_yes_takes_a_place_from_today(in_town: Flask) -> None:
    outcome = _claim(FREE)
    assert (outcome.is_in, outcome.fresh) == (True, True)
    assert (yes(FREE).status, yes(FREE).from_, yes(FREE).until, yes(FREE).ref) == ("active", ON, None, "G195")
    assert (task(FREE).taken, task(FREE).is_full) == (1, False)


def test_last_yes_fills_the_task(in_town: Flask) -> None:
    _claim(ONE_LEFT)
    assert (task(ONE_LEFT).taken, task(ONE_LEFT).is_full) == (2, True)


def test_second_click_is_the_same_yes(in_town: Flask) -> None:
    first, second = _claim(ONE_LEFT), _claim(ONE_LEFT)
    assert (second.assignment.id, second.fresh) == (first.assignment.id, False)
    assert task(ONE_LEFT).taken == 2


def test_imported_yes_counts_as_being_in(in_town: Flask) -> None:
    before = count(Assignment)
    assert _claim(FULL, live_people(FULL)[0]).fresh is False
    assert count(Assignment) == before


def test_click_at_the_same_moment_gives_its_place_back(in_town: Flask) -> None:
    facts = load_facts(ONE_LEFT, person_id=person_id(), now=NOW)
    _claim(FREE)
    set_task(ONE_LEFT, people_needed=5)
    _take(facts, person_id(), None, NOW)
    with pytest.raises(Clash):
        _take(facts, person_id(), None, NOW)
    assert task(ONE_LEFT).taken == 2


@pytest.mark.parametrize(
    ("ref", "change", "options", "answer"),
    [
        (FULL, {}, {}, "full"),
        (ONE_LEFT, {}, {"old_enough": False}, "too_young"),
        (ONE_LEFT, {"status": TaskStatus.PAUSED}, {}, "not_yet"),
        (ONE_LEFT, {"status": TaskStatus.STOPPED}, {}, "over"),
        ("T40", {"start": datetime.fromisoformat("2026-11-15T09:00")}, {}, "over"),
    ],
)
def test_refusal_says_why_and_writes_nothing(
    in_town: Flask, ref: str, change: dict[str, object], options: dict[str, Any], answer: str
) -> None:
    set_task(ref, **change)
    before = (count(Assignment), count(AssignmentEntry), count(Event), task(ref).taken, task(ref).version)
    with pytest.raises(ClaimRefused) as refusal:
        _claim(ref, **options)
    assert refusal.value.verdict.answer == answer
    assert (count(Assignment), count(AssignmentEntry), count(Event), task(ref).taken, task(ref).version) == before


def test_guard_refuses_even_who_was_told_that_a_place_is_free(in_town: Flask) -> None:
    facts = load_facts(ONE_LEFT, person_id=person_id(), now=NOW)
    _claim(ONE_LEFT, "P062")
    with pytest.raises(ClaimRefused, match="Alle Plätze sind vergeben"):
        _take(facts, person_id(), None, NOW)
    assert task(ONE_LEFT).taken == 2


def test_imported_excess_stays_and_grows_no_further(in_town: Flask) -> None:
    assert (task("T57").taken, task("T57").people_needed) == (3, 2)
    with pytest.raises(ClaimRefused):
        _claim("T57")
    assert task("T57").taken == 3


def test_as_many_as_come_is_never_full(in_town: Flask) -> None:
    set_task(FULL, people_needed=None)
    _claim(FULL)
    assert (task(FULL).taken, task(FULL).is_full) == (3, False)


def test_without_papers_a_yes_is_asked_and_takes_no_place(in_town: Flask) -> None:
    outcome = _claim(DRIVING)
    assert outcome.is_in is False
    assert (yes(DRIVING).status, task(DRIVING).taken) == (AssignmentStatus.ASKED, 5)


def test_full_task_can_keep_people_on_a_waiting_list(in_town: Flask) -> None:
    outcome = _claim(FULL, may_wait=True)
    assert (outcome.assignment.status, task(FULL).taken) == (AssignmentStatus.ASKED, 2)


def test_coordinator_says_yes_for_somebody_by_phone(in_town: Flask) -> None:
    entry = Entry(AssignmentSource.PHONE, entered_by_id=person_id("P028"), note="Kommt gern dienstags.")
    outcome = _claim(DRIVING, cleared=True, entry=entry)
    kept = db.session.query(AssignmentEntry).filter_by(assignment_id=outcome.assignment.id).one()
    assert outcome.is_in
    assert (kept.source, kept.note, kept.entered_on, kept.entered_by_id) == (
        AssignmentSource.PHONE,
        "Kommt gern dienstags.",
        ON,
        person_id("P028"),
    )


def test_two_tasks_at_the_same_time_do_not_go_together(in_town: Flask) -> None:
    _claim("T18")
    set_task("T31", start=datetime.fromisoformat("2026-05-07T18:30"), rrule="FREQ=WEEKLY;BYDAY=TH", duration_minutes=60)
    with pytest.raises(ClaimRefused, match="zur gleichen Zeit"):
        _claim("T31")


def test_task_may_begin_as_the_other_ends(in_town: Flask) -> None:
    _claim("T18")
    set_task("T31", start=datetime.fromisoformat("2026-05-07T19:00"), rrule="FREQ=WEEKLY;BYDAY=TH", duration_minutes=60)
    assert _claim("T31").is_in


def test_last_place_is_free_once_the_last_day_of_another_has_passed(in_town: Flask) -> None:
    passed = yes(FULL, live_people(FULL)[0])
    passed.until = date(2026, 11, 15)
    db.session.commit()
    assert task(FULL).taken == 2
    assert _claim(FULL).is_in
    assert (passed.status, task(FULL).taken, task(FULL).is_full) == (AssignmentStatus.ENDED, 2, True)


def test_place_that_the_refresh_gave_back_is_not_given_back_twice(in_town: Flask) -> None:
    yes(FULL, live_people(FULL)[0]).until = date(2026, 11, 15)
    refresh_board(now=NOW)
    db.session.commit()
    assert task(FULL).taken == 1
    _claim(FULL)
    with pytest.raises(ClaimRefused):
        _claim(FULL, "P062")
    assert (task(FULL).taken, len(live_people(FULL))) == (2, 2)


def test_last_day_itself_still_holds_the_place(in_town: Flask) -> None:
    yes(FULL, live_people(FULL)[0]).until = ON
    db.session.commit()
    with pytest.raises(ClaimRefused):
        _claim(FULL)


def test_unknown_task_and_draft_answer_alike(in_town: Flask) -> None:
    set_task(FREE, status=TaskStatus.DRAFT)
    with pytest.raises(NotFound, match="gibt es nicht"):
        _claim(FREE)
    with pytest.raises(NotFound, match="gibt es nicht"):
        _claim("T999")


def test_ref_that_an_import_brought_out_of_order_is_not_given_twice(in_town: Flask) -> None:
    yes(FULL, live_people(FULL)[0]).ref = "G195"
    db.session.commit()
    assert _claim(FREE).assignment.ref == "G196"
    assert task(FREE).taken == 1
