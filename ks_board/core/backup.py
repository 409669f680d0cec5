"""Copy the board's database out and back in, also while it is being written to."""

import os
from contextlib import closing
from pathlib import Path

from flask import Flask, current_app

from ks_board.core.db import db, open_sqlite, sqlite_error
from ks_board.core.errors import BoardError
from ks_board.core.schema import knows_revision, prepare


class BackupRefused(BoardError):
    """The copy cannot be made or brought in; nothing was changed."""


def backup(file: Path) -> None:
    """Write a consistent copy of the database to a new file; raise BackupRefused if the file exists."""
    _board_file()
    if file.exists():
        raise BackupRefused(f"{file} exists already. Please name a new file.")
    draft = file.with_name(f"{file.name}.part")
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL, 0o600))  # It holds personal data: for the owner only.
    try:
        with closing(db.engine.raw_connection()) as connection:
            connection.cursor().execute("VACUUM INTO ?", (str(draft),))
        draft.replace(file)
    except sqlite_error as error:
        raise BackupRefused(f"The backup could not be written: {error}.") from None
    finally:
        draft.unlink(missing_ok=True)


def restore(app: Flask, file: Path) -> None:
    """Put a backup in the place of the database and migrate it; the server must be stopped.

    Raise BackupRefused if the file is no backup of ours, or if somebody uses the database.
    """
    target = _board_file()
    draft = target.with_name(f"{target.name}.part")
    draft.unlink(missing_ok=True)
    try:
        _copy_checked(file, draft)
        db.session.rollback()
        db.engine.dispose()
        _end_old(target)
        draft.replace(target)
    except sqlite_error as error:
        raise BackupRefused(f"{file} is no backup of the board: {error}.") from None
    finally:
        draft.unlink(missing_ok=True)
    prepare(app)


def _board_file() -> Path:
    file: Path | None = current_app.config["DATABASE_FILE"]
    if file is None:
        raise BackupRefused("Only SQLite is copied by this command. For PostgreSQL please use pg_dump and pg_restore.")
    return file


def _copy_checked(file: Path, draft: Path) -> None:
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL, 0o600))
    with closing(open_sqlite(file, mode="ro")) as source, closing(open_sqlite(draft, mode="rw")) as copy:
        source.backup(copy)
        if faults := [row[0] for row in copy.execute("PRAGMA integrity_check") if row[0] != "ok"]:
            raise BackupRefused(f"{file} is damaged: {faults[0]}.")
        revision = copy.execute("SELECT version_num FROM alembic_version").fetchone()
        if not revision or not knows_revision(revision[0]):
            raise BackupRefused(f"{file} is of a newer version of ks_board. Please update the app.")


def _end_old(target: Path) -> None:
    """Fold the old log into the old file; a log left beside the backup would be replayed over it."""
    if target.exists():
        try:
            with closing(open_sqlite(target, mode="rw")) as old:
                old.execute("PRAGMA journal_mode=delete")
        except sqlite_error as error:
            if "locked" in str(error):
                raise BackupRefused("The board is in use. Please stop the server first.") from None
    for ending in ("-wal", "-shm"):
        Path(f"{target}{ending}").unlink(missing_ok=True)
