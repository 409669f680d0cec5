"""Sign in as a person does: open the page, fill in the form, send it."""

import re

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ks_board.core.db import db, writing
from ks_board.people.accounts import create_account
from ks_board.people.models import Account
from ks_board.permissions import Role

EMAIL, PASSWORD = "koordination@weisswald.example", "vier bunte Fische"
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def make_account(app: Flask, *, email: str = EMAIL, role: Role = Role.COORDINATOR, password: str = PASSWORD) -> None:
    """Make an account that can sign in."""
    with app.app_context(), writing():
        create_account(email=email, password=password, roles=[role])
        db.session.commit()


def send_sign_in(
    client: FlaskClient,
    *,
    email: str = EMAIL,
    password: str = PASSWORD,
    path: str = "/anmelden",
    address: str = "127.0.0.1",
) -> TestResponse:
    """Open the sign-in page and send the form."""
    environment = {"REMOTE_ADDR": address}
    token = token_of(client.get(path, environ_overrides=environment))
    fields = {"csrf_token": token, "email": email, "password": password}
    return client.post(path, data=fields, environ_overrides=environment)


def token_of(page: TestResponse) -> str:
    """Return the token of the first form of a page."""
    found = _TOKEN.search(page.text)
    assert found, "the page has no form with a token"
    return found[1]


def is_signed_in(client: FlaskClient) -> bool:
    """Tell whether the page offers to sign out."""
    return "Abmelden" in client.get("/nothing").text


def the_account(app: Flask, email: str = EMAIL) -> Account:
    """Read the account anew."""
    with app.app_context():
        return db.session.query(Account).where(Account.email == email).one()
