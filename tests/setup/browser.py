"""Set up a town as its admin does without JavaScript."""

import io

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from ks_board.core.db import db, writing
from ks_board.organigram.models import Unit
from ks_board.people.accounts import create_account
from ks_board.permissions import Role
from tests.conftest import email_of, signed_in
from tests.organigram_edit.browser import Form, fields_of, fill, send

UNITS, APPLY, CHECK = "/einrichten/einheiten", "/einrichten/einheiten/uebernehmen", "/einrichten/einheiten/pruefen"
TOWN = {"name": "Kleinau", "contact": "Koordinierungsstelle", "phone": "03023 1251"}


def admin_of(app: Flask) -> FlaskClient:
    """Return a browser in which the first admin of an empty board is signed in."""
    with app.app_context(), writing():
        create_account(email=email_of(Role.ADMIN), roles=[Role.ADMIN])
        db.session.commit()
    return signed_in(app, Role.ADMIN)


def named_town(app: Flask) -> FlaskClient:
    """Return the admin's browser after the first step."""
    browser = admin_of(app)
    assert fill(browser, "/einrichten/stadt", **TOWN).status_code == 303
    return browser


def upload(browser: FlaskClient, raw: bytes, name: str = "einheiten.xlsx") -> TestResponse:
    """Send a table and return the preview."""
    fields = {"csrf_token": Form(browser.get(UNITS).text, UNITS).fields["csrf_token"][0]}
    answer = browser.post(UNITS, data=fields | {"table": (io.BytesIO(raw), name)})
    answer.request.environ["wsgi.input"].close()  # The test client leaves the file of a large form open.
    return answer


def take_over(browser: FlaskClient, preview: TestResponse, **decided: str) -> TestResponse:
    """Press the button of the preview."""
    return send(browser, APPLY, fields_of(preview, APPLY), **decided)


def tree(app: Flask) -> dict[str, str | None]:
    """Return the name of each unit with the name of the one above it."""
    with app.app_context():
        units = db.session.scalars(select(Unit).order_by(Unit.id)).all()
        names = {unit.id: unit.name for unit in units}
        return {unit.name: names[unit.parent_id] if unit.parent_id else None for unit in units}
