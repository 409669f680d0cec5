"""The record says who changed what when, and takes it back, and takes that back as well."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select, update

from ks_board.core.columns import Versioned
from ks_board.core.db import Base, db, writing
from ks_board.core.record import Event, recorded
from ks_board.core.undo import KEPT
from ks_board.pages.record_words import COLUMNS, NOT_SHOWN, SETS, TABLES
from tests.conftest import NOW
from tests.organigram_edit.browser import coordinator, fill, press, unit

U10 = "/einheiten/U10/aendern"
VERSIONED = sorted(
    mapper.class_.__tablename__ for mapper in Base.registry.mappers if issubclass(mapper.class_, Versioned)
)


def newest(app: Flask) -> str:
    """Return the address of the newest action."""
    with app.app_context():
        return f"/verlauf/{db.session.scalar(select(Event.action).order_by(Event.id.desc()).limit(1))}"


def undo(app: Flask, address: str) -> int:
    return press(coordinator(app), address, address).status_code


def statements(app: Flask, client: FlaskClient) -> int:
    """Return how often the first page of the record asks the database."""
    asked = []
    with app.app_context():
        engine = db.engine

    def note(*call: object) -> None:
        asked.append(call[2])

    event.listen(engine, "before_cursor_execute", note)
    client.get("/verlauf")
    event.remove(engine, "before_cursor_execute", note)
    return len(asked)


def test_a_change_is_told_in_plain_words(town: Flask) -> None:
    client = coordinator(town)
    fill(client, U10, name="Bauhof", kind="facility", valid_until="2027-12-31")
    page = " ".join(re.sub("<[^>]+>", " ", client.get("/verlauf").text).split())
    assert "Name: Büro der Bürgermeisterin und Sitzungsdienst → Bauhof" in page
    assert "Art: Sachgebiet → Einrichtung" in page
    assert "Letzter Tag: leer → 31. Dezember 2027" in page


def test_what_is_referred_to_is_called_by_name(town: Flask) -> None:
    client = coordinator(town)
    fill(client, U10, parent_id=str(unit(town, "U02").id))
    page = " ".join(re.sub("<[^>]+>", " ", client.get("/verlauf").text).split())
    assert "Gehört zu: Bürgermeisterbereich → Stadtrat" in page


def test_an_appointment_is_called_after_person_and_post(town: Flask) -> None:
    client = coordinator(town)
    fill(client, "/besetzungen/A108/beenden", until="2026-12-31")
    assert "Lutz Zschoche – Sitzungen von Stadtrat" in client.get("/verlauf").text


def test_the_record_can_be_of_one_thing(town: Flask) -> None:
    client = coordinator(town)
    fill(client, U10, name="Erstes Haus")
    fill(client, "/einheiten/U11/aendern", name="Zweites Haus")
    page = client.get("/verlauf?art=unit&ref=U11").text
    assert "Zweites Haus" in page
    assert "Erstes Haus" not in page


def test_the_record_of_a_post_tells_who_was_appointed(town: Flask) -> None:
    client = coordinator(town)
    fill(client, "/besetzungen/A002/beenden", until="2026-12-31")
    assert "31. Dezember 2026" in client.get("/verlauf?art=post&ref=S02").text
    assert "31. Dezember 2026" not in client.get("/verlauf?art=post&ref=S03").text


def test_undo_puts_back_what_was(town: Flask) -> None:
    fill(coordinator(town), U10, name="Bauhof")
    assert undo(town, newest(town)) == 303
    assert unit(town, "U10").name == "Büro der Bürgermeisterin und Sitzungsdienst"


def test_undo_of_an_undo_of_an_undo_works(town: Flask) -> None:
    fill(coordinator(town), U10, name="Bauhof")
    names = []
    for _time in range(3):
        assert undo(town, newest(town)) == 303
        names.append(unit(town, "U10").name)
    old = "Büro der Bürgermeisterin und Sitzungsdienst"
    assert names == [old, "Bauhof", old]


def test_an_added_unit_goes_and_comes_back_with_its_ref(town: Flask) -> None:
    client = coordinator(town)
    added = fill(client, "/organigramm/neue-einheit?unter=U09", name="Irrtum", kind="staff").location
    undo(town, newest(town))
    assert client.get(added).status_code == 404
    undo(town, newest(town))
    assert client.get(added).status_code == 200


def test_the_same_action_is_not_taken_back_twice(town: Flask) -> None:
    fill(coordinator(town), U10, name="Bauhof")
    client, address = coordinator(town), newest(town)
    undo(town, address)
    assert 'method="post" action' not in client.get(address).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get(newest(town)).text)
    assert token
    answer = client.post(address, data={"csrf_token": token[1]})
    assert answer.status_code == 409
    assert "Das wurde schon rückgängig gemacht." in answer.text


def test_what_others_built_on_stays(town: Flask) -> None:
    client = coordinator(town)
    added = fill(client, "/organigramm/neue-einheit?unter=U09", name="Neu", kind="staff").location
    address = newest(town)
    fill(client, f"{added}/neue-stelle", title="Stelle")
    assert undo(town, address) == 409
    assert client.get(added).status_code == 200


def test_undo_makes_no_ring_of_units(town: Flask) -> None:
    client = coordinator(town)
    fill(client, U10, parent_id=str(unit(town, "U11").id))
    fill(client, U10, parent_id=str(unit(town, "U01").id))
    away = newest(town)
    fill(client, "/einheiten/U11/aendern", parent_id=str(unit(town, "U10").id))
    assert undo(town, away) == 409
    assert unit(town, "U10").parent_id == unit(town, "U01").id


def test_after_thirty_days_it_is_history(town: Flask) -> None:
    fill(coordinator(town), U10, name="Bauhof")
    address = newest(town)
    with town.app_context(), writing():
        db.session.execute(update(Event).values(at=NOW - KEPT - timedelta(minutes=1)))
        db.session.commit()
    assert "Rückgängig machen</span>" not in coordinator(town).get(address).text


def test_a_replacement_is_one_action(town: Flask) -> None:
    client = coordinator(town)
    fill(client, "/stellen/S02/besetzen?abloesen=A002", person="P025", from_="2027-03-01")
    client.get("/stellen/S02")  # Shows once what was done, with the name.
    undo(town, newest(town))
    page = client.get("/stellen/S02").text
    assert "30. Juni 2029" in page
    assert "Angermann" not in page


def test_a_closed_post_comes_back_with_its_holder(town: Flask) -> None:
    fill(coordinator(town), "/stellen/S02/schliessen", on="2026-11-15")
    assert undo(town, newest(town)) == 303
    assert "30. Juni 2029" in coordinator(town).get("/stellen/S02").text
    assert "Stadtrat: bis 15. November 2026" not in coordinator(town).get("/organigramm").text


def test_markup_in_both_versions_is_text(town: Flask) -> None:
    client = coordinator(town)
    for name in ("<b>eins</b>", "<script>zwei</script>"):
        fill(client, U10, name=name)
    for page in ("/verlauf", newest(town)):
        text = client.get(page).text
        assert "<b>eins" not in text
        assert "<script>zwei" not in text
        assert "&lt;script&gt;zwei" in text


def test_the_pages_of_the_record_have_25_actions_each(town: Flask) -> None:
    client = coordinator(town)
    for number in range(26):
        fill(client, U10, name=f"Haus {number}")
    assert client.get("/verlauf?ref=U10").text.count('id="aktion-') == 25
    assert client.get("/verlauf?ref=U10&seite=2").text.count('id="aktion-') == 2


def test_a_long_page_asks_as_often_as_a_short_one(town: Flask) -> None:
    client = coordinator(town)
    fill(client, U10, name="Eins")
    few = statements(town, client)
    for number in range(8):
        fill(client, U10, name=f"Haus {number}")
    assert statements(town, client) == few


@pytest.mark.parametrize("query", ["art=nichts", "seite=0", "seite=x", "art=unit&ref=" + "x" * 300])
def test_odd_questions_are_refused(town: Flask, query: str) -> None:
    assert coordinator(town).get(f"/verlauf?{query}").status_code == 400


@pytest.mark.parametrize("table", VERSIONED)
def test_every_table_and_column_has_a_word(table: str) -> None:
    missing = [column.name for column in Base.metadata.tables[table].c if column.name not in COLUMNS.keys() | NOT_SHOWN]
    assert (table in TABLES, missing) == (True, []), "Name it in ks_board/pages/record_words.py."


@pytest.mark.parametrize("table", VERSIONED)
def test_every_closed_set_has_its_words(table: str) -> None:
    model = recorded(table)
    assert model
    for column in model.__table__.c:
        for value in getattr(column.type, "enums", ()):
            assert value in SETS[str(getattr(column.type, "name", ""))], f"{column.type.name}: {value}"
