"""A place says how to get there, whether there are steps, when it is open and what is done there."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ks_board.core.db import db
from ks_board.pages.places import map_link
from ks_board.people.models import Person
from ks_board.town.models import Place

MAP = "https://www.openstreetmap.org/search?query=Bahnhofstra%C3%9Fe+2%2C+00123+Wei%C3%9Fwald"


def _facts(page: str) -> dict[str, str]:
    found = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page, re.DOTALL)
    return {term: " ".join(re.sub(r"<[^>]+>", " ", value).split()) for term, value in found}


def test_a_place_says_everything_in_words(client: FlaskClient) -> None:
    assert _facts(client.get("/orte/L02").text) == {
        "Adresse": "Bahnhofstraße 2 Auf der Karte ansehen (OpenStreetMap)",
        "Stufen": "✓ Ohne Stufen zu erreichen.",
        "Geöffnet": "Montag 14 bis 18 Uhr, Mittwoch 9 bis 13 Uhr",
        "Platz für": "40 Menschen",
        "Für Gruppen": "Gruppen können den Ort nutzen.",
        "Bedingungen": "Kostenlos für Ehrenamtliche, Schlüssel im Bürgertreff",
        "Gehört zu": "Koordinierungsstelle Kleinstadt gestalten",
    } | _facts_of_keeper(client)


def _facts_of_keeper(client: FlaskClient) -> dict[str, str]:
    with client.application.app_context():
        keeper = db.session.query(Person).filter_by(ref="P028").one()
        return {"Kümmert sich": keeper.name} if keeper.consent_public else {}


@pytest.mark.parametrize(("ref", "words"), [("L06", "✗ Dort gibt es Stufen."), ("L12", "✓ Ohne Stufen zu erreichen.")])
def test_steps_are_said_by_sign_and_word(ref: str, words: str, client: FlaskClient) -> None:
    assert _facts(client.get(f"/orte/{ref}").text)["Stufen"] == words


@pytest.mark.parametrize(("consent", "named"), [(True, True), (False, False), (None, False)])
def test_a_keeper_is_named_by_consent_only(consent: bool | None, named: bool, town: Flask) -> None:
    with town.app_context():
        keeper = db.session.query(Person).join(Place, Place.keeper_person_id == Person.id).filter(Place.ref == "L02")
        keeper.one().consent_public = consent
        name = keeper.one().name
        db.session.commit()
    assert (name in town.test_client().get("/orte/L02").text) is named


def test_the_map_is_a_plain_link_that_tells_nobody_where_one_comes_from(client: FlaskClient) -> None:
    page = client.get("/orte/L02").text
    assert f'<a href="{MAP}" rel="noreferrer">' in page
    assert "openstreetmap" not in page.replace(MAP, "")


def test_an_address_cannot_break_out_of_the_link(in_weisswald: Flask) -> None:
    assert map_link('"><b>&q=1') == (
        "https://www.openstreetmap.org/search?query=%22%3E%3Cb%3E%26q%3D1%2C+00123+Wei%C3%9Fwald"
    )


def test_a_place_without_an_address_has_no_map(town: Flask) -> None:
    with town.app_context():
        db.session.query(Place).filter_by(ref="L02").one().street = None
        db.session.commit()
    page = town.test_client().get("/orte/L02").text
    assert ("openstreetmap" in page, _facts(page)["Adresse"]) == (False, "noch nicht eingetragen")


def test_task_and_place_lead_to_each_other(client: FlaskClient) -> None:
    ref = re.findall(r'href="/orte/(L\d+)"', client.get("/aufgaben/T03").text)[0]
    assert 'href="/aufgaben/T03"' in client.get(f"/orte/{ref}").text


def test_the_list_begins_with_the_anchors(client: FlaskClient) -> None:
    page = client.get("/orte").text
    assert re.findall(r'href="/orte/(L\d+)"', page)[:3] == ["L02", "L09", "L10"]
    assert len(re.findall(r'href="/orte/L\d+"', page)) == 21


def test_an_unknown_place_is_not_found(client: FlaskClient) -> None:
    assert client.get("/orte/L99").status_code == 404


def test_a_board_without_places_says_so(empty: Flask) -> None:
    assert "noch kein Ort" in empty.test_client().get("/orte").text
