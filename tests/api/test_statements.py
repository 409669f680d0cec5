"""How many statements an answer takes: the same number for a town of any size, two if nothing has changed."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ks_board.pages.checklist_lines import list_lines
from tests.api.conftest import get, key_of
from tests.statements import counted


def count(browser: FlaskClient, path: str, **options: object) -> int:
    """Return the number of statements of one answer."""
    with counted(browser.application) as sent:
        assert get(browser, path, **options).status_code in {200, 304}
    return len(sent)


@pytest.mark.parametrize(
    ("path", "number"),
    [
        *[(path, 6) for path in ("/organigram", "/organigram.jsonld", "/units")],
        *[(path, 7) for path in ("/posts", "/posts?per_page=2", "/responsibilities")],
        *[("/units/U01", 7), ("/units/U13", 7), ("/tasks", 2), ("/tasks?per_page=2", 2), ("/tasks?area=green", 3)],
        *[("/tasks/T01", 1), ("/tasks.atom", 2), ("/openapi.json", 0)],
    ],
)
def test_number_of_statements_is_fixed(client: FlaskClient, path: str, number: int) -> None:
    assert count(client, path) == number


def test_long_list_of_gaps_takes_no_more_statements_than_a_short_one(client: FlaskClient) -> None:
    assert count(client, "/gaps?per_page=100") == count(client, "/gaps?per_page=2") <= 10


def test_checklist_takes_no_more_statements_than_its_page(weisswald: Flask, client: FlaskClient) -> None:
    with weisswald.test_request_context(), counted(weisswald) as sent:
        list_lines(date(2026, 11, 16))
    assert count(client, "/checklist") == len(sent)


@pytest.mark.parametrize("path", ["/organigram", "/organigram.jsonld", "/units", "/posts", "/responsibilities"])
def test_what_has_not_changed_is_told_by_one_statement(client: FlaskClient, path: str) -> None:
    tag = get(client, path).headers["ETag"]
    assert count(client, path, headers={"If-None-Match": tag}) == 1


def test_key_takes_two_more(town: Flask) -> None:
    machine, key = town.test_client(), key_of(town)
    assert count(machine, "/tasks/T01", key=key) - count(machine, "/tasks/T01") == 2
