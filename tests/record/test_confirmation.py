"""The confirmation round: asked by the coordination, answered by link or phone, in one page with one button."""

import re
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from ks_board.core.db import db, writing
from ks_board.core.outbox import OutgoingMail
from ks_board.core.record import Event
from ks_board.gaps.models import Measure, Rule
from ks_board.organigram.models import Appointment
from ks_board.people.models import Person
from tests.organigram_edit.browser import coordinator, fill, opened, press, send

TODAY = date(2026, 11, 16)
LIST = "/bestaetigungen"


@pytest.fixture
def asked(town: Flask) -> Flask:
    """Return a town in which P024 has not confirmed anything for long: leads R01, is deputy for R02."""
    with town.app_context(), writing():
        person = select(Person.id).where(Person.ref == "P024").scalar_subquery()
        mine = update(Appointment).where(Appointment.person_id == person)
        db.session.execute(mine.values(confirmed_on=date(2025, 11, 15)))
        db.session.commit()
    return town


def link_of(app: Flask, ref: str = "P024") -> str:
    """Let the coordination make a link, and return its path."""
    page = press(coordinator(app), LIST, f"{LIST}/{ref}/link")
    found = re.search(r'href="http://[^/]+(/bestaetigen/[^"]+)"', page.text)
    assert found
    return found[1]


def confirmed(app: Flask, ref: str) -> date | None:
    with app.app_context():
        return db.session.scalar(select(Appointment.confirmed_on).where(Appointment.ref == ref))


def measures(app: Flask) -> list[Any]:
    """Return the measures made on this day."""
    with app.app_context():
        columns = select(Measure.title, Rule.ref, Measure.subject_ref, Person.ref)
        joined = columns.outerjoin(Rule, Rule.id == Measure.rule_id).join(Person, Person.id == Measure.owner_person_id)
        return [tuple(row) for row in db.session.execute(joined.where(Measure.created_on == TODAY))]


def test_the_list_names_who_has_not_confirmed_for_a_year(asked: Flask) -> None:
    page = coordinator(asked).get(LIST).text
    assert "Lutz Zschoche" in page
    assert "030 23125 201" in page
    assert "Sitzungen von Stadtrat" in page


def test_a_year_and_no_day_more_is_still_fresh(asked: Flask) -> None:
    with asked.app_context(), writing():
        db.session.execute(update(Appointment).values(confirmed_on=date(2025, 11, 16)))
        db.session.commit()
    assert "Alles ist bestätigt." in coordinator(asked).get(LIST).text


def test_the_list_can_be_of_one_unit_and_what_is_below(asked: Flask) -> None:
    client = coordinator(asked)
    assert "Lutz Zschoche" in client.get(f"{LIST}?einheit=U09").text
    assert "Lutz Zschoche" not in client.get(f"{LIST}?einheit=U16").text


def test_one_page_and_one_button_confirm(asked: Flask) -> None:
    holder, link = asked.test_client(), link_of(asked)
    answer = fill(holder, link, **{"antwort-A108": "right"})
    assert answer.status_code == 200
    assert "Vielen Dank!" in answer.text
    assert confirmed(asked, "A108") == TODAY
    assert confirmed(asked, "A111") == date(2025, 11, 15)


def test_looking_at_the_link_changes_nothing(asked: Flask) -> None:
    link = link_of(asked)
    asked.test_client().get(link)
    assert confirmed(asked, "A108") == date(2025, 11, 15)


def test_what_is_wrong_becomes_a_measure_of_the_coordinator(asked: Flask) -> None:
    fill(asked.test_client(), link_of(asked), **{"antwort-A108": "wrong", "note": "Das macht jetzt <b>Frau M.</b>"})
    title = "Klären, wer das jetzt macht: Sitzungen von Stadtrat und Ausschüssen vorbereiten"
    assert measures(asked) == [(title, "appointment-unconfirmed", "A108", "P028")]
    assert confirmed(asked, "A108") == date(2025, 11, 15)
    with asked.app_context():
        notes = db.session.scalar(select(Appointment.notes).where(Appointment.ref == "A108"))
    assert notes == "Bestätigung am 16. November 2026: Das macht jetzt <b>Frau M.</b>"


