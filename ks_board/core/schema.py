"""Create or migrate the database of an instance; safe when several processes start at once."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from flask_migrate import upgrade

from ks_board.core.db import MIGRATIONS, db, writing


class SchemaTooNew(Exception):
    """The database was made by a newer version of the app."""


def prepare(app: Flask) -> None:
    """Bring the database to the newest schema; raise SchemaTooNew instead of harming a newer one."""
    with app.app_context(), _alone(app.config["INSTANCE"]), writing():
        _make_file()
        if (current := _current_revision()) != _newest_revision():
            _refuse_unknown(current)
            upgrade(directory=str(MIGRATIONS))


def is_current() -> bool:
    """Tell whether the database has the newest schema."""
    return _current_revision() == _newest_revision()


def _make_file() -> None:
    if file := current_app.config["DATABASE_FILE"]:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)


def _current_revision() -> str | None:
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _newest_revision() -> str | None:
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def _refuse_unknown(revision: str | None) -> None:
    known = {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
    if revision is not None and revision not in known:
        raise SchemaTooNew("The database is of a newer version of ks_board. Please update the app.")


@contextmanager
def _alone(instance: Path) -> Iterator[None]:
    with (instance / "schema.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
