"""Whom to ask: a function and its phone, never a private number; names only by consent."""

import pytest
from flask import Flask

from ks_board.core.db import db
from ks_board.organigram.models import Unit
from ks_board.tasks.cards import list_cards
from ks_board.tasks.contacts import Contact, dialled
from tests.conftest import NOW
from tests.tasks.conftest import HEAD, Fill

APPOINTMENTS = """id,person_id,target_kind,target_id,kind,from,until
A1,P1,post,S2,lead,,
A2,P1,post,S1,deputy,,
A3,P2,post,S1,lead,,2026-11-15
A4,P2,post,S3,lead,2026-11-16,
A5,P3,post,S1,lead,,
"""


def contact(fill: Fill, app: Flask, unit: str, person: str, *, sees_names: bool = False, **files: str) -> Contact:
    fill(
        tasks=f"{HEAD},contact_person_id\nT1,Singen,{unit},culture,single,open,{person}\n",
        **{"appointments": APPOINTMENTS} | files,
    )
    with app.app_context():
        return list_cards([1], now=NOW, sees_names=sees_names)[0].contact


def test_a_lead_speaks_before_a_deputy_and_without_consent_has_no_name(fill: Fill, empty: Flask) -> None:
    found = contact(fill, empty, "U02", "P1")
    assert found == ("Baumpflege, Bauamt", None, "030 200", "bauamt@kleinow.example", None)


def test_a_name_stands_there_with_consent(fill: Fill, empty: Flask) -> None:
    assert contact(fill, empty, "U02", "P2").name == "Offena Zeisig"


def test_staff_read_names_without_consent_but_no_private_phone(fill: Fill, empty: Flask) -> None:
    found = contact(fill, empty, "U02", "P1", sees_names=True)
    assert (found.name, found.phone) == ("Geheima Kanari", "030 200")


def test_the_task_unit_answers_where_the_unit_of_the_post_has_no_phone(fill: Fill, empty: Flask) -> None:
    found = contact(fill, empty, "U02", "P2")
    assert (found.function, found.phone, found.phone_of) == ("Vorsitz, Singverein", "030 200", "Bauamt")


def test_the_coordination_answers_where_no_unit_has_a_phone(fill: Fill, empty: Flask) -> None:
    found = contact(fill, empty, "U03", "P2")
    assert (found.phone, found.phone_of, found.email) == ("030 400", "Fragestelle", "fragen@kleinow.example")


@pytest.mark.parametrize("person", ["", "P3"], ids=["nobody", "has left"])
def test_without_a_contact_person_the_unit_answers(person: str, fill: Fill, empty: Flask) -> None:
    found = contact(fill, empty, "U02", person)
    assert found == ("Bauamt", None, "030 200", "bauamt@kleinow.example", None)


def test_a_contact_without_a_post_speaks_for_the_unit(fill: Fill, empty: Flask) -> None:
    found = contact(fill, empty, "U02", "P1", appointments="id,person_id,target_kind,target_id,kind\n")
    assert found.function == "Bauamt"


def test_a_post_of_a_unit_that_has_ended_is_no_function(fill: Fill, empty: Flask) -> None:
    contact(fill, empty, "U02", "P2")
    with empty.app_context():
        db.session.query(Unit).where(Unit.ref == "U03").update({"valid_until": NOW.date()})
        assert list_cards([1], now=NOW, sees_names=False)[0].contact.function == "Vorsitz, Singverein"
        db.session.query(Unit).where(Unit.ref == "U03").update({"valid_until": NOW.date().replace(day=15)})
        assert list_cards([1], now=NOW, sees_names=False)[0].contact.function == "Bauamt"


@pytest.mark.parametrize(
    ("written", "called"),
    [("030 23125-113", "tel:03023125113"), ("+49 (0)30 / 12", "tel:+493012"), ("(030) 12", "tel:03012")],
)
def test_a_phone_is_dialled_without_signs_and_without_the_zero_after_a_country(written: str, called: str) -> None:
    assert dialled(written) == called
