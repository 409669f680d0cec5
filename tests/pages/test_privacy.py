"""No page about tasks tells the public more about people than they allowed."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from ks_board.core.db import db
from ks_board.organigram.models import Unit
from ks_board.people.models import Person
from ks_board.permissions import Role
from ks_board.tasks.models import Task
from tests.conftest import signed_in

LISTS = ["/", "/aufgaben", "/aufgaben?seite=2", "/aufgaben?seite=3", "/aufgaben?nachweis=fuehrungszeugnis"]


@pytest.fixture(scope="module")
def secrets(weisswald: Flask) -> list[str]:
    """Return private phones and e-mail addresses of all, and the names of all who did not agree."""
    with weisswald.app_context():
        public = set(db.session.scalars(select(Unit.phone))) | set(db.session.scalars(select(Unit.email)))
        return [secret for person in db.session.scalars(select(Person)) for secret in _secrets(person, public)]


def _secrets(person: Person, public: set[str | None]) -> Iterator[str]:
    yield from (text for text in (person.phone, person.email) if text and text not in public)
    if not person.consent_public:
        yield person.name


def _pages(app: Flask) -> list[str]:
    with app.app_context():
        return LISTS + [f"/aufgaben/{ref}" for ref in db.session.scalars(select(Task.ref))]


@pytest.mark.parametrize("role", [None, Role.VOLUNTEER, Role.SPONSOR], ids=["public", "volunteer", "sponsor"])
def test_no_page_tells_a_secret(role: Role | None, weisswald: Flask, secrets: list[str]) -> None:
    browser = signed_in(weisswald, role) if role else weisswald.test_client()
    texts = {address: browser.get(address).text for address in _pages(weisswald)}
    assert [(address, secret) for address, text in texts.items() for secret in secrets if secret in text] == []


def test_there_are_secrets_and_staff_may_read_a_name(staff: FlaskClient, secrets: list[str]) -> None:
    assert len(secrets) > 150
    assert any(secret in staff.get("/aufgaben").text for secret in secrets)
