"""Whoever walks through a day: a screen of a phone, with JavaScript and once more without."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, ViewportSize

from ks_board.core.db import db, writing
from ks_board.people.accounts import create_account
from ks_board.permissions import Role
from tests.claim.town import person_id
from tests.days.walk import Walk
from tests.organigram_edit.test_browser import address
from tests.people.browser import PASSWORD

__all__ = ["address"]


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def walk(request: pytest.FixtureRequest, chromium: Browser, address: str) -> Iterator[Walk]:
    """Return somebody with a small screen in the town, not signed in."""
    size: ViewportSize = {"width": 390, "height": 800}
    context = chromium.new_context(base_url=address, locale="de-DE", viewport=size, java_script_enabled=request.param)
    context.set_default_timeout(5000)
    yield Walk(context.new_page(), scripts=request.param)
    context.close()


def give_password(app: Flask, ref: str, role: Role) -> str:
    """Make an account with a password for a person; return its address."""
    with app.app_context(), writing():
        email = f"tag-{ref.lower()}@weisswald.example"
        create_account(email=email, password=PASSWORD, roles=[role], person_id=person_id(ref))
        db.session.commit()
    return email
