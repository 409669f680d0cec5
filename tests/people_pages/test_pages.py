"""People are found, noted, changed and said goodbye to, page by page and without JavaScript."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ks_board.core.db import db
from ks_board.people.models import Person
from tests.organigram_edit.browser import coordinator, fields_of, fill, opened, press, send

ADD = "/menschen/neu"


def person(app: Flask, ref: str) -> Person:
    with app.app_context():
        found = db.session.query(Person).filter_by(ref=ref).one()
        db.session.expunge(found)
        return found


def test_search_answers_the_list_alone_to_htmx(staff: FlaskClient) -> None:
    whole = staff.get("/menschen?q=tschir").text
    part = staff.get("/menschen?q=tschir", headers={"HX-Request": "true"}).text
    assert "<html" in whole
    assert "<html" not in part
    assert "Diana Tschirch" in whole
    assert "Diana Tschirch" in part


def test_page_that_does_not_exist_is_not_found(staff: FlaskClient) -> None:
    assert [staff.get(f"/menschen?seite={number}").status_code for number in ("6", "7", "0", "x")] == [
        200,
        404,
        400,
        400,
    ]


def test_person_is_noted_in_one_form(town: Flask) -> None:
    answer = fill(coordinator(town), ADD, given_name="Ngọc", family_name="Trần-Weiß", phone="0176 555")
    new = person(town, answer.location.rpartition("/")[2])
    assert (answer.status_code, new.name, new.phone, new.channel) == (303, "Ngọc Trần-Weiß", "0176 555", "phone")
    assert str(new.joined_on) == "2026-11-16"


def test_similar_people_are_shown_before_somebody_is_noted_twice(town: Flask) -> None:
    client = coordinator(town)
    answer = fill(client, ADD, given_name="Diana", family_name="Tschirg")
    assert answer.status_code == 422
    assert "Meinten Sie …?" in answer.text
    assert "/menschen/P084" in answer.text
    assert 'value="Tschirg"' in answer.text
    again = send(client, ADD, fields_of(answer, ADD), is_new="y")
    assert again.status_code == 303


def test_name_is_needed(town: Flask) -> None:
    answer = fill(coordinator(town), ADD, given_name="", family_name=" ", phone="0176 555")
    assert answer.status_code == 422
    assert "Bitte geben Sie den Nachnamen an." in answer.text
    assert 'value="0176 555"' in answer.text


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "=1+1", "Robert'); DROP TABLE", "\u202eanna", "𝔄" * 40])
def test_hostile_names_are_only_text(town: Flask, text: str) -> None:
    client = coordinator(town)
    answer = fill(client, ADD, given_name="Kim", family_name=text)
    assert answer.status_code in {303, 422}
    if answer.status_code == 303:
        assert "<script>alert" not in client.get(answer.location).text


@pytest.mark.parametrize("fields", [{"family_name": "x" * 1_000_000}, {"phone": "call me"}, {"email": "a@b@c"}])
def test_what_does_not_fit_is_refused_beside_the_field(town: Flask, fields: dict[str, str]) -> None:
    answer = fill(coordinator(town), ADD, **{"given_name": "Kim", "family_name": "Neu"} | fields)
    assert answer.status_code in {413, 422}


def test_everything_about_a_person_is_on_one_page(staff: FlaskClient) -> None:
    page = staff.get("/menschen/P084").text
    for said in ("Bürgerbus-Lotsen", "Jugendfeuerwehr", "Führungszeugnis gesehen am", "Karte", "Kein Link gilt."):
        assert said in page


def test_changes_are_kept(town: Flask) -> None:
    client = coordinator(town)
    assert fill(client, "/menschen/P084/aendern", skills="Singen\nKochen").status_code == 303
    assert person(town, "P084").skills == ("Singen", "Kochen")


def test_two_editors_of_a_person_both_keep_their_words(town: Flask) -> None:
    address = "/menschen/P084/aendern"
    one, two = coordinator(town), coordinator(town)
    first, second = opened(one, address), opened(two, address)
    send(one, address, first, phone="030 1")
    answer = send(two, address, second, phone="030 2")
    assert answer.status_code == 409
    assert "030 1" in answer.text
    assert "030 2" in answer.text
    assert person(town, "P084").phone == "030 1"


def test_who_has_left_gives_places_back(town: Flask) -> None:
    client = coordinator(town)
    with town.app_context():
        before = db.session.execute(db.text("SELECT taken FROM task WHERE ref = 'T01'")).scalar_one()
    assert fill(client, "/menschen/P084/weggang", left_on="2026-11-16").status_code == 303
    with town.app_context():
        after = db.session.execute(db.text("SELECT taken FROM task WHERE ref = 'T01'")).scalar_one()
    assert after == before - 1
    assert "Was passen könnte" not in client.get("/menschen/P084").text


@pytest.mark.parametrize("day", ["9999-12-31", "31.2.2026", "2014-12-31", "gestern"])
def test_impossible_last_day_is_refused(town: Flask, day: str) -> None:
    answer = fill(coordinator(town), "/menschen/P084/weggang", left_on=day)
    assert answer.status_code == 422
    assert person(town, "P084").left_on is None


def test_new_link_is_shown_once_and_opens_the_own_page(town: Flask) -> None:
    client = coordinator(town)
    shown = press(client, "/menschen/P084", "/menschen/P084/link")
    assert shown.status_code == 201
    link = shown.text.partition('href="http')[2].partition('"')[0].partition("/l/")[2]
    assert town.test_client().get(f"/l/{link}").status_code == 200
    press(client, "/menschen/P084", "/menschen/P084/links-sperren")
    assert town.test_client().get(f"/l/{link}").status_code == 404


def test_thanks_are_noted_with_the_task(town: Flask) -> None:
    client = coordinator(town)
    fill(client, "/menschen/P084/dank", kind="letter")
    page = client.get("/menschen/P084").text
    assert "Der Dank ist notiert." in page
    assert "16. November 2026" in page
