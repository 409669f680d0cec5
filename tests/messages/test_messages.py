"""Anybody writes to the town, nothing else of them is kept, and the coordination answers."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from ks_board.core import clock
from ks_board.core.db import db
from ks_board.core.limits import RateCounter
from ks_board.core.outbox import OutgoingMail
from ks_board.core.record import Event
from ks_board.gaps.models import Measure
from ks_board.messages.guard import LEAST, MOST, make_ticket
from ks_board.messages.models import Message
from tests.organigram_edit.browser import Fields, coordinator, fill, opened, press, send

WRITE = "/nachricht"
MINUTE = timedelta(minutes=1)


def write(app: Flask, client: FlaskClient, *, after: timedelta = MINUTE, **typed: str) -> TestResponse:
    """Open the form, take some time, type and send."""
    fields: Fields = opened(client, WRITE)
    with app.app_context():
        ticket = make_ticket(now=clock.real_now() - after)
    return send(client, WRITE, fields, **{"ticket": ticket, "kind": "worry", "text": "Die Bank ist kaputt."} | typed)


def newest(app: Flask) -> dict[str, object]:
    with app.app_context():
        row = db.session.execute(select(Message.__table__).order_by(Message.id.desc()).limit(1)).one()
        return dict(row._mapping)


def how_many(app: Flask, model: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_message_without_account_reaches_the_contact_point(town: Flask) -> None:
    before = how_many(town, Message)
    answer = write(town, town.test_client(), contact="030 1")
    assert (answer.status_code, answer.location) == (303, "/nachricht/danke")
    assert how_many(town, Message) == before + 1
    assert (newest(town)["subject"], newest(town)["contact"]) == ("Die Bank ist kaputt.", "030 1")


def test_of_the_writer_nothing_is_kept_but_the_day(town: Flask) -> None:
    events, mails = how_many(town, Event), how_many(town, OutgoingMail)
    write(town, coordinator(town))
    kept = newest(town)
    assert {name for name, value in kept.items() if value is not None} == {
        *("id", "ref", "received_on", "kind", "channel", "subject", "unit_id", "version"),
    }
    assert str(kept["received_on"]) == "2026-11-16"
    assert (how_many(town, Event), how_many(town, OutgoingMail)) == (events, mails)


def test_the_page_after_says_by_when_an_answer_comes(client: FlaskClient) -> None:
    assert "23. November 2026" in client.get("/nachricht/danke").text


def test_reading_the_start_page_sets_no_cookie(client: FlaskClient) -> None:
    answer = client.get("/")
    assert 'href="/nachricht"' in answer.text
    assert "Set-Cookie" not in answer.headers


def test_what_a_program_fills_in_is_not_kept(town: Flask) -> None:
    before = how_many(town, Message)
    answer = write(town, town.test_client(), website="https://example.org")
    assert (answer.status_code, answer.location) == (303, "/nachricht/danke")
    assert how_many(town, Message) == before


@pytest.mark.parametrize("after", [LEAST - timedelta(seconds=2), MOST + MINUTE])
def test_who_is_too_fast_or_too_slow_sends_again_and_loses_nothing(town: Flask, after: timedelta) -> None:
    before = how_many(town, Message)
    answer = write(town, town.test_client(), after=after, text="Mein langer Text")
    assert answer.status_code == 422
    assert "Mein langer Text" in answer.text
    assert how_many(town, Message) == before


@pytest.mark.parametrize("ticket", ["", "abc", "MTA.abc", "ä" * 99])
def test_a_made_up_ticket_is_refused(town: Flask, ticket: str) -> None:
    assert write(town, town.test_client(), ticket=ticket).status_code == 422


@pytest.mark.parametrize(("field", "sentence"), [("kind", "worum es geht"), ("text", "schreiben Sie uns etwas")])
def test_what_is_missing_is_said_beside_the_field(town: Flask, field: str, sentence: str) -> None:
    answer = write(town, town.test_client(), **{field: ""})
    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_network_that_writes_too_much_has_to_wait(town: Flask) -> None:
    town.config["RATE_LIMITS"] = True
    try:
        answers = [write(town, town.test_client()).status_code for _ in range(11)]
    finally:
        town.config["RATE_LIMITS"] = False
    assert answers == [303] * 10 + [429]
    assert how_many(town, RateCounter) == 1


def test_markup_and_formulas_are_shown_as_text(town: Flask) -> None:
    write(town, town.test_client(), text="<script>alert(1)</script>", contact="=1+1<b>")
    page = coordinator(town).get("/nachrichten").text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "=1+1&lt;b&gt;" in page


def test_an_answer_is_noted_by_one_press(town: Flask) -> None:
    client = coordinator(town)
    assert press(client, "/nachrichten", "/nachrichten/N02/beantwortet").status_code == 303
    assert '/nachrichten/N02/beantwortet"' not in client.get("/nachrichten").text


def test_a_closed_message_leaves_the_list(town: Flask) -> None:
    client = coordinator(town)
    press(client, "/nachrichten", "/nachrichten/N02/abschliessen")
    assert "Nachricht N02" not in client.get("/nachrichten").text
    assert "Nachricht N02" in client.get("/nachrichten?zeige=alle").text


def test_an_idea_becomes_a_measure(town: Flask) -> None:
    answer = fill(coordinator(town), "/nachrichten/N06/massnahme", due_on="2026-12-31")
    assert answer.status_code == 303, answer.text
    with town.app_context():
        message = db.session.execute(select(Message).where(Message.ref == "N06")).scalar_one()
        measure = db.session.get_one(Measure, message.measure_id)
        assert (measure.title, str(measure.due_on)) == (message.subject[:120], "2026-12-31")
