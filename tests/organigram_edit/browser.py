"""Edit as a coordinator does without JavaScript: open a page, change some fields of its form, send it."""

from html.parser import HTMLParser

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ks_board.core.db import db
from ks_board.organigram.models import Unit
from ks_board.permissions import Role
from tests.conftest import signed_in

Fields = dict[str, list[str]]


class Form(HTMLParser):
    """The fields of the form of a page that goes to an address, as a browser would send them."""

    def __init__(self, html: str, action: str) -> None:
        super().__init__()
        self.action, self.fields = action, Fields()
        self._inside, self._select, self._text = False, "", ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = values.get("action") == self.action and values.get("method") == "post"
        if not self._inside:
            return
        name = values.get("name", "")
        if tag == "select":
            self._select = name
        if tag == "option" and "selected" in values:
            self.fields[self._select] = [values["value"]]
        if tag == "textarea":
            self._text = name
            self.fields[name] = [""]
        ticked = values.get("type") not in {"checkbox", "radio"} or "checked" in values
        if tag == "input" and name and ticked:
            self.fields.setdefault(name, []).append(values.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._text:
            self.fields[self._text] = [data.removeprefix("\r\n").removeprefix("\n")]

    def handle_endtag(self, tag: str) -> None:
        self._text = "" if tag == "textarea" else self._text
        self._inside = self._inside and tag != "form"


def coordinator(app: Flask) -> FlaskClient:
    """Return a browser in which the coordinator is signed in."""
    return signed_in(app, Role.COORDINATOR)


def opened(client: FlaskClient, address: str) -> Fields:
    """Open the form at an address and return its fields."""
    page = client.get(address)
    assert page.status_code == 200, page.text
    return fields_of(page, address)


def fields_of(page: TestResponse, address: str) -> Fields:
    """Return the fields of the form of a page."""
    form = Form(page.text, address)
    assert "csrf_token" in form.fields, f"no form for {address}"
    return form.fields


def send(client: FlaskClient, address: str, fields: Fields, **typed: str) -> TestResponse:
    """Send a form with some fields typed anew."""
    return client.post(address, data=fields | {name: [text] for name, text in typed.items()})


def fill(client: FlaskClient, address: str, **typed: str) -> TestResponse:
    """Open a form, type into some fields, send it."""
    return send(client, address, opened(client, address), **typed)


def press(client: FlaskClient, page: str, address: str) -> TestResponse:
    """Press the only button of a small form on a page."""
    return client.post(address, data=fields_of(client.get(page), address))


def unit(app: Flask, ref: str) -> Unit:
    """Read a unit anew."""
    with app.app_context():
        found = db.session.query(Unit).filter_by(ref=ref).one()
        db.session.expunge(found)
        return found
