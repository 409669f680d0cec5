"""A coordinator plans a measure about a gap, puts it off or accepts it, and takes that back."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from ks_board.core.db import db, writing
from ks_board.gaps.models import GapDecision, Measure
from ks_board.gaps.queries import find_gaps
from ks_board.people.models import Person
from ks_board.permissions import Role
from tests.access.test_reading import Links
from tests.conftest import PEOPLE
from tests.organigram_edit.browser import coordinator, fill, press

GAP = "/luecken/post-vacant/S12"
ON = date(2026, 11, 16)


def decisions(app: Flask) -> list[tuple[str, date | None, str]]:
    with app.app_context():
        query = select(GapDecision.subject_ref, GapDecision.until, GapDecision.reason)
        return [tuple(row) for row in db.session.execute(query)]


def test_a_planned_measure_shows_beside_the_gap(town: Flask) -> None:
    answer = fill(coordinator(town), f"{GAP}/massnahme", title="Stelle ausschreiben", due_on="2026-12-20")
    assert (answer.status_code, answer.location) == (303, "/luecken?frage=S2")
    with town.app_context():
        (gap,) = [gap for gap in find_gaps(ON, rules={"post-vacant"}) if gap.subject_ref == "S12"]
        assert gap.planned is not None
        assert (gap.planned.title, gap.planned.due_on) == ("Stelle ausschreiben", date(2026, 12, 20))


def test_the_measure_belongs_to_who_plans_it_unless_somebody_else_is_named(town: Flask) -> None:
    fill(coordinator(town), f"{GAP}/massnahme", who="P001", due_on="2026-12-20")
    with town.app_context():
        measure = db.session.scalars(select(Measure).order_by(Measure.id.desc())).first()
        assert measure is not None
        assert measure.owner_person_id == 1


def test_a_whole_name_is_not_mistaken_for_a_longer_one(town: Flask) -> None:
    with town.app_context(), writing():
        me = db.session.scalars(select(Person).where(Person.ref == PEOPLE[Role.COORDINATOR])).one()
        db.session.add(Person(ref="P900", given_name=me.given_name, family_name=f"{me.family_name}er"))
        db.session.commit()
        mine = me.id
    assert fill(coordinator(town), f"{GAP}/massnahme", title="Ausschreiben", due_on="2026-12-20").status_code == 303
    with town.app_context():
        assert db.session.scalars(select(Measure.owner_person_id).order_by(Measure.id.desc())).first() == mine


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"due_on": "2026-11-15"}, "Der Tag liegt schon zurück."),
        ({"who": "Xyzzy"}, "Niemand heißt so."),
        ({"who": "Sabine Lehnigk"}, "P045"),
        ({"title": " "}, "Bitte schreiben Sie, was getan wird."),
    ],
    ids=["past day", "nobody", "two of one name", "no title"],
)
def test_what_cannot_be_planned_is_said_in_the_form(town: Flask, typed: dict[str, str], sentence: str) -> None:
    answer = fill(coordinator(town), f"{GAP}/massnahme", **typed)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_gap_that_is_put_off_says_so_until_its_day(town: Flask) -> None:
    client = coordinator(town)
    assert fill(client, f"{GAP}/zurueckstellen", until="2027-01-31", reason="Haushalt abwarten").status_code == 303
    assert decisions(town) == [("S12", date(2027, 1, 31), "Haushalt abwarten")]
    assert "Zurückgestellt bis 31. Januar 2027: Haushalt abwarten" in client.get("/luecken?frage=S2").text


def test_a_gap_cannot_be_put_off_to_today(town: Flask) -> None:
    assert fill(coordinator(town), f"{GAP}/zurueckstellen", until="2026-11-16", reason="x").status_code == 422
    assert decisions(town) == []


def test_an_accepted_gap_can_be_taken_back(town: Flask) -> None:
    client = coordinator(town)
    assert "den alle lesen können. Bitte nennen Sie keine Namen." in client.get(f"{GAP}/annehmen").text
    fill(client, f"{GAP}/annehmen", reason="Die Assistenz wird nicht gebraucht.")
    assert decisions(town) == [("S12", None, "Die Assistenz wird nicht gebraucht.")]
    assert press(client, GAP, f"{GAP}/wieder").status_code == 303
    assert decisions(town) == []


def test_the_gaps_themselves_know_nothing_of_decisions(town: Flask) -> None:
    with town.app_context():
        before = len(find_gaps(ON))
    fill(coordinator(town), f"{GAP}/annehmen", reason="So bleibt es.")
    with town.app_context():
        assert len(find_gaps(ON)) == before


def test_a_gap_that_is_not_there_answers_404(town: Flask) -> None:
    assert coordinator(town).get("/luecken/post-vacant/S01").status_code == 404


def test_a_gap_begins_a_task_with_its_action_and_unit(town: Flask) -> None:
    client = coordinator(town)
    address = next(link for link in Links(client.get(GAP).text).found if link.startswith("/aufgaben/neu/formular?"))
    page = client.get(address)
    assert 'value="Ausschreiben, Vertretung eintragen oder Stelle schließen"' in page.text
    assert 'value="Koordinierungsstelle Kleinstadt gestalten (U12)"' in page.text
