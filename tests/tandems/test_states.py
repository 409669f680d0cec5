"""How a tandem is doing, from its dates alone."""

from datetime import date, timedelta

import pytest

from ks_board.core.errors import Conflict
from ks_board.tandems.models import TandemStatus
from ks_board.tandems.states import MOVES, Mood, check_can_end, check_is_active, mood, trial_talk_due

ON = date(2026, 11, 16)
ACTIVE, ENDED = TandemStatus.ACTIVE, TandemStatus.ENDED


def ago(days: int) -> date:
    return ON - timedelta(days=days)


@pytest.mark.parametrize(
    ("status", "contact", "ends", "expected"),
    [
        pytest.param(ACTIVE, ago(90), [], Mood.WELL, id="90 days of silence"),
        pytest.param(ACTIVE, ago(91), [], Mood.NEEDS_TALK, id="91 days of silence"),
        pytest.param(ACTIVE, None, [], Mood.NEEDS_TALK, id="never a contact"),
        pytest.param(ACTIVE, ON, [None, ago(-90)], Mood.ENDS_SOON, id="ends in 90 days"),
        pytest.param(ACTIVE, ON, [ago(-91), None], Mood.WELL, id="ends in 91 days"),
        pytest.param(ACTIVE, ago(91), [ago(-1)], Mood.NEEDS_TALK, id="silent and ending"),
        pytest.param(ENDED, None, [], Mood.ENDED, id="ended"),
    ],
)
def test_mood_follows_from_dates(
    status: TandemStatus, contact: date | None, ends: list[date | None], expected: Mood
) -> None:
    assert mood(status, contact, *ends, on=ON) is expected


def test_town_decides_how_long_silence_lasts() -> None:
    assert mood(ACTIVE, ago(31), on=ON, silent_days=30) is Mood.NEEDS_TALK


@pytest.mark.parametrize(
    ("status", "start", "contact", "expected"),
    [
        pytest.param(ACTIVE, ago(42), None, ON, id="due today"),
        pytest.param(ACTIVE, ago(41), None, None, id="not yet"),
        pytest.param(ACTIVE, ago(50), ago(9), ago(8), id="contact was before it was due"),
        pytest.param(ACTIVE, ago(50), ago(8), None, id="contact on the day"),
        pytest.param(ACTIVE, None, None, None, id="nobody knows since when"),
        pytest.param(ENDED, ago(50), None, None, id="ended"),
    ],
)
def test_talk_is_due_after_six_weeks(
    status: TandemStatus, start: date | None, contact: date | None, expected: date | None
) -> None:
    assert trial_talk_due(status, start, contact, on=ON) == expected


def test_only_an_active_tandem_ends() -> None:
    check_can_end(ACTIVE)
    assert {ACTIVE: frozenset({ENDED})} == MOVES
    for check in (check_can_end, check_is_active):
        with pytest.raises(Conflict, match="zu Ende"):
            check(ENDED)
