"""The statements of each page, by name; their number does not grow with the town."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from ks_board.core.db import db
from tests.tasks.conftest import HEAD, Fill
from tests.tasks.test_board import SWAP

NAMES = {
    "FROM town_setting": "town",
    "FROM account": "account",
    "AS total": "page",
    "AS post_title": "cards",
    "AS has_expired": "claim",
    "FROM offer": "offers",
    "FROM (SELECT": "options",
    "AS name, area.id": "chosen",
    "FROM tandem": "tandems",
}


@contextmanager
def named_statements(app: Flask) -> Iterator[list[str]]:
    """Collect the names of the statements meanwhile; one that has no name here stands there in full."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(next((name for part, name in NAMES.items() if part in statement), statement))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def asked(browser: FlaskClient, address: str, headers: dict[str, str] | None = None) -> list[str]:
    """Return the statements of one request, sorted."""
    with named_statements(browser.application) as sent:
        assert browser.get(address, headers=headers).status_code == 200
    return sorted(sent)


@pytest.mark.parametrize(
    ("address", "headers", "statements"),
    [
        ("/aufgaben", {}, ["cards", "offers", "options", "page", "town"]),
        ("/aufgaben?seite=3", {}, ["cards", "options", "page", "town"]),
        ("/aufgaben?q=garten", {}, ["cards", "offers", "options", "page", "town"]),
        ("/aufgaben?feld=green&einheit=U46", {}, ["cards", "chosen", "options", "page", "town"]),
        ("/aufgaben?q=garten", SWAP, ["cards", "offers", "page"]),
        ("/aufgaben?feld=green", SWAP, ["cards", "chosen", "page"]),
        ("/aufgaben/T01", {}, ["cards", "claim", "tandems", "town"]),
    ],
)
def test_each_page_asks_exactly_these_statements(
    address: str, headers: dict[str, str], statements: list[str], client: FlaskClient
) -> None:
    assert asked(client, address, headers) == statements


def test_staff_add_one_statement_for_their_account(staff: FlaskClient) -> None:
    assert asked(staff, "/aufgaben") == ["account", "cards", "offers", "options", "page", "town"]


@pytest.mark.parametrize(("address", "statements"), [("/aufgaben", 5), ("/aufgaben?q=lesen", 5), ("/", 12)])
@pytest.mark.parametrize("number", [1, 100])
def test_the_number_is_the_same_for_one_task_and_for_many(
    number: int, address: str, statements: int, fill: Fill
) -> None:
    rows = "".join(f"T{n},Lesen {n},U02,seniors,single,open\n" for n in range(number))
    assert len(asked(fill(tasks=f"{HEAD}\n{rows}"), address)) == statements
