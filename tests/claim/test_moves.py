"""What happens to a yes later, and that every path gives its place back."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask

from ks_board.core.db import db
from ks_board.tasks import claim_moves as moves
from ks_board.tasks.claim import Entry, claim
from ks_board.tasks.models import Assignment, AssignmentEntry
from ks_board.tasks.states import MoveRefused
from tests.claim.town import DRIVING, FULL, HELPER, ON, ONE_LEFT, live_people, person_id, set_task, task, yes
from tests.conftest import NOW

pytestmark = pytest.mark.usefixtures("in_town")
Move = Callable[..., Assignment]


def _in(ref: str, person: str = HELPER) -> int:
    return claim(ref, person_id=person_id(person), now=NOW, old_enough=True).assignment.id


@pytest.mark.parametrize(
    ("move", "state"),
    [(moves.withdraw, "withdrawn"), (moves.release, "released"), (moves.finish, "ended")],
    ids=["withdraw", "release", "finish"],
)
def test_every_end_gives_the_place_back(in_town: Flask, move: Move, state: str) -> None:
    move(_in(ONE_LEFT), now=NOW)
    ended = yes(ONE_LEFT)
    assert (ended.status, ended.until, ended.live_key) == (state, ON, None)
    assert (task(ONE_LEFT).taken, task(ONE_LEFT).is_full) == (1, False)


def test_end_of_an_asked_yes_gives_no_place_back(in_town: Flask) -> None:
    moves.decline(_in(DRIVING), now=NOW)
    assert (yes(DRIVING).status, task(DRIVING).taken) == ("declined", 5)


def test_end_of_one_too_many_leaves_the_task_full(in_town: Flask) -> None:
    moves.withdraw(yes("T58", live_people("T58")[0]).id, now=NOW)
    assert (task("T58").taken, task("T58").is_full) == (3, True)


def test_second_end_is_refused_and_gives_no_second_place(in_town: Flask) -> None:
    one = _in(ONE_LEFT)
    moves.withdraw(one, now=NOW)
    with pytest.raises(MoveRefused):
        moves.withdraw(one, now=NOW)
    assert task(ONE_LEFT).taken == 1


def test_who_stopped_may_say_yes_again(in_town: Flask) -> None:
    first = _in(ONE_LEFT)
    moves.withdraw(first, now=NOW)
    assert _in(ONE_LEFT) != first
    assert task(ONE_LEFT).taken == 2


def test_reason_is_kept(in_town: Flask) -> None:
    one = _in(ONE_LEFT)
    moves.withdraw(one, now=NOW, entry=Entry(note="Ich ziehe um."))
    assert db.session.query(AssignmentEntry).filter_by(assignment_id=one).one().note == "Ich ziehe um."


def test_end_before_the_first_day_ends_on_it(in_town: Flask) -> None:
    one = db.session.get_one(Assignment, _in(ONE_LEFT))
    one.from_ = date(2027, 1, 1)
    db.session.flush()
    moves.withdraw(one.id, now=NOW)
    assert one.until == date(2027, 1, 1)


def test_coordinators_yes_takes_the_place(in_town: Flask) -> None:
    moves.confirm(_in(DRIVING), now=NOW)
    assert (yes(DRIVING).status, task(DRIVING).taken, task(DRIVING).is_full) == ("active", 6, True)


def test_coordinators_yes_to_a_full_task_answers_so_and_changes_nothing(in_town: Flask) -> None:
    one = _in(DRIVING)
    set_task(DRIVING, people_needed=5)
    with pytest.raises(moves.NoPlaceLeft, match="Alle Plätze sind vergeben"):
        moves.confirm(one, now=NOW)
    assert (yes(DRIVING).status, task(DRIVING).taken) == ("asked", 5)


def test_search_for_a_stand_in_opens_the_place(in_town: Flask) -> None:
    moves.seek_stand_in(_in(ONE_LEFT), now=NOW)
    assert (yes(ONE_LEFT).status, task(ONE_LEFT).taken, task(ONE_LEFT).is_full) == ("seeking_stand_in", 1, False)


def test_who_fills_the_task_takes_over_from_the_seeker(in_town: Flask) -> None:
    moves.seek_stand_in(_in(ONE_LEFT), now=NOW)
    outcome = claim(ONE_LEFT, person_id=person_id("P062"), now=NOW, old_enough=True)
    assert outcome.relieved is not None
    assert (outcome.relieved.person_id, yes(ONE_LEFT).status, yes(ONE_LEFT).until) == (person_id(), "handed_over", ON)
    assert task(ONE_LEFT).taken == 2


def test_seeker_goes_on_while_there_are_other_open_places(in_town: Flask) -> None:
    set_task(ONE_LEFT, people_needed=4)
    moves.seek_stand_in(_in(ONE_LEFT), now=NOW)
    assert claim(ONE_LEFT, person_id=person_id("P062"), now=NOW, old_enough=True).relieved is None
    assert yes(ONE_LEFT).status == "seeking_stand_in"


def test_seeker_may_stay_after_all(in_town: Flask) -> None:
    one = _in(ONE_LEFT)
    moves.seek_stand_in(one, now=NOW)
    moves.take_back_search(one, now=NOW)
    assert (yes(ONE_LEFT).status, task(ONE_LEFT).taken) == ("active", 2)


def test_daily_job_ends_what_has_passed(in_town: Flask) -> None:
    first, second = (yes(FULL, ref) for ref in live_people(FULL))
    first.until, second.until = ON, ON + timedelta(days=1)
    db.session.commit()
    assert moves.end_expired(NOW + timedelta(days=1)) == 1
    assert (first.status, second.status, task(FULL).taken) == ("ended", "active", 1)
    assert moves.end_expired(NOW + timedelta(days=1)) == 0
