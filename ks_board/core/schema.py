"""Create or migrate the database of an instance; safe when several processes start at once."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from flask import Flask, current_app
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DatabaseError

from ks_board.config import SettingError
from ks_board.core.db import MIGRATIONS, db, init_migrations, writing
from ks_board.core.secret import keep_secret

_LOCK_NUMBER = 20_261_116
"""Any number, the same in all processes: PostgreSQL's lock for machines that start at once."""


class SchemaTooNew(SettingError):
    """The database was made by a newer version of the app."""


class NotOurDatabase(SettingError):
    """What stands where the database should be is none, or somebody else's."""


def prepare(app: Flask) -> None:
    """Bring the database to the newest schema and see that there is a secret.

    Raise SchemaTooNew instead of harming a newer database, NotOurDatabase for another one, SecretGone.
    """
    with app.app_context(), _alone_here(app.config["INSTANCE"]):
        _make_file()
        try:
            with _alone_everywhere():
                _migrate()
            keep_secret(app)
        except DatabaseError as error:
            raise NotOurDatabase(_cannot_use(error)) from None
        finally:
            db.session.rollback()
            db.engine.dispose()  # A server that forks after this must not inherit connections.


def is_current() -> bool:
    """Tell whether the database of the current session has the newest schema."""
    return revision_of(db.session.connection()) == newest_revision()


def revision_of(connection: Connection) -> str | None:
    """Return the schema's revision; None for a database without one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def newest_revision() -> str:
    """Return the revision that this code needs."""
    return max(_revisions())


def knows_revision(revision: str) -> bool:
    """Tell whether this code can migrate from the revision."""
    return revision in _revisions()


def _migrate() -> None:
    with db.engine.connect() as connection:
        current = revision_of(connection)
        is_empty = not inspect(connection).get_table_names()
    if current is None and not is_empty:
        raise NotOurDatabase(f"{_name()} holds tables of another program. Please give the board a database of its own.")
    if current != newest_revision():
        if current is not None and not knows_revision(current):
            raise SchemaTooNew("The database is of a newer version of ks_board. Please update the app.")
        with writing():
            _upgrade()


def _upgrade() -> None:
    from flask_migrate import upgrade  # noqa: PLC0415 - see init_migrations.

    init_migrations(current_app)
    upgrade(directory=str(MIGRATIONS))


@cache
def _revisions() -> frozenset[str]:
    """Return all revisions: the numbers before the names of the scripts, so that a start needs no Alembic."""
    return frozenset(script.name.partition("_")[0] for script in MIGRATIONS.glob("versions/[0-9]*.py"))


def _make_file() -> None:
    if file := current_app.config["DATABASE_FILE"]:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.touch(mode=0o600)


def _name() -> str:
    return str(current_app.config["DATABASE_FILE"] or "The database")


def _cannot_use(error: DatabaseError) -> str:
    reason = str(error.orig).splitlines()[0]
    remedy = (
        " Put it right, or bring a backup in by: ks-board restore FILE." if current_app.config["DATABASE_FILE"] else ""
    )
    return f"{_name()} cannot be used: {reason}.{remedy}"


@contextmanager
def _alone_here(instance: Path) -> Iterator[None]:
    with (instance / "schema.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _alone_everywhere() -> Iterator[None]:
    if db.engine.dialect.name != "postgresql":
        yield
        return
    with db.engine.connect() as connection:
        connection.exec_driver_sql(f"SELECT pg_advisory_lock({_LOCK_NUMBER})")
        yield
