"""The random towns are worth their name: reproducible, and every gap rule both fires and stays silent."""

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr

from tests.gaps.recount import PACK, recount
from tests.gaps.recount.people import person_overloaded
from tests.gaps.recount.registry import RULES
from tests.gaps.recount.town import Town
from tests.towns import make_town
from tests.towns.draw import read_pack
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


def test_a_threshold_off_by_one_day_is_noticed_in_some_towns(towns: dict[Path, dt.date]) -> None:
    noticed = Counter[tuple[str, int]]()
    with_threshold = [
        row["id"] for row in read_pack("rules") if row["threshold_days"] and row["id"] != "certificate-missing"
    ]
    for folder, on in towns.items():
        town = Town.read(folder, PACK).at(on, frozenset())
        for rule in RULES:
            for row in town.rows(rule.table) if rule.id in with_threshold else []:
                days = town.threshold(rule.id)
                holds = rule.holds(town, row, days)
                noticed.update((rule.id, step) for step in (-1, 1) if rule.holds(town, row, days + step) != holds)
    assert {(rule, step) for rule in with_threshold for step in (-1, 1) if noticed[rule, step] < 10} == set()


def test_a_sum_of_decimals_in_floating_point_would_be_noticed(towns: dict[Path, dt.date]) -> None:
    wrong = 0
    for folder, on in towns.items():
        town = Town.read(folder, PACK).at(on, frozenset())
        for person in town.rows("people"):
            tasks = [town.get("tasks", row["task_id"]) for row in town.live_assignments("person_id", person["id"])]
            total = sum(float(task["hours_per_month"] or 0) for task in tasks)
            floating = bool(person["hours_per_month"]) and total > float(person["hours_per_month"])
            wrong += floating != person_overloaded(town, person, 0)
    assert wrong > 0
