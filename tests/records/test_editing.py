"""Rows are added, changed, ended and removed like the import would have it, and two editors lose nothing."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from ks_board.core.db import db
from ks_board.fund.models import Pot
from ks_board.gaps.models import Rule
from ks_board.organigram.models import Appointment, Unit
from ks_board.tasks.models import Task, TaskPot
from ks_board.town.models import Area, Place, TownSetting
from tests.organigram_edit.browser import coordinator, fill, opened, send


def stored(town: Flask, query: object) -> object:
    with town.app_context():
        return db.session.scalar(query)


def test_a_new_row_gets_the_next_free_ref_of_its_letter(town: Flask) -> None:
    fill(coordinator(town), "/daten/orte/neu", name="Alte Schmiede", kind="hall", owner_unit_id="U01")
    assert stored(town, select(Place.ref).where(Place.name == "Alte Schmiede")) == "L22"


def test_a_field_of_the_towns_own_gets_a_ref_too(town: Flask) -> None:
    fill(coordinator(town), "/daten/felder/neu", label_de="Tiere", label_en="Animals")
    assert str(stored(town, select(Area.ref).where(Area.label_de == "Tiere"))).startswith("F")


def test_a_reference_is_found_by_a_part_of_its_name(town: Flask) -> None:
    answer = fill(coordinator(town), "/daten/orte/neu", name="Laden", kind="shop", owner_unit_id="bauverw")
    assert answer.status_code == 303, answer.text


def test_a_name_that_fits_several_asks_which_was_meant(town: Flask) -> None:
    answer = fill(coordinator(town), "/daten/orte/neu", name="Laden", kind="shop", owner_unit_id="amt")
    assert answer.status_code == 422
    assert "Meinten Sie „" in answer.text
    assert 'value="amt"' in answer.text


def test_a_name_that_fits_nothing_says_so(town: Flask) -> None:
    answer = fill(coordinator(town), "/daten/dank/neu", person_id="Niemand", kind="Brief")
    assert "Das haben wir nicht gefunden." in answer.text


@pytest.mark.parametrize(
    ("address", "typed", "sentence"),
    [
        ("tandems/D06", {"start": "2026-05-01", "end": "2026-04-30"}, "liegt vor dem Anfang"),
        ("aufgaben/T01", {"rrule": "FREQ=QUATSCH"}, "rrule"),
        ("aufgaben/T01", {"min_age": "121"}, "zwischen 0 und 120"),
        ("regeln/post-vacant", {"severity": "4"}, "zwischen 1 und 3"),
        ("aufgaben/T01", {"people_needed": "0"}, "Weniger Plätze gehen nicht"),
        ("aufgaben/T01", {"status": "stopped", "result": ""}, "einen Satz"),
        ("besetzungen/A001", {"post_id": "S01", "responsibility_id": "R01"}, "entweder eine Stelle oder"),
        ("besetzungen/A001", {"post_id": "", "responsibility_id": ""}, "entweder eine Stelle oder"),
        ("massnahmen/M04", {"rule_id": "", "subject_ref": "T01"}, "gehört auch die Regel"),
        ("einstellungen/council_term_end", {"value": "irgendwann"}, "ist kein Tag"),
        ("einstellungen/council_term_end", {"value": "2020-01-01"}, "endet vor ihrem Anfang"),
        ("einheiten/U01", {"kind": "office"}, "Ganz oben muss die Stadt stehen"),
    ],
)
def test_what_the_import_refuses_is_refused_here(
    town: Flask, address: str, typed: dict[str, str], sentence: str
) -> None:
    answer = fill(coordinator(town), f"/daten/{address}", **typed)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_rule_can_be_switched_off(town: Flask) -> None:
    fill(coordinator(town), "/daten/regeln/post-vacant", enabled="0")
    assert stored(town, select(Rule.enabled).where(Rule.ref == "post-vacant")) is False
    assert "Stelle oder Amt ist nicht besetzt" not in coordinator(town).get("/luecken").text


def test_a_setting_of_the_town_shows_on_its_page(town: Flask) -> None:
    client = coordinator(town)
    fill(client, "/daten/einstellungen/neu", key="imprint_text", value="Stadt Weißwald, Markt 1")
    assert "Markt 1" in town.test_client().get("/impressum").text
    assert stored(town, select(TownSetting.version).where(TownSetting.key == "imprint_text")) == 1


def test_what_the_board_keeps_for_itself_is_no_setting(staff: FlaskClient) -> None:
    assert "data_version" not in staff.get("/daten/einstellungen").text
    assert staff.get("/daten/einstellungen/data_version").status_code == 404


@pytest.mark.parametrize(
    ("address", "first", "second"),
    [
        ("/daten/orte/L01", {"usage_terms": "Von A", "is_usable": "0"}, {"usage_terms": "Von <b>B</b>"}),
        ("/daten/einstellungen/town", {"value": "Weißwald A"}, {"value": "Weißwald <b>B</b>"}),
        ("/daten/aufgaben/T01", {"contact_person_id": "P028"}, {"contact_person_id": "P006"}),
    ],
)
def test_second_editor_sees_both_versions(
    town: Flask, address: str, first: dict[str, str], second: dict[str, str]
) -> None:
    one, two = coordinator(town), coordinator(town)
    seen_by_one, seen_by_two = opened(one, address), opened(two, address)
    assert send(one, address, seen_by_one, **first).status_code == 303
    answer = send(two, address, seen_by_two, **second)
    assert answer.status_code == 409
    assert "<b>B" not in answer.text


def test_pots_of_a_task_are_chosen(town: Flask) -> None:
    client = coordinator(town)
    fields = opened(client, "/daten/aufgaben/T01")
    with town.app_context():
        ids = list(db.session.scalars(select(Pot.id).limit(2)))
    assert client.post("/daten/aufgaben/T01", data=fields | {"pot_ids": [str(i) for i in ids]}).status_code == 303
    task = select(Task.id).where(Task.ref == "T01").scalar_subquery()
    with town.app_context():
        assert list(db.session.scalars(select(TaskPot.pot_id).where(TaskPot.task_id == task))) == ids
    assert client.post("/daten/aufgaben/T01", data=fields).status_code == 409


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        *(("einheiten/U11", {}), ("besetzungen/A001", {}), ("menschen/P100", {}), ("patenschaften/X04", {})),
        *(("tandems/D06", {"result": "Es lief gut."}), ("aufgaben/T04", {"result": "Fertig."}), ("toepfe/B09", {})),
        *(("beschluesse/C01", {}), ("massnahmen/M04", {}), ("nachrichten/N02", {})),
    ],
)
def test_a_row_ends_with_a_day(town: Flask, address: str, typed: dict[str, str]) -> None:
    answer = fill(coordinator(town), f"/daten/{address}/beenden", on="2026-11-16", **typed)
    assert answer.status_code == 303, answer.text


def test_an_end_before_the_beginning_is_refused(town: Flask) -> None:
    answer = fill(coordinator(town), "/daten/besetzungen/A216/beenden", on="2020-01-01")
    assert answer.status_code == 422
    assert stored(town, select(Appointment.until).where(Appointment.ref == "A216")) is None


def test_the_town_itself_cannot_end(town: Flask) -> None:
    answer = fill(coordinator(town), "/daten/einheiten/U01/beenden", on="2026-11-16")
    assert answer.status_code == 422
    assert stored(town, select(Unit.valid_until).where(Unit.ref == "U01")) is None


def test_what_is_needed_elsewhere_stays_and_says_by_what(town: Flask) -> None:
    answer = fill(coordinator(town), "/daten/orte/L01/beenden")
    assert answer.status_code == 422
    assert "Das wird noch gebraucht, bei: " in answer.text


def test_what_nothing_needs_is_removed_and_can_come_back(town: Flask) -> None:
    client = coordinator(town)
    fill(client, "/daten/orte/neu", name="Alte Schmiede", kind="hall", owner_unit_id="U01")
    assert fill(client, "/daten/orte/L22/beenden").status_code == 303
    page = client.get("/daten/orte?q=schmiede").text
    assert 'href="/verlauf/' in page
    assert "Alte Schmiede</bdi>" not in page


@pytest.mark.parametrize(
    "address",
    ["antworten/Q01/beenden", "zusagen/G001/beenden", "zusagen/neu", "fragen/neu", "regeln/S1/beenden", "nichts"],
)
def test_what_has_no_such_page_is_not_found(staff: FlaskClient, address: str) -> None:
    assert staff.get(f"/daten/{address}").status_code == 404


def test_what_is_over_for_good_is_not_begun_again_here_either(town: Flask) -> None:
    client = coordinator(town)
    task = fill(client, "/daten/aufgaben/T75", status="running")
    tandem = fill(client, "/daten/tandems/D14", status="active")
    assert (task.status_code, tandem.status_code) == (422, 422)
    assert ("Legen Sie eine ähnliche neu an" in task.text, "Dieses Tandem ist zu Ende" in tandem.text) == (True, True)
