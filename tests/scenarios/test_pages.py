"""The pages of drafts, used without JavaScript."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ks_board.core.db import db, writing
from ks_board.organigram import edit
from ks_board.organigram.models import Unit
from ks_board.organigram.scenario_edit import get_scenario
from ks_board.organigram.scenario_models import StepVerb
from ks_board.organigram.scenario_play import list_steps
from ks_board.organigram.scenario_run import EACH, FIRST_IMAGINED
from ks_board.people.models import Person
from tests.organigram_edit.browser import coordinator, fields_of, fill, press
from tests.scenarios.drafts import APPOINTED, EVERYTHING, MERGED, NEW_UNIT, ON, PAGE, REF, RENAMED, draft_in, everything

STEP = f"{PAGE}/neuer-schritt"


@pytest.fixture
def client(town: Flask) -> FlaskClient:
    """Return a browser of the coordinator."""
    return coordinator(town)


def arguments(town: Flask) -> list[str]:
    with town.app_context():
        return [step.arguments for step in list_steps(get_scenario(REF).id)]


def test_draft_is_begun_and_listed(client: FlaskClient) -> None:
    assert fill(client, "/entwuerfe/neu", title="Neue Ordnung").headers["Location"] == PAGE
    assert "Neue Ordnung" in client.get("/entwuerfe").text


def test_only_what_was_changed_becomes_the_step(town: Flask, client: FlaskClient) -> None:
    draft_in(town)
    assert fill(client, f"{STEP}/change_unit?wen=U11", name="Pressestelle").status_code == 303
    assert arguments(town) == ['{"row": "U11", "values": {"name": "Pressestelle"}}']


def test_later_steps_find_what_the_draft_makes(town: Flask, client: FlaskClient) -> None:
    draft_in(town, NEW_UNIT)
    assert "Amt für Neues" in client.get(f"{STEP}/add_post").text
    fill(client, f"{STEP}/add_post?wen=ES001", title="Leitung")
    assert '"unit_id": "ES001"' in arguments(town)[1]
    moved = fill(client, f"{STEP}/change_unit?wen=U11", parent_id=str(FIRST_IMAGINED + EACH))
    assert (moved.status_code, '"parent_id": "ES001"' in arguments(town)[2]) == (303, True)


def test_what_does_not_go_is_said_in_the_form(town: Flask, client: FlaskClient) -> None:
    draft_in(town)
    with town.app_context():
        below = edit.get_row(Unit, "U10").id
    answer = fill(client, f"{STEP}/merge_units?wen=U09", into=str(below))
    assert (answer.status_code, "Diese gehört selbst dazu." in answer.text) == (422, True)
    assert arguments(town) == []


def test_texts_that_are_too_long_for_a_step_are_told_in_the_form(town: Flask, client: FlaskClient) -> None:
    draft_in(town)
    answer = fill(client, f"{STEP}/change_unit?wen=U11", purpose="ä" * 9_990)
    assert (answer.status_code, "für einen Schritt zu lang" in answer.text) == (422, True)
    assert "ä" * 9_990 in answer.text


@pytest.mark.parametrize("day", ["1900-01-01", "2101-01-01", "31.2.2027", ""])
def test_impossible_first_day_is_told_in_the_form(town: Flask, client: FlaskClient, day: str) -> None:
    draft_in(town, RENAMED)
    assert fill(client, f"{PAGE}/in-kraft", on=day).status_code == 422


@pytest.mark.parametrize("path", ["change_unit?wen=U999", "make_coffee", "end_appointment?wen=U01"])
def test_unknown_steps_and_refs_are_not_found(town: Flask, client: FlaskClient, path: str) -> None:
    draft_in(town)
    assert client.get(f"{STEP}/{path}").status_code == 404


def test_person_is_found_by_name_and_takes_over(town: Flask, client: FlaskClient) -> None:
    draft_in(town)
    address = f"{STEP}/appoint_post?wen=S12"
    missing = fill(client, address, who="Niemand")
    assert (missing.status_code, "Bitte wählen Sie jemanden aus" in missing.text) == (422, True)
    assert fill(client, address, who="Angermann", person="P025").status_code == 303
    assert '"person": "P025"' in arguments(town)[0]


def test_page_tells_steps_gaps_pictures_and_marks_and_changes_nothing(town: Flask, client: FlaskClient) -> None:
    draft_in(town, *EVERYTHING)
    with town.app_context():
        before = everything()
    page = client.get(PAGE).text
    assert "„Hauptamt“ geht in „Amt für Finanzen“ auf" in page
    assert "Lücken vorher und nachher" in page
    assert page.count('<svg xmlns="http://www.w3.org/2000/svg"') == 2
    assert '<span aria-hidden="true">–</span> fällt weg</span> Hauptamt' in page
    with town.app_context():
        assert everything() == before


@pytest.mark.parametrize(("day", "code"), [("2027-02-01", 200), ("1899-12-31", 400), ("2101-01-01", 400), ("x", 400)])
def test_day_is_within_what_the_board_knows(town: Flask, client: FlaskClient, day: str, code: int) -> None:
    draft_in(town, NEW_UNIT)
    assert client.get(f"{PAGE}?am={day}").status_code == code


def test_step_is_removed(town: Flask, client: FlaskClient) -> None:
    draft_in(town, NEW_UNIT, RENAMED)
    press(client, PAGE, f"{PAGE}/schritte/ES001/entfernen")
    assert arguments(town) == ['{"row": "U11", "values": {"name": "Pressestelle"}}']


def test_stale_step_is_marked_refused_by_name_and_renewed(town: Flask, client: FlaskClient) -> None:
    draft_in(town, RENAMED)
    fill(client, "/einheiten/U11/aendern", phone="03571 1")
    page = client.get(PAGE).text
    assert ("inzwischen geändert" in page, "Nicht alle Schritte gehen noch" in page) == (True, True)
    refused = fill(client, f"{PAGE}/in-kraft", on="2026-11-16")
    assert (refused.status_code, "Schritt 1 geht nicht" in refused.text) == (409, True)
    press(client, PAGE, f"{PAGE}/schritte/ES001/auffrischen")
    assert fill(client, f"{PAGE}/in-kraft", on="2026-11-16").status_code == 303
    assert "Pressestelle" in client.get("/einheiten/U11").text


def test_day_to_come_plans_the_draft(town: Flask, client: FlaskClient) -> None:
    draft_in(town, MERGED)
    fill(client, f"{PAGE}/in-kraft", on="2027-01-01")
    assert "Geplant: gilt von selbst ab " in client.get(PAGE).text
    assert client.get(f"{STEP}/add_unit").status_code == 409


def test_record_tells_who_drafted_what(town: Flask, client: FlaskClient) -> None:
    draft_in(town)
    fill(client, f"{STEP}/change_unit?wen=U11", name="Pressestelle")
    page = client.get("/verlauf?art=scenario_step").text
    assert ("Schritt eines Entwurfs" in page, "Einheit ändern oder umhängen" in page) == (True, True)


def test_draft_in_force_tells_what_it_did(town: Flask, client: FlaskClient) -> None:
    draft_in(town, APPOINTED)
    fill(client, f"{PAGE}/in-kraft", on="2026-11-16")
    assert "In Kraft seit " in client.get(PAGE).text


def test_draft_is_thrown_away_and_brought_back(town: Flask, client: FlaskClient) -> None:
    draft_in(town, RENAMED)
    press(client, PAGE, f"{PAGE}/verwerfen")
    assert "verworfen" in client.get("/entwuerfe").text
    press(client, PAGE, f"{PAGE}/wieder")
    assert "Ein Entwurf." in client.get(PAGE).text


def link(client: FlaskClient, town: Flask) -> str:
    answer = fill(client, f"{PAGE}/zeigen", who="Angermann", person="P025")
    assert answer.status_code == 201
    return "/entwurf/" + answer.text.split("/entwurf/")[1].split('"')[0]


def test_link_shows_the_draft_to_anybody_without_names(town: Flask, client: FlaskClient) -> None:
    draft_in(town, APPOINTED, NEW_UNIT)
    page = town.test_client().get(link(client, town))
    assert (page.status_code, "ein Mensch übernimmt" in page.text) == (200, True)
    assert page.headers["Cache-Control"] == "no-store"
    assert "Angermann" not in page.text
    assert "<form" not in page.text.replace('<form class="ks-filters" action="/entwurf/', "")
    assert "Angermann" in client.get(PAGE).text


def test_why_a_step_does_not_go_is_for_staff_only(town: Flask, client: FlaskClient) -> None:
    draft_in(town, APPOINTED, APPOINTED)
    assert "Manuela Angermann ist in dieser Zeit schon eingetragen." in client.get(PAGE).text
    page = town.test_client().get(link(client, town)).text
    assert ("wird gerade überarbeitet" in page, "Angermann" in page) == (True, False)


def test_link_is_taken_back(town: Flask, client: FlaskClient) -> None:
    draft_in(town, NEW_UNIT)
    address = link(client, town)
    page = client.get(f"{PAGE}/zeigen")
    revoke = page.text.split(f'action="{PAGE}/zeigen/')[1].split('"')[0]
    client.post(f"{PAGE}/zeigen/{revoke}", data=fields_of(page, f"{PAGE}/zeigen/{revoke}"))
    assert town.test_client().get(address).status_code == 404


def test_link_of_somebody_who_has_left_is_dead(town: Flask, client: FlaskClient) -> None:
    draft_in(town, NEW_UNIT)
    address = link(client, town)
    with town.app_context(), writing():
        edit.get_row(Person, "P025").left_on = ON
        db.session.commit()
    assert town.test_client().get(address).status_code == 404


def test_link_of_a_draft_that_was_thrown_away_is_dead(town: Flask, client: FlaskClient) -> None:
    draft_in(town, NEW_UNIT)
    address = link(client, town)
    press(client, PAGE, f"{PAGE}/verwerfen")
    assert town.test_client().get(address).status_code == 404


def test_step_about_something_that_vanished_is_told(town: Flask, client: FlaskClient) -> None:
    draft_in(town, (StepVerb.CHANGE_UNIT, {"row": "U11", "values": {"parent_id": "U13"}}))
    with town.app_context(), writing():
        edit.get_row(Unit, "U13").ref = "U13X"
        db.session.commit()
    assert "Was gemeint war, gibt es nicht mehr." in client.get(PAGE).text
