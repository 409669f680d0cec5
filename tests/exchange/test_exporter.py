"""Exporting: the same folder again, byte by byte."""

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ks_board.core.db import db
from ks_board.core.errors import Conflict
from ks_board.exchange.exporter import export_folder
from ks_board.exchange.files import FILES, LATER
from ks_board.exchange.importer import empty_database, import_folder
from tests.conftest import NOW, WEISSWALD
from tests.exchange.folders import PEOPLE, UNITS, write_town
from tests.towns import make_town

pytestmark = pytest.mark.usefixtures("in_empty")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def through(folder: Path, target: Path) -> dict[str, bytes]:
    """Import a folder into an empty database, export it and return the files."""
    empty_database()
    db.session.commit()
    import_folder(folder, now=NOW)
    export_folder(target)
    return contents(target)


def cells(path: Path) -> list[list[str]]:
    """Return the cells of a file; a list reads alike however its parts are spaced."""
    with path.open(encoding="utf-8", newline="") as file:
        return [[cell.replace("; ", ";") for cell in row] for row in csv.reader(file)]


def test_weisswald_comes_out_as_it_went_in(tmp_path: Path) -> None:
    through(WEISSWALD, tmp_path / "out")
    for path in WEISSWALD.glob("*.csv"):
        assert cells(tmp_path / "out" / path.name) == cells(path)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10_000))
def test_export_import_export_is_byte_identical(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    folder = tmp_path_factory.mktemp("town")
    make_town(seed, folder / "town")
    first = through(folder / "town", folder / "first")
    assert through(folder / "first", folder / "second") == first


def test_the_format_is_utf_8_with_commas_and_minimal_quotes(tmp_path: Path) -> None:
    units = 'id;name;kind\r\nU01;"Stadt ""Ä"", b";town\r\n'.encode("cp1252")
    files = through(write_town(tmp_path / "in", units=units), tmp_path / "out")
    assert files["units.csv"].decode().split("\n")[1] == 'U01,,"Stadt ""Ä"", b",,town,,,,,,,'
    assert files["tasks.csv"].count(b"\n") == 1


def test_cells_are_raw(tmp_path: Path) -> None:
    units = UNITS.replace("Bauamt", "=1+1")
    assert b"\nU02,U01,=1+1,," in through(write_town(tmp_path / "in", units=units), tmp_path / "out")["units.csv"]


def test_later_columns_are_left_out_while_nobody_uses_them(tmp_path: Path) -> None:
    rules = ",".join(column.name for column in FILES["rules"].columns if column.name not in LATER)
    out = through(write_town(tmp_path / "in"), tmp_path / "with")["rules.csv"].decode()
    without = "\n".join([rules, *(line.rsplit(",", 3)[0] for line in out.splitlines()[1:] if '"' not in line)])
    assert out.startswith(rules + ",action_en,enabled,public\n")
    assert "public" in through(write_town(tmp_path / "in", rules=without), tmp_path / "half")["rules.csv"].decode()


def test_a_second_export_takes_the_place_of_the_first_and_leaves_other_files_alone(tmp_path: Path) -> None:
    through(write_town(tmp_path / "in"), tmp_path / "out")
    (tmp_path / "out" / "README.md").write_text("ours")
    files = through(write_town(tmp_path / "in", people=PEOPLE), tmp_path / "out")
    assert files["README.md"] == b"ours"
    assert files["people.csv"].count(b"\n") == 3
    assert {path.name for path in tmp_path.iterdir()} == {"in", "out"}


def test_a_folder_of_something_else_is_not_touched(tmp_path: Path) -> None:
    import_folder(WEISSWALD, now=NOW)
    (tmp_path / "letter.txt").write_text("Liebe Oma")
    with pytest.raises(Conflict, match="etwas anderes"):
        export_folder(tmp_path)
    with pytest.raises(Conflict, match="ist eine Datei"):
        export_folder(tmp_path / "letter.txt")
    assert contents(tmp_path) == {"letter.txt": b"Liebe Oma"}


def test_without_a_town_there_is_nothing_to_export(tmp_path: Path) -> None:
    with pytest.raises(Conflict, match="noch keine Stadt"):
        export_folder(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_new_folder_is_for_its_owner_only(tmp_path: Path) -> None:
    through(write_town(tmp_path / "in"), tmp_path / "deep" / "out")
    assert (tmp_path / "deep" / "out").stat().st_mode & 0o777 == 0o700
