"""The steps of a new town: its name, its texts, and what is shown of them."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from ks_board.core.db import db
from ks_board.organigram.models import Unit
from ks_board.permissions import Role
from ks_board.town.legal import LegalText, left_open, template_of
from ks_board.town.models import Place
from ks_board.town.queries import list_settings
from tests.conftest import signed_in
from tests.organigram_edit.browser import fields_of, fill, opened
from tests.setup.browser import TOWN, admin_of, named_town, tree

TEXTS = ["impressum", "datenschutz", "barrierefreiheit"]


def test_the_admin_of_a_new_town_is_led_to_the_first_step(empty: Flask) -> None:
    browser = admin_of(empty)
    assert browser.get("/heute").location == "/einrichten"
    assert "Weiter: Name und Anlaufstelle" in browser.get("/einrichten").text


def test_the_admin_of_a_town_with_a_name_begins_with_the_day(weisswald: Flask) -> None:
    assert signed_in(weisswald, Role.ADMIN).get("/heute").status_code == 200


def test_the_public_of_a_new_town_is_told_what_will_be_here(empty: Flask) -> None:
    page = empty.test_client().get("/").text
    assert "Hier entsteht das Board Ihrer Stadt." in page
    assert "fragen Sie bitte im Rathaus nach" in page
    assert 'href="/anmelden?weiter=/einrichten"' in page


def test_the_first_step_makes_town_and_contact_point(empty: Flask) -> None:
    browser = admin_of(empty)
    sent = TOWN | {"place": "Rathaus", "street": "Markt 1", "opening_hours": "Mo 9-12 Uhr", "step_free": "y"}
    assert fill(browser, "/einrichten/stadt", **sent).status_code == 303
    assert tree(empty) == {"Kleinau": None, "Koordinierungsstelle": "Kleinau"}
    with empty.app_context():
        place = db.session.scalars(select(Place)).one()
        assert (place.name, place.street, place.step_free) == ("Rathaus", "Markt 1", True)
        assert list_settings().items() >= {"town": "Kleinau", "town_id": "kleinau"}.items()


def test_the_first_step_can_be_done_again(empty: Flask) -> None:
    browser = named_town(empty)
    assert opened(browser, "/einrichten/stadt")["phone"] == ["03023 1251"]
    fill(browser, "/einrichten/stadt", name="Kleinau an der Aue", email="mit@kleinau.example")
    assert tree(empty) == {"Kleinau an der Aue": None, "Koordinierungsstelle": "Kleinau an der Aue"}
    with empty.app_context():
        assert len(db.session.scalars(select(Unit).where(Unit.email == "mit@kleinau.example")).all()) == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Bitte geben Sie den Namen der Stadt an."),
        ({"phone": ""}, "Bitte geben Sie ein Telefon oder eine E-Mail-Adresse an."),
        ({"street": "Markt 1"}, "Bitte nennen Sie auch das Haus."),
    ],
)
def test_what_the_first_step_needs_is_said(empty: Flask, typed: dict[str, str], sentence: str) -> None:
    answer = fill(admin_of(empty), "/einrichten/stadt", **(TOWN | typed))
    assert (answer.status_code, sentence in answer.text) == (422, True)


@pytest.mark.parametrize("which", TEXTS)
def test_a_text_with_gaps_is_kept_but_not_shown(empty: Flask, which: str) -> None:
    browser = named_town(empty)
    address = f"/einrichten/{which}"
    template = opened(browser, address)["text"][0]
    answer = fill(browser, address, text=template)
    assert (answer.status_code, answer.location) == (303, address)
    assert opened(browser, address)["text"][0].split() == template.split()
    public = empty.test_client().get(f"/{which}").text
    assert [part for part in left_open(template) if part in public] == []
    assert "03023 1251" in public


@pytest.mark.parametrize("which", TEXTS)
def test_a_text_without_gaps_is_public_at_once(empty: Flask, which: str) -> None:
    assert fill(named_town(empty), f"/einrichten/{which}", text="Rathaus, Markt 1").status_code == 303
    assert "Rathaus, Markt 1" in empty.test_client().get(f"/{which}").text


@pytest.mark.parametrize("text", LegalText)
def test_a_template_asks_for_what_only_the_town_knows(text: LegalText) -> None:
    plain = template_of(text, town="Kleinau", phone="03023 1", email=None)
    assert "Kleinau" in plain
    assert "[E-Mail]" in left_open(plain)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Stadt [Straße und Hausnummer]", ["[Straße und Hausnummer]"]),
        ("Max Mustermann, XXXX", ["Mustermann", "XXXX"]),
        ("{town}", ["{town}"]),
        ("Mail: info[at]kleinau.example, siehe [1]", []),
    ],
)
def test_what_is_left_open_is_found(text: str, missing: list[str]) -> None:
    assert left_open(text) == missing


def test_the_list_says_what_a_text_still_needs(empty: Flask) -> None:
    browser = named_town(empty)
    fill(browser, "/einrichten/impressum", text="Kleinau, [Straße und Hausnummer]")
    assert "Noch offen: [Straße und Hausnummer]" in browser.get("/einrichten").text


def test_setting_up_a_town_that_is_full_shows_what_is_there(weisswald: Flask) -> None:
    browser: FlaskClient = signed_in(weisswald, Role.ADMIN)
    assert fields_of(browser.get("/einrichten/stadt"), "/einrichten/stadt")["name"] == ["Weißwald"]
    assert "Weiter: Impressum" in browser.get("/einrichten").text
