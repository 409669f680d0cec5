"""A vacancy is published on the board with one click, answered by anybody, and closes when somebody is appointed."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from ks_board.core import clock
from ks_board.core.db import db
from ks_board.gaps.models import Measure, Offer
from ks_board.gaps.offers import OFFERABLE
from ks_board.gaps.queries import find_gaps
from ks_board.messages.guard import make_ticket
from ks_board.messages.models import Message
from ks_board.permissions import Role
from tests.conftest import signed_in
from tests.gap_actions.test_steps import ON
from tests.organigram_edit.browser import coordinator, fields_of, fill, opened, press, send

PUBLISH = "/luecken/post-vacant/S12/tun/post-vacant-2"
INTEREST = "/gesucht/O001/interesse"


@pytest.fixture
def published(town: Flask) -> Flask:
    """Return a town that looks for somebody for the vacant post."""
    answer = fill(coordinator(town), PUBLISH, title="Wer macht die Assistenz?", sentence="Zwei Tage in der Woche.")
    assert (answer.status_code, answer.location) == (303, "/gesucht/O001")
    return town


def interested(client: FlaskClient, **typed: str) -> int:
    """Send the form as somebody who took time to type."""
    page = client.get("/gesucht/O001")
    with client.application.app_context():
        ticket = make_ticket(now=clock.real_now() - timedelta(seconds=20))
    return send(client, INTEREST, fields_of(page, INTEREST), **({"ticket": ticket} | typed)).status_code


def texts(app: Flask) -> list[tuple[str, str | None]]:
    with app.app_context():
        rows = db.session.execute(select(Message.subject, Message.contact).where(Message.subject.like("Interesse%")))
        return [(row.subject, row.contact) for row in rows]


def test_the_preview_shows_words_that_can_be_changed(town: Flask) -> None:
    fields = opened(coordinator(town), PUBLISH)
    assert fields["title"][0].startswith("Gesucht: ")
    assert all(fields[name] != [""] for name in ("sentence", "meaning", "who", "due_on"))


def test_the_board_shows_what_is_looked_for(published: Flask) -> None:
    public = published.test_client()
    assert "Wer macht die Assistenz?" in public.get("/aufgaben").text
    assert "Zwei Tage in der Woche." in public.get("/gesucht").text
    assert public.get("/gesucht/O001").status_code == 200


def test_a_measure_is_planned_with_it(published: Flask) -> None:
    with published.app_context():
        title = db.session.scalars(select(Measure.title).order_by(Measure.id.desc())).first()
    assert title == "Auf dem Board gesucht: Wer macht die Assistenz?"


@pytest.mark.parametrize(("query", "found"), [("ASSISTENZ", True), ("woche assistenz", True), ("schwimmen", False)])
def test_the_search_of_the_board_finds_it(published: Flask, query: str, found: bool) -> None:
    assert (
        "Wer macht die Assistenz?" in published.test_client().get("/aufgaben", query_string={"q": query}).text
    ) is found


def test_publishing_twice_is_the_same_offer_with_the_new_words(published: Flask) -> None:
    answer = fill(coordinator(published), PUBLISH, title="Assistenz gesucht")
    assert answer.location == "/gesucht/O001"
    with published.app_context():
        assert db.session.scalars(select(Offer.title)).all() == ["Assistenz gesucht"]
        measures = select(Measure).where(Measure.title.like("Auf dem Board gesucht%"))
        assert len(db.session.scalars(measures).all()) == 1


def test_it_closes_by_itself_when_somebody_is_appointed(published: Flask) -> None:
    fill(coordinator(published), "/stellen/S12/besetzen", who="P028", person="P028")
    public = published.test_client()
    assert "Wer macht die Assistenz?" not in public.get("/aufgaben").text
    page = public.get("/gesucht/O001").text
    assert "Hier wird niemand mehr gesucht." in page
    assert "Ich habe Interesse" not in page


def test_it_can_be_withdrawn_by_hand_and_published_again(published: Flask) -> None:
    client = coordinator(published)
    assert press(client, "/gesucht/O001", "/gesucht/O001/zuruecknehmen").status_code == 303
    assert "Wer macht die Assistenz?" not in client.get("/aufgaben").text
    fill(client, PUBLISH)
    assert "Wer macht die Assistenz?" in client.get("/aufgaben").text


def test_interest_becomes_a_message_to_the_coordination(published: Flask) -> None:
    assert interested(published.test_client(), name="Ada Lovelace", contact="03576 1815") == 303
    assert texts(published) == [("Interesse an „Wer macht die Assistenz?“ (O001): Ada Lovelace", "03576 1815")]


def test_two_people_of_one_name_are_both_heard_and_each_once(published: Flask) -> None:
    for contact in ("03576 1", "03576 2", "03576 1"):
        interested(published.test_client(), name="Ada", contact=contact)
    assert [contact for _text, contact in texts(published)] == ["03576 1", "03576 2"]


def test_known_people_need_one_tap_and_count_once(published: Flask) -> None:
    volunteer = signed_in(published, Role.VOLUNTEER)
    assert press(volunteer, "/gesucht/O001", INTEREST).status_code == 303
    assert press(volunteer, "/gesucht/O001", INTEREST).status_code == 303
    assert len(texts(published)) == 1


@pytest.mark.parametrize(
    "typed",
    [{"name": "", "contact": "1"}, {"name": "Ada", "contact": " "}, {"name": "Ada", "contact": "1", "ticket": "x"}],
    ids=["no name", "no contact", "too fast"],
)
def test_what_is_missing_is_said_and_nothing_is_kept(published: Flask, typed: dict[str, str]) -> None:
    assert interested(published.test_client(), **typed) == 422
    assert texts(published) == []


def test_a_program_that_fills_in_everything_leaves_nothing(published: Flask) -> None:
    assert interested(published.test_client(), name="A", contact="1", website="http://x.example") == 303
    assert texts(published) == []


def test_interest_in_what_is_found_meanwhile_is_a_conflict(published: Flask) -> None:
    volunteer = signed_in(published, Role.VOLUNTEER)
    fields = fields_of(volunteer.get("/gesucht/O001"), INTEREST)
    fill(coordinator(published), "/stellen/S12/besetzen", who="P028", person="P028")
    answer = send(volunteer, INTEREST, fields)
    assert answer.status_code == 409
    assert "inzwischen niemand mehr gesucht" in answer.text


def test_an_offer_that_never_was_is_not_found(town: Flask) -> None:
    assert town.test_client().get("/gesucht/O999").status_code == 404


@pytest.mark.parametrize("rule", sorted(OFFERABLE))
def test_an_offer_is_open_exactly_while_its_gap_is_there(town: Flask, rule: str) -> None:
    with town.app_context():
        subject = find_gaps(ON, rules={rule})[0].subject_ref
    number = {"post-vacant": 2, "task-contact-left": 3, "task-one-person": 1}.get(rule, 2)
    fill(coordinator(town), f"/luecken/{rule}/{subject}/tun/{rule}-{number}", title="Gesucht wird hier")
    assert "Gesucht wird hier" in town.test_client().get("/aufgaben").text
