"""The declaration of the town folder fits the reference data and the models."""

import csv
from pathlib import Path

import pytest

from ks_board.exchange.check import PACK
from ks_board.exchange.files import FILES, FURTHER, LATER
from ks_board.exchange.pack_check import TABLES
from tests.conftest import WEISSWALD
from tests.towns.finish import REQUIRED

TABLES_OF_PACK = tuple(f"{name}.csv" for name in TABLES if (PACK / f"{name}.csv").exists())


def header(path: Path) -> list[str]:
    with path.open(encoding="utf-8") as file:
        return next(csv.reader(file))


@pytest.mark.parametrize(
    "path", [*WEISSWALD.glob("*.csv"), *map(PACK.joinpath, TABLES_OF_PACK)], ids=lambda path: path.stem
)
def test_every_file_has_its_columns_in_the_order_of_the_reference(path: Path) -> None:
    known = [column.name for column in FILES[path.stem].columns]
    assert [name for name in known if name in header(path) or name not in LATER] == header(path)


@pytest.mark.parametrize("name", REQUIRED)
def test_the_required_columns_are_those_of_the_reference(name: str) -> None:
    assert [column.name for column in FILES[name].columns if column.required] == REQUIRED[name]


def test_there_are_22_files_and_those_of_the_board_itself() -> None:
    assert len(set(FILES) - set(FURTHER)) == 22
    assert set(FURTHER) < set(FILES)