def test_a_missing_deputy_becomes_a_measure_and_the_rest_is_confirmed(asked: Flask) -> None:
    fill(asked.test_client(), link_of(asked), **{"antwort-A108": "no_deputy"})
    title = "Vertretung finden: Sitzungen von Stadtrat und Ausschüssen vorbereiten"
    assert measures(asked) == [(title, "responsibility-no-deputy", "R01", "P028")]
    assert confirmed(asked, "A108") == TODAY


def test_sending_twice_makes_one_measure(asked: Flask) -> None:
    holder, link = asked.test_client(), link_of(asked)
    fields = opened(holder, link)
    for _press in range(2):
        send(holder, link, fields, **{"antwort-A108": "wrong"})
    assert len(measures(asked)) == 1


def test_no_answer_is_asked_for_again(asked: Flask) -> None:
    answer = fill(asked.test_client(), link_of(asked), note="nichts gewählt")
    assert (answer.status_code, "nichts gewählt" in answer.text) == (422, True)


def test_answers_for_other_people_count_for_nothing(asked: Flask) -> None:
    before = confirmed(asked, "A001")
    fill(asked.test_client(), link_of(asked), **{"antwort-A001": "wrong", "antwort-A108": "right"})
    assert (confirmed(asked, "A001"), measures(asked)) == (before, [])


def test_made_up_answers_are_refused(asked: Flask) -> None:
    assert fill(asked.test_client(), link_of(asked), **{"antwort-A108": "<b>"}).status_code == 400


def test_the_record_names_who_answered(asked: Flask) -> None:
    fill(asked.test_client(), link_of(asked), **{"antwort-A108": "right"})
    with asked.app_context():
        who = select(Person.ref).join(Event, Event.person_id == Person.id).where(Event.ref == "A108")
        assert db.session.scalar(who) == "P024"
    assert "Lutz Zschoche" in coordinator(asked).get("/verlauf").text


@pytest.mark.parametrize("way", ["new", "revoked"])
def test_an_old_link_is_dead_for_reading_and_sending(asked: Flask, way: str) -> None:
    holder, link = asked.test_client(), link_of(asked)
    fields = opened(holder, link)
    if way == "new":
        link_of(asked)
    else:
        press(coordinator(asked), LIST, f"{LIST}/P024/sperren")
    assert holder.get(link).status_code == 404
    assert send(holder, link, fields, **{"antwort-A108": "right"}).status_code == 404


def test_mails_go_out_once_a_day_and_name_nothing(asked: Flask) -> None:
    client: FlaskClient = coordinator(asked)
    for _press in range(2):
        press(client, LIST, f"{LIST}/mails")
    with asked.app_context():
        sent = db.session.scalars(select(OutgoingMail).where(OutgoingMail.recipient.startswith("lutz."))).all()
    assert len(sent) == 1
    assert "Sitzungen" not in sent[0].body
    path = re.search(r"http://[^/]+(/bestaetigen/\S+)", sent[0].body)
    assert path
    assert asked.test_client().get(path[1]).status_code == 200


def test_the_coordination_answers_for_somebody_on_the_phone(asked: Flask) -> None:
    answer = fill(coordinator(asked), f"{LIST}/P024", **{"antwort-A108": "right", "antwort-A111": "wrong"})
    assert (answer.status_code, confirmed(asked, "A108"), len(measures(asked))) == (303, TODAY, 1)


def test_an_answer_can_be_taken_back(asked: Flask) -> None:
    client = coordinator(asked)
    fill(client, f"{LIST}/P024", **{"antwort-A108": "wrong"})
    way_back = re.search(r'href="(/verlauf/[0-9a-f]+)"', client.get(LIST).text)
    assert way_back
    assert press(client, way_back[1], way_back[1]).status_code == 303
    assert measures(asked) == []
