"""What only the board itself notes has files of its own: it survives export and import like everything else."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from ks_board.core.db import db
from ks_board.exchange.exporter import export_folder
from ks_board.exchange.files import FILES, FURTHER
from ks_board.exchange.importer import empty_database, import_folder
from ks_board.exchange.problems import FolderRefused
from ks_board.gaps.calls_model import Call, CallKind
from ks_board.gaps.models import GapDecision, GapDecisionKind, Rule
from ks_board.tandems.models import Wish
from tests.conftest import NOW, WEISSWALD

pytestmark = pytest.mark.usefixtures("in_empty")
DAY = date(2026, 11, 16)


def note_decision_and_wish() -> None:
    rule = db.session.scalars(select(Rule.id).where(Rule.ref == "post-vacant")).one()
    what = {"kind": GapDecisionKind.ACCEPTED, "reason": "So bleibt es.", "decided_on": DAY}
    db.session.add(GapDecision(ref="H001", rule_id=rule, subject_ref="S12", **what))
    db.session.add(Wish(ref="W001", tandem_id=1, text="Ein Sack Blumenerde", written_on=DAY))
    db.session.commit()


def further(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.iterdir() if path.stem in FURTHER)


def test_a_town_without_such_notes_has_none_of_these_files(empty: Flask, tmp_path: Path) -> None:
    import_folder(WEISSWALD, now=NOW)
    export_folder(tmp_path / "town")
    assert further(tmp_path / "town") == []


def test_calls_come_back(empty: Flask, tmp_path: Path) -> None:
    import_folder(WEISSWALD, now=NOW)
    call = Call(ref="J001", kind=CallKind.TANDEM, subject_ref="D01", person_id=1, called_on=DAY, reached=False)
    call.note = "Abends, ab 18 Uhr"
    db.session.add(call)
    db.session.commit()
    export_folder(tmp_path / "town")
    empty_database()
    db.session.commit()
    import_folder(tmp_path / "town", now=NOW)
    found = db.session.scalars(select(Call)).one()
    assert (found.ref, found.kind, found.subject_ref, found.called_on) == ("J001", CallKind.TANDEM, "D01", DAY)
    assert (found.reached, found.note) == (False, "Abends, ab 18 Uhr")


def test_decisions_and_wishes_come_back_byte_for_byte(empty: Flask, tmp_path: Path) -> None:
    import_folder(WEISSWALD, now=NOW)
    note_decision_and_wish()
    export_folder(tmp_path / "first")
    empty_database()
    db.session.commit()
    import_folder(tmp_path / "first", now=NOW)
    export_folder(tmp_path / "second")
    assert further(tmp_path / "first") == ["gap_decisions", "wishes"]
    assert all(
        (tmp_path / "second" / path.name).read_bytes() == path.read_bytes() for path in (tmp_path / "first").iterdir()
    )


def test_a_file_goes_when_its_last_row_goes(empty: Flask, tmp_path: Path) -> None:
    import_folder(WEISSWALD, now=NOW)
    note_decision_and_wish()
    export_folder(tmp_path / "town")
    db.session.delete(db.session.scalars(select(Wish)).one())
    db.session.commit()
    export_folder(tmp_path / "town")
    assert further(tmp_path / "town") == ["gap_decisions"]


def test_a_decision_about_nothing_is_refused(empty: Flask, tmp_path: Path) -> None:
    import_folder(WEISSWALD, now=NOW)
    note_decision_and_wish()
    export_folder(tmp_path / "town")
    file = tmp_path / "town" / FILES["gap_decisions"].filename
    file.write_text(file.read_text().replace("S12", "S999"))
    with pytest.raises(FolderRefused, match=r"gap_decisions\.csv"):
        import_folder(tmp_path / "town", now=NOW)
