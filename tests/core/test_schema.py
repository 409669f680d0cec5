"""Making and migrating the database, also by several processes at once; refusing what is not ours."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import inspect, text

from ks_board.app import create_app
from ks_board.config import Settings
from ks_board.core.db import MIGRATIONS, db, init_migrations, open_sqlite, writing
from ks_board.core.schema import NotOurDatabase, SchemaTooNew, is_current, newest_revision, prepare

START = """
from ks_board.app import create_app
from ks_board.core.schema import prepare
app = create_app()
prepare(app)
print(app.config["SECRET_KEY"])
"""


def _app(folder: Path, **variables: str) -> Flask:
    return create_app(Settings.from_environment({"KS_BOARD_INSTANCE": str(folder), **variables}))


def test_start_makes_folder_and_database_for_the_owner_only(tmp_path: Path) -> None:
    app = _app(tmp_path / "new")
    prepare(app)
    file = tmp_path / "new" / "board.sqlite"
    assert (file.parent.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)
    with app.app_context():
        assert is_current()
        db.engine.dispose()


def test_processes_that_start_at_once_migrate_once_and_share_the_secret(tmp_path: Path) -> None:
    environment = {"KS_BOARD_INSTANCE": str(tmp_path)}
    starts = [
        subprocess.Popen([sys.executable, "-c", START], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    answers = [start.communicate(timeout=60) for start in starts]
    assert [(start.returncode, error) for start, (_, error) in zip(starts, answers, strict=True)] == [(0, b"")] * 3
    assert {secret.decode().strip() for secret, _ in answers} == {(tmp_path / "secret_key").read_text()}


@pytest.mark.parametrize(
    ("spoil", "error", "sentence"),
    [
        ("newer", SchemaTooNew, "newer version of ks_board. Please update"),
        ("foreign", NotOurDatabase, "holds tables of another program"),
        ("text", NotOurDatabase, "file is not a database. Put it right, or bring a backup in by: ks-board restore"),
        ("folder", NotOurDatabase, "unable to open database file"),
    ],
)
def test_start_is_refused_by_a_sentence(tmp_path: Path, spoil: str, error: type[Exception], sentence: str) -> None:
    _spoil(tmp_path / "board.sqlite", spoil)
    with pytest.raises(error, match=sentence):
        prepare(_app(tmp_path))


def _spoil(file: Path, how: str) -> None:
    if how == "folder":
        file.mkdir()
        return
    file.write_text("no database at all, but a long text. " * 99 if how == "text" else "")
    if how == "text":
        return
    with closing(open_sqlite(file, mode="rw")) as connection:
        table = "alembic_version" if how == "newer" else "recipes"
        connection.execute(f"CREATE TABLE {table} (version_num TEXT)")
        connection.execute(f"INSERT INTO {table} VALUES ('9999')")  # noqa: S608 - a name of ours.


def test_refused_start_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    _spoil(tmp_path / "board.sqlite", "text")
    before = (tmp_path / "board.sqlite").read_bytes()
    with pytest.raises(NotOurDatabase):
        prepare(_app(tmp_path))
    assert (tmp_path / "board.sqlite").read_bytes() == before


def test_failed_migration_leaves_nothing_half_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = _app(tmp_path)
    monkeypatch.setattr("alembic.operations.BatchOperations.create_index", None)
    with pytest.raises(TypeError):
        prepare(app)
    monkeypatch.undo()
    with app.app_context():
        assert inspect(db.engine).get_table_names() == []
    prepare(app)
    with app.app_context():
        assert is_current()
        db.engine.dispose()


def test_migrations_make_what_the_models_say(in_empty: Flask) -> None:
    init_migrations(in_empty)
    check(directory=str(MIGRATIONS))


def test_migrations_lead_down_and_up_again(in_empty: Flask) -> None:
    _down_and_up(in_empty)


def test_migrations_do_the_same_on_postgresql(in_postgres: Flask) -> None:
    init_migrations(in_postgres)
    check(directory=str(MIGRATIONS))
    _down_and_up(in_postgres)


def _down_and_up(app: Flask) -> None:
    init_migrations(app)
    with writing():
        downgrade(directory=str(MIGRATIONS), revision="base")
        with db.engine.connect() as connection:
            assert inspect(connection).get_table_names() == ["alembic_version"]
            assert connection.execute(text("SELECT * FROM alembic_version")).all() == []
        upgrade(directory=str(MIGRATIONS))
    with db.engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == newest_revision()
