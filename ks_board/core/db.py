"""The database: one declarative base, SQLite and PostgreSQL; only this module opens the board's file."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, MetaData, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import DeclarativeBase

try:  # The system's SQLite may lose commits with several connections before 3.51.3; this wheel carries a fixed one.
    import pysqlite3.dbapi2 as sqlite
except ImportError:
    import sqlite3 as sqlite

SAFE_SQLITE = (3, 51, 3)
BUSY_SECONDS = 5
"""How long a connection to SQLite waits for another writer."""
MIGRATIONS = Path(__file__).parent.parent / "migrations"
_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
_PRAGMAS = ("journal_mode=wal", "foreign_keys=on", "synchronous=full", "cache_size=-16000")
_TURN = "has the turn to write"
_writing: ContextVar[bool] = ContextVar("writing", default=False)


class Base(DeclarativeBase):
    """Every table of the board; the naming convention lets migrations find constraints on SQLite, too."""

    metadata = MetaData(naming_convention=_NAMES)


db = SQLAlchemy(model_class=Base)


def init_db(app: Flask, url: str) -> None:
    """Connect the app to the database at `url`; a SQLite file is opened, never made, by requests."""
    options: dict[str, Any] = {"pool_pre_ping": True}
    app.config["DATABASE_FILE"] = sqlite_file(url)
    if is_sqlite(url):
        options = {"module": _module(), "connect_args": {"timeout": BUSY_SECONDS, "check_same_thread": False}}
        url = _existing_file_url(url)
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    # Error texts go to the log; what people typed does not.
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options | {"hide_parameters": True}
    db.init_app(app)
    with app.app_context():
        if is_sqlite(url):
            _prepare_sqlite(db.engine)
    if os.environ.get("FLASK_RUN_FROM_CLI") == "true":
        init_migrations(app)  # For `flask db …`.


def init_migrations(app: Flask) -> None:
    """Give the app Flask-Migrate, which is imported only here: it would be a quarter of every start."""
    from flask_migrate import Migrate  # noqa: PLC0415

    Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True, compare_server_default=True)


def is_sqlite(url: str) -> bool:
    """Tell whether the URL names a SQLite database."""
    return make_url(url).get_backend_name() == "sqlite"


def sqlite_file(url: str) -> Path | None:
    """Return the file of a SQLite URL, None for memory and for other databases."""
    database = make_url(url).database
    return Path(database) if is_sqlite(url) and database and database != ":memory:" else None


def sqlite_is_safe() -> bool:
    """Tell whether the SQLite in use keeps every commit with several connections."""
    return tuple(sqlite.sqlite_version_info) >= SAFE_SQLITE


def sqlite_version() -> str:
    """Return the version of the SQLite in use."""
    return str(sqlite.sqlite_version)


sqlite_error: type[Exception] = sqlite.Error


def open_sqlite(file: Path, *, mode: str) -> Any:
    """Return a plain connection to a SQLite file that exists: for backup and restore only; mode is ro or rw."""
    return sqlite.connect(_file_uri(file, mode), uri=True, isolation_level=None, timeout=1)


@contextmanager
def writing(on: bool = True) -> Iterator[None]:
    """Begin transactions inside as writers: on SQLite they take the lock at once instead of failing half-way."""
    token = _writing.set(on)
    try:
        yield
    finally:
        _writing.reset(token)


def is_writing() -> bool:
    """Tell whether the transaction going on began as a writer."""
    return _writing.get()


def begin_requests_as_writers(on: bool) -> None:
    """Set for the current request whether its transaction may write."""
    _writing.set(on)


def _module() -> ModuleType:
    return sqlite  # type: ignore[no-any-return]


def _existing_file_url(url: str) -> str:
    file = sqlite_file(url)
    return f"sqlite:///{_file_uri(file, 'rw')}&uri=true" if file else url


def _file_uri(file: Path, mode: str) -> str:
    return f"file:{quote(str(file.absolute()))}?mode={mode}"


def _prepare_sqlite(engine: Engine) -> None:
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "checkout", _on_checkout)
    turns = threading.Lock()
    event.listen(engine, "begin", lambda conn: _begin(conn, turns))
    event.listen(engine, "checkin", lambda connection, record: _end_turn(record, turns))


def _begin(conn: Connection, turns: threading.Lock) -> None:
    """Begin a transaction; the writers of a process take turns.

    SQLite itself lets writers try again and again, and the unlucky ones starve until they give up. Whoever waits too
    long for the turn tries without it.
    """
    if not _writing.get():
        conn.exec_driver_sql("BEGIN")
        return
    if not conn.info.get(_TURN) and turns.acquire(timeout=BUSY_SECONDS):
        conn.info[_TURN] = True
    conn.exec_driver_sql("BEGIN IMMEDIATE")


def _end_turn(record: Any, turns: threading.Lock) -> None:
    """Let the next one write, whichever way this connection has ended its transaction."""
    if record.info.pop(_TURN, False):
        turns.release()


def _on_connect(connection: DBAPIConnection, record: Any) -> None:
    # The driver must not begin transactions by itself: it would begin them too late and lose updates.
    connection.isolation_level = None
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"pragma {pragma}")
    except sqlite.Error:
        connection.close()
        raise
    file = connection.execute("select file from pragma_database_list where name = 'main'").fetchone()[0]
    record.info["file"] = (file, Path(file).stat().st_ino) if file else None


def _on_checkout(connection: DBAPIConnection, record: Any, proxy: Any) -> None:
    """Drop a pooled connection whose file was removed or replaced: it would write into nothing."""
    if (known := record.info.get("file")) is None:
        return
    file, inode = known
    try:
        same = Path(file).stat().st_ino == inode
    except FileNotFoundError:
        same = False
    if not same:
        raise DisconnectionError
