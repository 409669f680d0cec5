"""People are appointed, end, are replaced and confirmed; a person is found by name or noted anew."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from ks_board.core.db import db
from ks_board.organigram.models import Appointment
from ks_board.people.models import Person
from tests.organigram_edit.browser import coordinator, fields_of, fill, opened, press, send

APPOINT = "/stellen/S02/besetzen"


def appointment(app: Flask, ref: str) -> Appointment:
    with app.app_context():
        return db.session.execute(select(Appointment).where(Appointment.ref == ref)).scalar_one()


def newest(app: Flask) -> Any:
    with app.app_context():
        query = select(Appointment.ref, Appointment.kind, Appointment.from_, Appointment.until, Person.ref.label("who"))
        joined = query.join(Person, Person.id == Appointment.person_id)
        return db.session.execute(joined.order_by(Appointment.id.desc())).first()


def test_three_letters_find_a_person(town: Flask) -> None:
    client = coordinator(town)
    with town.app_context():
        name = db.session.execute(select(Person.family_name).where(Person.ref == "P025")).scalar_one()
    page = client.get(APPOINT, query_string={"who": name[:3]})
    assert 'value="P025"' in page.text


def test_two_letters_find_nobody(town: Flask) -> None:
    assert 'value="P0' not in coordinator(town).get(APPOINT, query_string={"who": "Me"}).text


def test_without_javascript_the_first_sending_shows_who_is_found(town: Flask) -> None:
    client = coordinator(town)
    with town.app_context():
        name = db.session.execute(select(Person.family_name).where(Person.ref == "P025")).scalar_one()
    found = fill(client, APPOINT, who=name, from_="2027-03-01", kind="deputy")
    assert found.status_code == 422
    assert send(client, APPOINT, fields_of(found, APPOINT), person="P025").status_code == 303
    assert tuple(newest(town)) == ("A284", "deputy", date(2027, 3, 1), None, "P025")


def test_a_successor_begins_the_day_after_the_predecessor_ends(town: Flask) -> None:
    client = coordinator(town)
    address = f"{APPOINT}?abloesen=A002"
    answer = fill(client, address, person="P025", from_="2027-03-01")
    assert (answer.status_code, answer.location) == (303, "/stellen/S02")
    assert appointment(town, "A002").until == date(2027, 2, 28)
    assert newest(town).from_ == date(2027, 3, 1)


def test_a_successor_cannot_begin_before_the_predecessor(town: Flask) -> None:
    answer = fill(coordinator(town), f"{APPOINT}?abloesen=A002", person="P025", from_="2024-07-18")
    assert answer.status_code == 422
    assert "Diese Besetzung beginnt erst am 18. Juli 2024." in answer.text
    assert appointment(town, "A002").until == date(2029, 6, 30)


def test_a_new_person_is_noted_on_the_way(town: Flask) -> None:
    client = coordinator(town)
    answer = fill(client, APPOINT, given_name="Änne", family_name="Łukasz", phone="030 99", from_="2027-01-01")
    assert answer.status_code == 303
    with town.app_context():
        person = db.session.execute(select(Person).where(Person.family_name == "Łukasz")).scalar_one()
    assert (newest(town).who, person.phone) == (person.ref, "030 99")


def test_a_known_name_is_asked_about_first(town: Flask) -> None:
    client = coordinator(town)
    with town.app_context():
        known = db.session.execute(select(Person).where(Person.ref == "P025")).scalar_one()
    names = {"given_name": known.given_name.upper(), "family_name": known.family_name}
    asked = fill(client, APPOINT, **names)
    assert asked.status_code == 422
    assert 'value="P025"' in asked.text
    assert send(client, APPOINT, fields_of(asked, APPOINT), is_new="y").status_code == 303
    assert newest(town).who != "P025"


def test_nobody_is_appointed_twice_at_the_same_time(town: Flask) -> None:
    client = coordinator(town)
    fill(client, APPOINT, person="P025", kind="deputy", from_="2027-01-01")
    again = fill(client, APPOINT, person="P025", kind="deputy", from_="2027-02-01")
    assert again.status_code == 422
    assert "ist in dieser Zeit schon eingetragen." in again.text


def test_a_choice_and_a_new_name_together_are_asked_about(town: Flask) -> None:
    answer = fill(coordinator(town), APPOINT, person="P025", given_name="Eva", family_name="Neu")
    assert (answer.status_code, 'value="Neu"' in answer.text) == (422, True)


@pytest.mark.parametrize("person", ["P999", "A001", "<b>", "1", "P025;"])
def test_made_up_people_are_refused(town: Flask, person: str) -> None:
    assert fill(coordinator(town), APPOINT, person=person).status_code == 422


@pytest.mark.parametrize("replaced", ["1", "99999", "-1", "A001", "9" * 30])
def test_appointments_of_other_posts_cannot_be_ended_here(town: Flask, replaced: str) -> None:
    answer = fill(coordinator(town), APPOINT, person="P025", replaces=replaced, from_="2027-03-01")
    assert answer.status_code == 422
    assert appointment(town, "A001").until == date(2029, 7, 31)


def test_an_appointment_ends_on_a_day(town: Flask) -> None:
    answer = fill(coordinator(town), "/besetzungen/A001/beenden", until="31.12.2026")
    assert (answer.status_code, appointment(town, "A001").until) == (303, date(2026, 12, 31))


def test_one_press_confirms(town: Flask) -> None:
    client = coordinator(town)
    assert press(client, "/stellen/S01", "/besetzungen/A001/bestaetigen").status_code == 303
    assert appointment(town, "A001").confirmed_on == date(2026, 11, 16)


def test_two_editors_of_an_appointment_both_keep_their_words(town: Flask) -> None:
    one, two, address = coordinator(town), coordinator(town), "/besetzungen/A001/aendern"
    first, second = opened(one, address), opened(two, address)
    send(one, address, first, until="2028-01-31", notes="eins")
    answer = send(two, address, second, until="2028-06-30", notes="zwei")
    assert answer.status_code == 409
    assert send(two, address, fields_of(answer, address) | {"keep-until": ["stored"]}).status_code == 303
    kept = appointment(town, "A001")
    assert (kept.until, kept.notes) == (date(2028, 1, 31), "zwei")


def test_htmx_gets_the_form_as_a_part_and_then_a_new_page(town: Flask) -> None:
    client, address = coordinator(town), "/besetzungen/A001/beenden"
    htmx = {"HX-Request": "true", "HX-Request-Type": "partial"}
    part = client.get(address, headers=htmx)
    assert part.text.lstrip().startswith('<div id="bearbeiten">')
    answer = client.post(address, data=fields_of(part, address), headers=htmx)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/stellen/S01")
