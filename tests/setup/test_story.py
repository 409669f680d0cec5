"""From an empty database to a town that can be shown."""

import re

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from ks_board.core.db import db
from ks_board.core.record import Event
from ks_board.permissions import Role
from tests.conftest import signed_in
from tests.organigram_edit.browser import fields_of, fill, send
from tests.setup.browser import TOWN, UNITS, admin_of, take_over, tree, upload
from tests.setup.tables import MESSY, xlsx

MOST_CLICKS = 30


class Clicks:
    """A browser that counts what a person presses: each page opened and each form sent."""

    def __init__(self, browser: FlaskClient) -> None:
        self.browser, self.number = browser, 0

    def fill(self, address: str, **typed: str) -> TestResponse:
        """Open a page, fill its form and send it."""
        self.number += 2
        return fill(self.browser, address, **typed)

    def press(self, preview: TestResponse, **decided: str) -> TestResponse:
        """Press the button of a preview."""
        self.number += 1
        return take_over(self.browser, preview, **decided)


def written(browser: FlaskClient, which: str) -> str:
    """Return the template of a text as somebody has filled it in."""
    address = f"/einrichten/{which}"
    text = fields_of(browser.get(address), address)["text"][0]
    return re.sub(r"\[[A-ZÄÖÜ][^\]]+\]", "Markt 1, 99999 Kleinau", text)


def test_a_town_is_presentable_after_few_steps(empty: Flask) -> None:
    browser = admin_of(empty)
    clicks = Clicks(browser)
    assert clicks.fill("/einrichten/stadt", **TOWN, place="Rathaus", opening_hours="Mo 9-12 Uhr").status_code == 303
    for which in ("impressum", "datenschutz", "barrierefreiheit"):
        assert clicks.fill(f"/einrichten/{which}", text=written(browser, which)).status_code == 303
    assert clicks.fill("/einrichten/aussehen", color="#1c5b3a", was="speichern").status_code == 303
    preview = clicks.fill(UNITS, template="rathaus-klein")
    assert clicks.press(preview).status_code == 303
    clicks.number += 2
    preview = upload(browser, xlsx(MESSY))
    assert clicks.press(preview).status_code == 303
    assert clicks.fill("/konten/einladen", email="k@kleinau.example", roles="coordinator").status_code == 303
    assert "<h1>Ihre Stadt ist sichtbar</h1>" in browser.get("/einrichten/fertig").text
    assert clicks.number <= MOST_CLICKS
    _check_public(empty.test_client())
    above = tree(empty)
    assert (len(above), above["Friedhof"], above["Bauausschuss"]) == (26, "Bauhof", "Stadtrat")


def _check_public(public: FlaskClient) -> None:
    start = public.get("/").text
    assert ["Willkommen in Kleinau" in start, 'href="tel:030231251"' in start, "/stadt.css?v=" in start] == [True] * 3
    assert "Markt 1, 99999 Kleinau" in public.get("/impressum").text
    assert "Anna Müller" not in public.get("/organigramm").text


def test_taking_over_is_one_action_that_can_be_undone(empty: Flask) -> None:
    browser = admin_of(empty)
    fill(browser, "/einrichten/stadt", **TOWN)
    take_over(browser, upload(browser, xlsx(MESSY)))
    with empty.app_context():
        actions = set(db.session.scalars(select(Event.action).where(Event.verb == "setup.apply_units")))
    assert len(actions) == 1
    address = f"/verlauf/{actions.pop()}"
    assert send(browser, address, fields_of(browser.get(address), address)).status_code == 303
    assert set(tree(empty)) == {"Kleinau", "Koordinierungsstelle"}


def test_only_admins_set_up(weisswald: Flask) -> None:
    assert signed_in(weisswald, Role.COORDINATOR).get("/einrichten").status_code == 403
