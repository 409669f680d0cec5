"""Transactions on SQLite: readers wait for nobody, writers take the lock at once, nothing is lost."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError

from ks_board.core.db import db, open_sqlite, writing
from ks_board.core.limits import RateCounter
from ks_board.people import accounts
from ks_board.people.models import Account
from tests.people.browser import make_account, send_sign_in

THREADS, ROUNDS = 8, 40


def _pragma(name: str) -> object:
    return db.session.execute(text(f"PRAGMA {name}")).scalar()


def test_every_connection_keeps_what_it_confirmed(in_empty: Flask) -> None:
    assert {name: _pragma(name) for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")} == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
    }


def test_foreign_key_to_nothing_is_refused(in_empty: Flask) -> None:
    with writing():
        db.session.add(Account(email="anna@x.de", person_id=99))
        with pytest.raises(IntegrityError):
            db.session.commit()


def test_no_read_then_write_is_lost(in_empty: Flask) -> None:
    with writing():
        db.session.add(RateCounter(key="k", count=0, ends_at=datetime(2026, 11, 16, tzinfo=UTC)))
        db.session.commit()
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(lambda number: _add(in_empty), range(THREADS)))
    assert db.session.get_one(RateCounter, "k").count == THREADS * ROUNDS


def _add(app: Flask) -> None:
    for _ in range(ROUNDS):
        with app.app_context(), writing():
            counter = db.session.get_one(RateCounter, "k")
            counter.count += 1
            db.session.commit()


@pytest.fixture
def begun(empty: Flask) -> Iterator[list[str]]:
    """Return the statements that begin transactions, as they come."""
    statements: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if statement.startswith("BEGIN"):
            statements.append(statement)

    with empty.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


def test_reading_request_begins_without_the_lock(empty: Flask, begun: list[str]) -> None:
    empty.test_client().get("/aufgaben")
    assert set(begun) == {"BEGIN"}


def test_writing_request_begins_with_the_lock_and_reading_after_it_does_not(empty: Flask, begun: list[str]) -> None:
    client = empty.test_client()
    send_sign_in(client)
    written = begun.index("BEGIN IMMEDIATE")
    client.get("/aufgaben")
    assert (set(begun[:written]), begun[-1]) == ({"BEGIN"}, "BEGIN")


def test_error_page_of_a_reading_request_begins_without_the_lock(empty: Flask, begun: list[str]) -> None:
    empty.test_client().get("/?x=" + "y" * 10_000)
    assert set(begun) <= {"BEGIN"}


def test_reader_goes_on_while_another_connection_writes(in_empty: Flask) -> None:
    with closing(open_sqlite(in_empty.config["DATABASE_FILE"], mode="rw")) as other:
        other.execute("BEGIN IMMEDIATE")
        assert db.session.scalar(text("SELECT count(*) FROM account")) == 0


def test_sign_in_hashes_without_holding_the_lock(empty: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    make_account(empty)
    free: list[str] = []

    def look(*arguments: object) -> bool:
        with closing(open_sqlite(empty.config["DATABASE_FILE"], mode="rw")) as other:
            other.execute("PRAGMA busy_timeout=0")
            other.execute("BEGIN IMMEDIATE")
            free.append("free")
        return False

    monkeypatch.setattr(accounts, "password_fits", look)
    send_sign_in(empty.test_client())
    assert free == ["free"]
