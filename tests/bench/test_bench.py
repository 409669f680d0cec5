"""The table of `make bench`: its judgement, and that it can be made at all."""

from collections.abc import Iterator

import pytest

from bench import __main__ as bench
from bench.scale import Scale
from bench.table import GOALS, Figure, Goal, table
from bench.timing import percentile, side_by_side

RATIO = Goal("G", "a ratio", 15, 10, " x")
RATE = Goal("G", "a rate", 5000, at_least=True)


@pytest.mark.parametrize(
    ("goal", "value", "verdict"),
    [
        (RATIO, 10, "yes, stretch"),
        (RATIO, 10.1, "yes"),
        (RATIO, 15, "yes"),
        (RATIO, 15.1, "**no**"),
        (RATE, 5000, "yes"),
        (RATE, 4999, "**no**"),
        (Goal("G", "only to be known"), 7, "–"),
    ],
)
def test_a_goal_is_met_up_to_its_bound(goal: Goal, value: float, verdict: str) -> None:
    assert goal.verdict(value) == verdict


def test_the_table_has_the_order_of_the_goals_whatever_was_measured_first() -> None:
    lines = table([Figure("fonts", 0), Figure("board-http", 12.34, "3 / 0.2")]).splitlines()
    assert lines[2:] == [
        "| G1 | board, signed in, 25 of 500 tasks, over HTTP / hello | ≤ 15 x | ≤ 10 x | 12.3 x (3 / 0.2) | yes |",
        "| G9 | its fonts | ≤ 0 | – | 0 | yes |",
    ]


def test_one_in_a_hundred_calls_may_take_longer_than_the_percentile() -> None:
    assert percentile([float(number) for number in range(1000)], 0.99) == 990


def test_calls_take_turns_and_the_first_block_does_not_count() -> None:
    order: list[str] = []
    calls = {name: lambda name=name: order.append(name) for name in "ab"}
    times = side_by_side(calls, rounds=1, block=2)
    assert "".join(order) == "aabbaabb"
    assert [len(times[name]) for name in "ab"] == [2, 2]


def test_the_table_can_be_made_with_tiny_towns(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["--quick", "--only", "weight", "test-database"]) == 0
    told = capsys.readouterr().out
    assert [goal for name, goal in GOALS.items() if goal.what in told] == [
        goal
        for name, goal in GOALS.items()
        if name in {"weight", "requests", "scripts", "fonts", "swap", "action", "test-database"}
        or name.startswith("later-")
    ]


def test_what_cannot_be_measured_fails_and_the_rest_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(scale: Scale) -> Iterator[Figure]:
        yield Figure("fonts", scale.repeats)
        raise OSError("no more disk")

    monkeypatch.setitem(bench.MEASURES, "start", broken)
    assert bench.main(["--quick", "--only", "start"]) == 1
    told = capsys.readouterr()
    assert GOALS["fonts"].what in told.out
    assert "no more disk" in told.err
