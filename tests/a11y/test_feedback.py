"""The accessibility statement takes reports of barriers; search engines are told where not to look."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from ks_board.core import clock
from ks_board.core.db import db
from ks_board.messages.guard import make_ticket
from ks_board.messages.models import Message, MessageKind
from tests.organigram_edit.browser import fields_of, send

PAGE = "/barrierefreiheit"


def report(client: FlaskClient, **typed: str) -> TestResponse:
    """Send the form as somebody who took time to type."""
    fields = fields_of(client.get(PAGE), PAGE)
    with client.application.app_context():
        ticket = make_ticket(now=clock.real_now() - timedelta(seconds=20))
    return send(client, PAGE, fields, ticket=ticket, **typed)


def test_a_barrier_reaches_the_coordination_as_a_message(town: Flask) -> None:
    answer = report(town.test_client(), text="Das Menü liest sich doppelt vor.", contact="030 555")
    assert (answer.status_code, answer.location) == (303, "/nachricht/danke")
    with town.app_context():
        newest = db.session.scalars(select(Message).order_by(Message.id.desc())).first()
        assert newest
        assert newest.subject == "Barriere gemeldet: Das Menü liest sich doppelt vor."
        assert (newest.kind, newest.contact, newest.channel) == (MessageKind.WORRY, "030 555", "web")


def test_an_empty_report_is_asked_for_beside_its_field(town: Flask) -> None:
    answer = report(town.test_client(), text="", contact="030 555")
    assert answer.status_code == 422
    assert '<a href="#text">Was geht nicht?: Bitte sagen Sie uns, was nicht geht.</a>' in answer.text
    assert 'value="030 555"' in answer.text


def test_what_a_program_fills_in_is_not_kept(town: Flask) -> None:
    assert report(town.test_client(), text="Kaufen Sie!", website="https://spam.example").status_code == 303
    with town.app_context():
        assert db.session.scalars(select(Message).where(Message.subject.contains("Kaufen"))).all() == []


def test_the_statement_names_standard_tools_and_day(client: FlaskClient) -> None:
    page = client.get(PAGE).text
    assert all(
        words in page for words in ("EN 301 549", "WCAG 2.2, Stufe AA", "22. November 2026", "axe", "Lighthouse")
    )


def test_search_engines_stay_away_from_pages_of_one_person(client: FlaskClient) -> None:
    answer = client.get("/robots.txt")
    assert answer.mimetype == "text/plain"
    assert {"User-agent: *", "Disallow: /meine", "Disallow: /l/"} <= set(answer.text.splitlines())
    assert "Disallow: /\n" not in answer.text


def test_each_page_tells_search_engines_what_the_board_is(client: FlaskClient) -> None:
    sentence = "Wer ist in Weißwald wofür zuständig, wo werden Menschen gebraucht, was fehlt?"
    assert f'<meta name="description" content="{sentence}">' in client.get("/aufgaben").text
