"""Say yes as a person does: open pages, send forms, click the links of mails."""

import re
from datetime import UTC, datetime

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ks_board.core.db import db, writing
from ks_board.core.outbox import OutgoingMail
from ks_board.people.links import LinkPurpose, make_link
from tests.claim.town import HELPER, person_id
from tests.people.browser import token_of

_LINK = re.compile(r"http://127\.0\.0\.1:8000(/l/[\w-]+)")


def send(client: FlaskClient, page: str, to: str | None = None, **fields: str) -> TestResponse:
    """Open a page and send a form of it, by default to the same address."""
    token = token_of(client.get(page))
    return client.post(to or page, data={"csrf_token": token, **fields})


def personal_link(app: Flask, ref: str = HELPER, purpose: LinkPurpose = LinkPurpose.MY_PAGE, **options: object) -> str:
    """Make a personal link and return its path."""
    with app.app_context(), writing():
        token = make_link(purpose, person_id=person_id(ref), now=datetime.now(UTC), **options)  # type: ignore[arg-type]
        db.session.commit()
    return f"/l/{token}"


def by_link(app: Flask, ref: str = HELPER) -> FlaskClient:
    """Return a browser that came by a personal link."""
    client = app.test_client()
    assert send(client, personal_link(app, ref)).status_code == 303
    return client


def mails(app: Flask) -> list[OutgoingMail]:
    """Return all mails, oldest first."""
    with app.app_context():
        return list(db.session.query(OutgoingMail).order_by(OutgoingMail.id))


def link_in(mail: OutgoingMail) -> str:
    """Return the path of the personal link in a mail."""
    found = _LINK.search(mail.body)
    assert found, mail.body
    return found[1]
