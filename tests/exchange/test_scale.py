"""A town written many times over is one valid town with as many times the gaps."""

import csv
import datetime as dt
from pathlib import Path

from ks_board.exchange.scale import scale_folder
from tests.gaps.recount import PACK, Gap, recount
from tests.towns.valid import faults

DEMO = PACK.parent / "weisswald"
AS_OF = dt.date(2026, 11, 16)


def numbered(gap: Gap, number: int) -> Gap:
    return gap if number == 1 or gap[1] in ("town", "question") else (gap[0], gap[1], f"{gap[2]}-{number}", gap[3])


def read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_one_copy_is_the_town_itself_byte_by_byte(tmp_path: Path) -> None:
    scale_folder(DEMO, tmp_path, 1)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {
        file.name: file.read_bytes() for file in DEMO.glob("*.csv")
    }


def test_three_copies_have_the_gaps_of_the_town_three_times(tmp_path: Path) -> None:
    scale_folder(DEMO, tmp_path, 3)
    original = recount(DEMO, AS_OF)
    assert recount(tmp_path, AS_OF) == {numbered(gap, number) for gap in original for number in (1, 2, 3)}


def test_three_copies_are_a_valid_town_of_three_times_the_rows(tmp_path: Path) -> None:
    rows = scale_folder(DEMO, tmp_path, 3)
    assert faults(tmp_path) == []
    shared = len(read(DEMO / "meta.csv"))
    assert rows == 3 * sum(len(read(file)) for file in DEMO.glob("*.csv")) - 2 * shared


def test_copies_of_the_town_hall_are_offices_under_the_one_town(tmp_path: Path) -> None:
    scale_folder(DEMO, tmp_path, 3)
    units = {row["id"]: row for row in read(tmp_path / "units.csv")}
    assert (units["U01-2"]["kind"], units["U01-2"]["parent_id"]) == ("office", "U01")
    assert (units["U13-2"]["kind"], units["U13-2"]["parent_id"]) == ("office", "U01-2")


def test_copied_people_have_other_names_and_their_own_mail(tmp_path: Path) -> None:
    scale_folder(DEMO, tmp_path, 5)
    people = read(tmp_path / "people.csv")
    assert len({(row["given_name"], row["family_name"]) for row in people}) > 600
    mails = [row["email"] for row in people if row["email"]]
    assert len(mails) == len(set(mails))


def test_the_same_seed_writes_the_same_town_and_another_seed_another(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        (tmp_path / name).mkdir()
        scale_folder(DEMO, tmp_path / name, 2, seed=seed)
    first, again, other = [(tmp_path / name / "people.csv").read_bytes() for name in "abc"]
    assert first == again != other


def test_a_measure_about_the_town_stays_about_the_one_town(tmp_path: Path) -> None:
    scale_folder(DEMO, tmp_path, 2)
    subjects = {row["id"]: row["subject_id"] for row in read(tmp_path / "measures.csv")}
    assert (subjects["M02-2"], subjects["M01-2"]) == ("weisswald", "R09-2")
