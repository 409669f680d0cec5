"""The people of a task: who said yes, who could fit, what becomes of a yes."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ks_board.core.db import db
from ks_board.tasks.models import Assignment, Task
from tests.organigram_edit.browser import coordinator, fields_of, fill, press


def newest(app: Flask) -> Assignment:
    with app.app_context():
        found = db.session.query(Assignment).order_by(Assignment.id.desc()).first()
        assert found
        db.session.expunge(found)
        return found


def test_fitting_people_stand_there_with_reasons(staff: FlaskClient) -> None:
    page = staff.get("/aufgaben/T35/menschen").text
    assert "Wer könnte passen?" in page
    assert "schon geholfen" in page
    assert "/zusage/T35" in page


def test_full_task_says_so(staff: FlaskClient) -> None:
    assert "Alle Plätze sind vergeben." in staff.get("/aufgaben/T13/menschen").text


def test_anybody_is_found_by_three_letters(staff: FlaskClient) -> None:
    assert "/menschen/P084/zusage/T08" in staff.get("/aufgaben/T08/menschen?q=tschir").text


def test_release_gives_the_place_back(town: Flask) -> None:
    client = coordinator(town)
    page = "/aufgaben/T13/menschen"
    yes = client.get(page).text.partition("/zusagen/")[2].partition("/")[0]
    answer = press(client, page, f"/aufgaben/T13/zusagen/{yes}/austragen")
    assert answer.status_code == 303
    with town.app_context():
        assert db.session.query(Task).filter_by(ref="T13").one().taken == 2


def test_asked_yes_is_confirmed_or_declined(town: Flask) -> None:
    client = coordinator(town)
    for move, state in (("bestaetigen", "active"), ("absagen", "declined")):
        person = {"bestaetigen": "P003", "absagen": "P004"}[move]
        fill(client, f"/menschen/{person}/zusage/T60", source="paper")
        asked = newest(town)
        assert asked.status == "asked"
        press(client, "/aufgaben/T60/menschen", f"/aufgaben/T60/zusagen/{asked.ref}/{move}")
        assert newest(town).status == state


def test_yes_to_another_task_is_not_found_here(town: Flask) -> None:
    client = coordinator(town)
    token = client.get("/menschen/neu").text.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    answer = client.post("/aufgaben/T08/zusagen/G001/austragen", data={"csrf_token": token})
    assert answer.status_code == 404


@pytest.mark.parametrize(("weiter", "goes_to"), [("/heute", "/heute"), ("//evil.example", "/aufgaben/T13/menschen")])
def test_a_step_leads_back_to_where_it_was_taken_but_never_off_the_board(
    town: Flask, weiter: str, goes_to: str
) -> None:
    client = coordinator(town)
    page = client.get("/aufgaben/T13/menschen")
    yes = page.text.partition("/zusagen/")[2].partition("/")[0]
    path = f"/aufgaben/T13/zusagen/{yes}/austragen"
    assert client.post(f"{path}?weiter={weiter}", data=fields_of(page, path)).location == goes_to
