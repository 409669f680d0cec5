"""Copying the database out and in."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask

from ks_board.core import backup
from ks_board.core.backup import BackupRefused, restore
from ks_board.core.db import db, open_sqlite, writing
from ks_board.people.models import Account
from tests.conftest import make_app
from tests.people.browser import make_account

HOLD = """
import sys
from pathlib import Path
from ks_board.core.db import open_sqlite
connection = open_sqlite(Path(sys.argv[1]), mode="rw")
connection.execute("SELECT * FROM account").fetchall()
print("holds", flush=True)
input()
"""


@pytest.fixture
def kept(in_empty: Flask, tmp_path: Path) -> Iterator[Path]:
    """Return a backup of a board with one account; since then a second one was made."""
    make_account(in_empty, email="first@x.de")
    file = tmp_path / "kept.sqlite"
    backup.backup(file)
    make_account(in_empty, email="second@x.de")
    yield file
    db.session.rollback()


def _emails() -> list[str]:
    found = [email for (email,) in db.session.query(Account.email).order_by(Account.id)]
    db.session.rollback()
    return found


def _restore(app: Flask, file: Path) -> None:
    db.session.rollback()
    restore(app, file)


def test_backup_is_complete_and_for_the_owner_only(kept: Path) -> None:
    with closing(open_sqlite(kept, mode="ro")) as connection:
        assert connection.execute("SELECT email FROM account").fetchall() == [("first@x.de",)]
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert kept.stat().st_mode & 0o777 == 0o600


def test_backup_holds_what_another_connection_is_not_done_with(in_empty: Flask, tmp_path: Path) -> None:
    with closing(open_sqlite(in_empty.config["DATABASE_FILE"], mode="rw")) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO rate_counter VALUES ('k', 1, '2026-01-01')")
        backup.backup(tmp_path / "kept.sqlite")
    with closing(open_sqlite(tmp_path / "kept.sqlite", mode="ro")) as connection:
        assert connection.execute("SELECT count(*) FROM rate_counter").fetchone() == (0,)


def test_backup_overwrites_nothing(kept: Path) -> None:
    before = kept.read_bytes()
    with pytest.raises(BackupRefused, match="exists already"):
        backup.backup(kept)
    assert kept.read_bytes() == before


def test_backup_into_a_missing_folder_is_refused_and_leaves_nothing(in_empty: Flask, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        backup.backup(tmp_path / "missing" / "kept.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_restore_brings_back_what_was_kept(in_empty: Flask, kept: Path) -> None:
    assert _emails() == ["first@x.de", "second@x.de"]
    _restore(in_empty, kept)
    assert _emails() == ["first@x.de"]


def test_restore_is_refused_while_another_process_uses_the_database(in_empty: Flask, kept: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(in_empty.config["DATABASE_FILE"])]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        other.stdout.readline()
        with pytest.raises(BackupRefused, match="Please stop the server first"):
            _restore(in_empty, kept)
        other.communicate(b"\n")
    assert _emails() == ["first@x.de", "second@x.de"]


def test_log_left_beside_the_old_database_is_not_replayed(in_empty: Flask, kept: Path) -> None:
    file: Path = in_empty.config["DATABASE_FILE"]
    with closing(open_sqlite(file, mode="rw")) as writer:
        writer.execute("INSERT INTO rate_counter VALUES ('k', 1, '2026-01-01')")
        left = Path(f"{file}-wal").read_bytes()
    db.session.rollback()
    db.engine.dispose()
    Path(f"{file}-wal").write_bytes(left)
    file.write_text("broken. " * 999)
    _restore(in_empty, kept)
    assert _emails() == ["first@x.de"]
    assert db.session.connection().exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


@pytest.mark.parametrize("how", ["text", "empty", "missing", "foreign", "newer", "damaged"])
def test_what_is_no_backup_is_refused_and_changes_nothing(
    in_empty: Flask, kept: Path, tmp_path: Path, how: str
) -> None:
    file = tmp_path / "other"
    _make_other(file, how, kept)
    with pytest.raises(BackupRefused, match=str(file)):
        _restore(in_empty, file)
    assert _emails() == ["first@x.de", "second@x.de"]
    assert not Path(f"{in_empty.config['DATABASE_FILE']}.part").exists()


def _make_other(file: Path, how: str, kept: Path) -> None:
    if how == "missing":
        return
    file.write_text({"text": "no backup. " * 999}.get(how, ""))
    if how == "damaged":
        data = bytearray(kept.read_bytes())
        data[8192:20000] = b"x" * 11808
        file.write_bytes(data)
    if how in {"foreign", "newer"}:
        with closing(open_sqlite(file, mode="rw")) as connection:
            connection.execute(f"CREATE TABLE {'recipe' if how == 'foreign' else 'alembic_version'} (version_num TEXT)")
            connection.execute(f"INSERT INTO {'recipe' if how == 'foreign' else 'alembic_version'} VALUES ('9999')")  # noqa: S608 - names of ours.


def test_postgresql_is_left_to_its_own_tools(in_postgres: Flask, tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match="pg_dump"):
        backup.backup(tmp_path / "kept.sqlite")


def test_app_of_its_own_reads_a_restored_database(kept: Path, tmp_path: Path) -> None:
    app = make_app(tmp_path / "new")
    with app.app_context():
        (tmp_path / "new").mkdir(exist_ok=True)
        restore(app, kept)
        assert _emails() == ["first@x.de"]
        with writing():
            make_account(app, email="third@x.de")
        db.engine.dispose()
