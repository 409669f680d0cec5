"""A town goes through PostgreSQL as it goes through SQLite."""

from pathlib import Path

import pytest

from ks_board.core.db import db
from ks_board.exchange.exporter import export_folder
from ks_board.exchange.importer import Report, empty_database, import_folder
from ks_board.organigram.models import Unit, UnitKind
from tests.conftest import NOW, WEISSWALD
from tests.exchange.folders import UNITS, write_town
from tests.exchange.test_exporter import contents
from tests.towns import make_town

pytestmark = [pytest.mark.usefixtures("in_postgres"), pytest.mark.xdist_group("postgres")]


def through(folder: Path, target: Path) -> dict[str, bytes]:
    empty_database()
    db.session.commit()
    import_folder(folder, now=NOW)
    export_folder(target)
    return contents(target)


@pytest.mark.parametrize("seed", range(5))
def test_export_import_export_is_byte_identical(tmp_path: Path, seed: int) -> None:
    make_town(seed, tmp_path / "town")
    first = through(tmp_path / "town", tmp_path / "first")
    assert through(tmp_path / "first", tmp_path / "second") == first


def test_a_second_import_changes_nothing() -> None:
    reports: list[Report] = []
    for _ in range(2):
        import_folder(WEISSWALD, now=NOW, announce=reports.append)
    assert {counts[:2] for counts in reports[1].counts.values()} == {(0, 0)}


def test_prune_removes_rows_that_refer_to_each_other_in_a_circle(tmp_path: Path) -> None:
    units = UNITS.replace("kind\n", "kind,place_id\n").replace("town\n", "town,\n").replace("office\n", "office,L1\n")
    places = "id,name,kind,owner_unit_id\nL1,A,x,U02\n"
    import_folder(write_town(tmp_path, units=units, places=places), now=NOW)
    (tmp_path / "places.csv").unlink()
    import_folder(write_town(tmp_path, units=units.split("U02")[0]), now=NOW, prune=True)
    assert db.session.query(Unit).count() == 1


def test_rows_made_after_an_import_get_numbers_of_their_own() -> None:
    import_folder(WEISSWALD, now=NOW)
    unit = Unit(ref="U99", name="Neu", kind=UnitKind.INITIATIVE)
    db.session.add(unit)
    db.session.commit()
    assert unit.id == 50
