"""The random towns are worth their name: reproducible, and every gap rule both fires and stays silent."""

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr

from tests.gaps.recount import PACK, recount
from tests.gaps.recount.registry import RULES
from tests.gaps.recount.town import Town
from tests.towns import make_town
from tests.towns.valid import faults

SEEDS = range(200)


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, dt.date]:
    base = tmp_path_factory.mktemp("towns")
    return {base / str(seed): make_town(seed, base / str(seed)) for seed in SEEDS}


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    make_town(7, tmp_path / "a")
    make_town(7, tmp_path / "b")
    one, other = [{file.name: file.read_bytes() for file in (tmp_path / name).iterdir()} for name in "ab"]
    assert one == other


def test_every_town_is_valid(towns: dict[Path, dt.date]) -> None:
    assert [fault for folder in towns for fault in faults(folder)] == []


def test_every_rule_fires_often_and_stays_silent_often(towns: dict[Path, dt.date]) -> None:
    fires, silent = Counter[str](), Counter[str]()
    for folder, on in towns.items():
        gaps = Counter(gap[0] for gap in recount(folder, on))
        town = Town.read(folder, PACK)
        for rule in RULES:
            fires[rule.id] += gaps[rule.id] > 0
            silent[rule.id] += gaps[rule.id] < len(town.rows(rule.table))
    assert {
        rule.id: (fires[rule.id], silent[rule.id]) for rule in RULES if min(fires[rule.id], silent[rule.id]) < 25
    } == {}


def test_every_start_fits_its_recurrence_rule(towns: dict[Path, dt.date]) -> None:
    for folder in towns:
        for task in Town.read(folder, PACK).rows("tasks"):
            if task["rrule"]:
                start = dt.datetime.fromisoformat(task["start"])
                assert rrulestr(task["rrule"].removesuffix("Z"), dtstart=start)[0] == start
