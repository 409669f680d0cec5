"""Which moves of a yes are allowed."""

import itertools

import pytest
from flask import Flask

from ks_board.tasks.models import AssignmentStatus
from ks_board.tasks.states import MoveRefused, can_move, check_can_move

ALLOWED = {
    "asked": {"active", "declined", "withdrawn", "released"},
    "active": {"ended", "withdrawn", "released", "seeking_stand_in"},
    "seeking_stand_in": {"handed_over", "active", "ended", "withdrawn", "released"},
}


@pytest.mark.parametrize(("before", "after"), list(itertools.product(AssignmentStatus, repeat=2)))
def test_only_listed_moves_are_allowed(before: AssignmentStatus, after: AssignmentStatus) -> None:
    assert can_move(before, after) is (after.value in ALLOWED.get(before.value, set()))


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("ended", "active", "Diese Zusage ist schon zu Ende: beendet."),
        ("withdrawn", "withdrawn", "Diese Zusage ist schon zu Ende: zurückgezogen."),
        ("asked", "seeking_stand_in", "Das geht bei dieser Zusage nicht. Sie ist gerade: vorgemerkt."),
    ],
)
def test_refused_move_says_why(in_weisswald: Flask, before: str, after: str, sentence: str) -> None:
    with pytest.raises(MoveRefused, match=f"^{sentence}$"):
        check_can_move(AssignmentStatus(before), AssignmentStatus(after))
