"""The check of a whole instance."""

from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import text

from ks_board.core import db as core_db
from ks_board.core.db import db, open_sqlite
from ks_board.organigram.programs import ChartMissing
from ks_board.pages import commands
from ks_board.pages.commands import check_command


def _lines(sign: str) -> list[str]:
    output = CliRunner().invoke(check_command).output
    db.session.rollback()
    return [line.removeprefix(sign).strip() for line in output.splitlines() if line.startswith(sign)]


def test_healthy_town_has_no_fault(in_town: Flask) -> None:
    answer = CliRunner().invoke(check_command)
    assert answer.exit_code == 0
    assert [line for line in answer.output.splitlines() if not line.startswith("ok")] == []


def test_wrong_count_of_places_is_named(in_town: Flask) -> None:
    db.session.execute(text("UPDATE task SET taken = taken + 1 WHERE ref = 'T02'"))
    db.session.commit()
    (fault,) = _lines("FAULT")
    assert fault.startswith("Places taken: T02 has ")
    assert CliRunner().invoke(check_command).exit_code == 1


def test_loose_reference_is_named(in_town: Flask) -> None:
    with closing(open_sqlite(in_town.config["DATABASE_FILE"], mode="rw")) as connection:
        connection.execute("UPDATE post SET unit_id = 9999 WHERE id = 1")
    assert _lines("FAULT") == ["References: loose in post"]


def test_damaged_file_is_named(in_town: Flask) -> None:
    db.session.rollback()
    db.engine.dispose()
    file: Path = in_town.config["DATABASE_FILE"]
    data = bytearray(file.read_bytes())
    data[8192:60_000] = b"x" * 51_808
    file.write_bytes(data)
    assert {fault.partition(":")[0] for fault in _lines("FAULT")} & {"Database", "Database file"}


def test_old_schema_is_a_fault(in_town: Flask) -> None:
    db.session.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    db.session.commit()
    assert any(fault.startswith("Schema: ") for fault in _lines("FAULT"))


def test_missing_graphviz_is_a_fault(in_town: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(configured: str | None = None) -> Path:
        raise ChartMissing

    monkeypatch.setattr(commands, "find_program", missing)
    assert _lines("FAULT") == ["Graphviz: missing; the organigram is shown as a list only"]


def test_unsafe_sqlite_is_a_warning(in_town: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(core_db, "SAFE_SQLITE", (9, 0, 0))
    assert len(_lines("warning")) == 1
    assert CliRunner().invoke(check_command).exit_code == 0


def test_plain_http_for_the_public_is_a_warning(in_town: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(in_town.config, "BASE_URL", "http://board.example.org")
    assert _lines("warning") == ["Base address: http://board.example.org; please use https"]


def test_database_that_others_may_read_is_a_warning(in_town: Flask) -> None:
    in_town.config["DATABASE_FILE"].chmod(0o644)
    assert _lines("warning") == ["board.sqlite: others may read it (chmod 600)"]
