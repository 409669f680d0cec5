"""The demo town moves by whole weeks and keeps its gaps."""

import csv
import datetime as dt
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr

from ks_board.exchange.demo_files import DATES, META_DATES, SHARED_FILES
from ks_board.exchange.shift import next_fitting, shift_folder, shift_rows, shift_schedule, weeks_between
from tests.gaps.recount import PACK, recount
from tests.towns.valid import faults

DEMO = PACK.parent / "weisswald"
AS_OF = dt.date(2026, 11, 16)
WEEK = dt.timedelta(weeks=1)


def read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-11-16", 0),
        ("2026-11-22", 0),
        ("2026-11-23", 1),
        ("2026-11-15", -1),
        ("2026-11-09", -1),
        ("2028-02-29", 67),
    ],
)
def test_the_town_lands_on_the_newest_day_that_is_not_after_today(today: str, expected: int) -> None:
    assert weeks_between(AS_OF, dt.date.fromisoformat(today)) == expected


@pytest.mark.parametrize("weeks", [-1500, -30, -1, 1, 9, 26, 67, 119, 275, 328, 1500])
def test_the_moved_town_has_the_same_gaps_on_its_moved_day(tmp_path: Path, weeks: int) -> None:
    assert shift_folder(DEMO, tmp_path, today=AS_OF + weeks * WEEK) == weeks
    assert recount(tmp_path, AS_OF + weeks * WEEK) == recount(DEMO, AS_OF)
    assert faults(tmp_path) == []


@pytest.mark.parametrize("weeks", [1, 9, 26, 67, -30])
def test_every_moved_start_keeps_its_weekday_and_fits_its_rule(tmp_path: Path, weeks: int) -> None:
    shift_folder(DEMO, tmp_path, today=AS_OF + weeks * WEEK)
    for task in read(tmp_path / "tasks.csv"):
        if task["rrule"]:
            start = dt.datetime.fromisoformat(task["start"])
            assert next(iter(rrulestr(task["rrule"], dtstart=start))) == start


def test_a_town_of_today_stays_byte_by_byte(tmp_path: Path) -> None:
    assert shift_folder(DEMO, tmp_path, today=AS_OF) == 0
    assert (tmp_path / "tasks.csv").read_bytes() == (DEMO / "tasks.csv").read_bytes()


def test_there_and_back_again_is_the_same_town_apart_from_starts(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "back").mkdir()
    shift_folder(DEMO, tmp_path / "there", today=AS_OF + 52 * WEEK)
    shift_folder(tmp_path / "there", tmp_path / "back", today=AS_OF)
    changed = {
        file.stem for file in DEMO.glob("*.csv") if (tmp_path / "back" / file.name).read_bytes() != file.read_bytes()
    }
    assert changed == {"tasks"}


def test_the_council_term_moves_and_other_values_of_meta_stay() -> None:
    rows = [{"key": "council_term_start", "value": "2024-07-01"}, {"key": "postal_code", "value": "00123"}]
    assert [row["value"] for row in shift_rows("meta", rows, 1)] == ["2024-07-08", "00123"]


def test_days_in_texts_stay_as_they_are() -> None:
    row = {"id": "A1", "from": "2024-07-18", "source": "Ratsbeschluss 2024-07-18"}
    assert list(shift_rows("appointments", [row], 1)) == [row | {"from": "2024-07-25"}]


@pytest.mark.parametrize(
    ("start", "rule", "moved", "moved_rule"),
    [
        ("2025-04-05T10:00", "FREQ=MONTHLY;BYDAY=1SA", "2025-05-03T10:00", "FREQ=MONTHLY;BYDAY=1SA"),
        (
            "2025-09-20T10:00",
            "FREQ=MONTHLY;INTERVAL=3;BYDAY=3SA",
            "2025-10-18T10:00",
            "FREQ=MONTHLY;INTERVAL=3;BYDAY=3SA",
        ),
        ("2025-08-27T18:00", "FREQ=DAILY;BYMONTH=8", "2026-08-01T18:00", "FREQ=DAILY;BYMONTH=8"),
        ("2025-01-15T10:00", "FREQ=MONTHLY;BYMONTHDAY=15", "2025-02-15T10:00", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("2025-03-27T09:00", "FREQ=WEEKLY;UNTIL=20251231", "2025-04-03T09:00", "FREQ=WEEKLY;UNTIL=20260107"),
        (
            "2025-03-27T09:00",
            "UNTIL=20250501T215959Z;FREQ=DAILY",
            "2025-04-03T09:00",
            "UNTIL=20250508T215959Z;FREQ=DAILY",
        ),
        (
            "2025-08-27T18:00",
            "FREQ=DAILY;BYMONTH=8;UNTIL=20250831",
            "2026-08-01T18:00",
            "FREQ=DAILY;BYMONTH=8;UNTIL=20260805",
        ),
        ("", "FREQ=WEEKLY;UNTIL=20251231", "", "FREQ=WEEKLY;UNTIL=20260107"),
        ("2025-04-05T10:00", "", "2025-04-12T10:00", ""),
    ],
)
def test_a_schedule_moves_by_a_week_and_on_to_its_next_fitting_day(
    start: str, rule: str, moved: str, moved_rule: str
) -> None:
    assert shift_schedule(start, rule, WEEK) == (moved, moved_rule)


def test_a_start_that_no_day_fits_stays_where_it_is() -> None:
    start = dt.datetime.fromisoformat("2026-02-01T09:00")
    assert next_fitting(start, "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30") == start


def test_every_cell_with_a_day_belongs_to_a_declared_column() -> None:
    for file in DEMO.glob("*.csv"):
        for row in read(file):
            days = {column for column, cell in row.items() if cell[4:5] + cell[7:8] == "--" and len(cell) == 10}
            known = {"value"} if file.stem == "meta" and row["key"] in META_DATES else set(DATES.get(file.stem, ()))
            assert days <= known, f"{file.name}: declare {days - known} in demo_files.DATES"
    assert SHARED_FILES.isdisjoint(DATES)
