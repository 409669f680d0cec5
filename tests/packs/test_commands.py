"""ks-board pack export, check and import."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select, update

from ks_board.core.db import db
from ks_board.exchange.pack_commands import pack_command
from ks_board.gaps.models import Rule
from tests.packs.folders import copy_built_in, write_pack

pytestmark = pytest.mark.usefixtures("in_town")
SHORT = ("message-unanswered,S10,message,3,7", "message-unanswered,S10,message,3,5")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(pack_command, [str(argument) for argument in arguments])


def days() -> int | None:
    return db.session.scalars(select(Rule.threshold_days).where(Rule.ref == "message-unanswered")).one()


@pytest.fixture
def conflict(in_town: Flask, tmp_path: Path) -> Path:
    """Return a pack that changes a cell the town has changed, too."""
    db.session.execute(update(Rule).where(Rule.ref == "message-unanswered").values(threshold_days=21))
    db.session.commit()
    return copy_built_in(tmp_path / "new", rules_csv=SHORT)


def test_export_check_and_import_fit_together(tmp_path: Path) -> None:
    assert run("export", tmp_path / "pack").output == f"14 Dateien stehen in {tmp_path}/pack.\n"
    assert run("check", tmp_path / "pack").output == "Das Paket „Kleinstadt-Board“, Fassung 1.0, ist in Ordnung.\n"
    assert run("import", tmp_path / "pack").output == "Es gibt nichts zu ändern.\n"


def test_export_leaves_a_folder_alone_that_is_no_pack(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    assert run("export", tmp_path).exit_code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_check_prints_the_faults(tmp_path: Path) -> None:
    result = run("check", write_pack(tmp_path / "b", checklists_csv="id,title_de,title_en\n"))
    assert result.exit_code == 1
    assert "questions.csv, Zeile 2, Spalte checklist_id: „B“ gibt es in checklists.csv nicht." in result.output


def test_a_trial_writes_nothing(tmp_path: Path) -> None:
    result = run("import", copy_built_in(tmp_path / "new", rules_csv=SHORT), "--dry-run")
    assert "Geändert: rules.csv, message-unanswered, threshold_days" in result.output
    assert days() == 7


def test_conflicts_are_listed_and_refused(conflict: Path) -> None:
    result = run("import", conflict)
    assert (result.exit_code, days()) == (1, 21)
    assert "rules.csv, message-unanswered, threshold_days: Stadt „21“, Paket „5“" in result.output


@pytest.mark.parametrize(("choice", "after"), [("--keep", 21), ("--take", 5)])
def test_conflicts_are_settled_by_a_word(conflict: Path, choice: str, after: int) -> None:
    assert run("import", conflict, choice).exit_code == 0
    assert days() == after


def test_an_older_version_is_pointed_out(tmp_path: Path) -> None:
    run("import", copy_built_in(tmp_path / "new", pack_toml=("1.0", "1.10")))
    result = run("import", copy_built_in(tmp_path / "old", pack_toml=("1.0", "1.9")), "--dry-run")
    assert "Die Stadt hat schon Fassung 1.10. Dieses Paket ist älter: 1.9." in result.output
