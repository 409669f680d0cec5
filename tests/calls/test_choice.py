"""The weekly list is short, fair, and stays the same all week."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import pytest

from ks_board.gaps.calls_choice import MOST, MOST_TRIES, REST, Due, choose, monday_of
from ks_board.gaps.calls_model import CallKind

MONDAY = date(2026, 11, 16)
WEEK = timedelta(weeks=1)


@dataclass
class Noted:
    """A call as the choice sees it."""

    person_id: int
    called_on: date
    reached: bool = True


def waiting(kind: CallKind, *people: int) -> list[Due]:
    return [Due(kind, f"{kind.name[0]}{number}", number) for number in people]


def chosen(due: list[Due], calls: list[Noted] | None = None, made: set[Due] = frozenset()) -> list[int]:  # type: ignore[assignment]
    keys = frozenset(one.key for one in made)
    return [one.person_id for one in choose(due, calls or [], keys, monday=MONDAY)]


@pytest.mark.parametrize(("on", "monday"), [(16, 16), (22, 16), (15, 9), (23, 23)])
def test_a_week_begins_on_monday(on: int, monday: int) -> None:
    assert monday_of(date(2026, 11, on)) == date(2026, 11, monday)


def test_at_most_ten_are_called_and_the_kinds_take_turns() -> None:
    due = [*waiting(CallKind.ALONE, *range(100, 150)), *waiting(CallKind.TANDEM, 1, 2), *waiting(CallKind.THANKS, 9)]
    assert chosen(due) == [1, 100, 9, 2, 101, 102, 103, 104, 105, 106]


def test_a_person_is_called_once_a_week_whatever_for() -> None:
    assert chosen(waiting(CallKind.TANDEM, 1, 2) + waiting(CallKind.THANKS, 1, 3)) == [1, 3, 2]


def test_who_was_not_called_longest_comes_first() -> None:
    calls = [Noted(1, MONDAY - 20 * WEEK), Noted(2, MONDAY - 30 * WEEK)]
    assert chosen(waiting(CallKind.ALONE, 1, 2, 3), calls) == [3, 2, 1]


@pytest.mark.parametrize(("ago", "is_called"), [(REST - timedelta(days=1), False), (REST, True)])
def test_who_was_reached_rests_for_eight_weeks(ago: timedelta, is_called: bool) -> None:
    assert chosen(waiting(CallKind.ALONE, 1), [Noted(1, MONDAY - ago)]) == ([1] if is_called else [])


def test_who_was_not_reached_comes_next_week_before_all_others() -> None:
    calls = [Noted(2, MONDAY - 40 * WEEK), Noted(2, MONDAY - WEEK, reached=False)]
    assert chosen(waiting(CallKind.ALONE, 1, 2), calls) == [2, 1]


def test_who_is_never_reached_makes_room_after_three_tries() -> None:
    tries = [Noted(1, MONDAY - (MOST_TRIES - number) * WEEK, reached=False) for number in range(MOST_TRIES)]
    assert (chosen(waiting(CallKind.ALONE, 1), tries[:-1]), chosen(waiting(CallKind.ALONE, 1), tries)) == ([1], [])


def test_the_list_stays_the_same_while_its_calls_are_made() -> None:
    due = [one for at, kind in enumerate(CallKind) for one in waiting(kind, *range(100 * at, 100 * at + 9))]
    first = choose(due, [], frozenset(), monday=MONDAY)
    for number in range(1, MOST + 1):
        made, calls = first[:number], [Noted(one.person_id, MONDAY) for one in first[:number]]
        assert choose(due, calls, frozenset(one.key for one in made), monday=MONDAY) == first


def test_the_order_in_which_they_are_found_does_not_matter() -> None:
    due = [*waiting(CallKind.ALONE, *range(30)), *waiting(CallKind.SPONSOR, *range(40, 60))]
    assert chosen(due) == chosen(due[::-1])


@pytest.mark.parametrize("unreachable", [0, 20])
def test_everybody_who_is_due_is_reached_within_weeks(unreachable: int) -> None:
    """Two places a week for each of five kinds: 12 of a kind take 6 weeks, 3 more for each who is never reached."""
    due = [one for at, kind in enumerate(CallKind) for one in waiting(kind, *range(100 * at, 100 * at + 12))]
    silent = {one.person_id for one in due[:: len(due) // unreachable]} if unreachable else set()
    calls: list[Noted] = []
    for week in range(8 if not unreachable else 20):
        monday = MONDAY + week * WEEK
        for one in choose(due, calls, frozenset(), monday=monday):
            calls.append(Noted(one.person_id, monday, reached=one.person_id not in silent))
    assert {call.person_id for call in calls} == {one.person_id for one in due}


def test_nobody_is_left_out_over_a_year() -> None:
    """60 people take six weeks, so all have their turn again as soon as they have rested."""
    due = [one for at, kind in enumerate(CallKind) for one in waiting(kind, *range(100 * at, 100 * at + 12))]
    calls: list[Noted] = []
    for week in range(52):
        monday = MONDAY + week * WEEK
        calls += [Noted(one.person_id, monday) for one in choose(due, calls, frozenset(), monday=monday)]
    days = {one.person_id: [call.called_on for call in calls if call.person_id == one.person_id] for one in due}
    gaps = [after - before for found in days.values() for before, after in pairwise(found)]
    assert (min(gaps), max(gaps)) == (REST, REST)
