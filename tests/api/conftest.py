"""Machines that read Weißwald, with and without a key."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from ks_board.core.db import db, writing
from ks_board.pages.api.keys import make_key
from ks_board.people.models import Account
from ks_board.permissions import Role
from tests.conftest import email_of

V1 = "/api/v1"
BASE = "http://127.0.0.1:8000"


def get(browser: FlaskClient, path: str, key: str | None = None, **options: Any) -> TestResponse:
    """Ask for an address of the API, as the bearer of a key if there is one."""
    headers = options.pop("headers", {}) | ({"Authorization": f"Bearer {key}"} if key else {})
    return browser.get(f"{V1}{path}", headers=headers, **options)


def key_of(app: Flask, role: Role = Role.COORDINATOR, *, age: timedelta = timedelta(0)) -> str:
    """Return a key made by the account of a role."""
    with app.app_context(), writing():
        account = db.session.execute(select(Account.id).where(Account.email == email_of(role))).scalar_one()
        key = make_key("Probe", account_id=account, now=datetime.now(UTC) - age)
        db.session.commit()
    return key


@pytest.fixture
def machine(town: Flask) -> FlaskClient:
    """Return a client of a copy of Weißwald that may be written to."""
    return town.test_client()


@pytest.fixture
def key(town: Flask) -> str:
    """Return a key that the coordinator of the copy made."""
    return key_of(town)


def walk(browser: FlaskClient, path: str, key: str | None = None) -> Iterator[dict[str, Any]]:
    """Yield all pages of a list, as the links lead."""
    following: str | None = path
    while following:
        answer = get(browser, following, key)
        assert answer.status_code == 200
        yield answer.get_json()
        following = linked(answer).get("next")


def linked(answer: TestResponse) -> dict[str, str]:
    """Return the addresses that the Link header names, without the part that all share."""
    found = {}
    for header in answer.headers.getlist("Link"):
        address, _, rel = header.partition(">; rel=")
        found[rel.strip('"')] = address.removeprefix(f"<{BASE}{V1}")
    return found
