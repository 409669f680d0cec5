"""The checklist and the pages of its questions."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ks_board.checklist.texts import WHY
from ks_board.exchange.importer import import_folder
from tests.conftest import NOW
from tests.gaps.maker import Maker
from tests.gaps.questions import QUESTIONS


def card(html: str, question: str) -> str:
    """Return the words of a question's card."""
    found = re.search(rf"<article[^>]*>\s*<p[^>]*>Frage {question}</p>(.*?)</article>", html, re.DOTALL)
    assert found, question
    return " ".join(re.sub(r"<[^>]*>", " ", found[1]).split())


def test_every_question_of_the_pack_says_why_it_matters() -> None:
    assert list(WHY) == QUESTIONS


def test_all_questions_stand_in_three_groups(client: FlaskClient) -> None:
    page = client.get("/checkliste").text

    assert re.findall(r">Frage (\w+)</p>", page) == QUESTIONS
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", page) == [
        "Strukturelle Fragen",
        "Kulturelle Fragen",
        "Übergeordnete Fragen",
    ]


def test_a_question_shows_its_own_answer_beside_what_the_data_say(staff: FlaskClient) -> None:
    words = card(staff.get("/checkliste").text, "S4")

    assert "teilweise Antwort vom 10. September 2026 Organigramm ist eingetragen, Lücken sind bekannt" in words
    assert "80 von 90 Zuständigkeiten haben eine Leitung und eine Vertretung." in words
    assert "19 Lücken : 7 dringend, 8 wichtig, 4 bei Gelegenheit" in words


def test_the_public_sees_only_public_numbers(client: FlaskClient) -> None:
    page = client.get("/checkliste").text

    assert "Gezählt sind hier nur Lücken, die öffentlich sichtbar sind." in page
    assert "12 Lücken : 4 dringend, 8 wichtig" in card(page, "S4")
    assert "Nachrichten" not in card(page, "S10")
    assert "Keine öffentlich sichtbare Lücke." in card(page, "S10")


def test_an_unanswered_question_says_so(client: FlaskClient) -> None:
    assert "Noch keine Antwort." in card(client.get("/checkliste").text, "U4")


def test_a_question_names_its_source_and_why_it_matters(client: FlaskClient) -> None:
    page = client.get("/checkliste/S4").text

    assert "Quelle: Logbuch Kleinstadt gestalten, strukturelle Frage 4" in page
    assert "Niemand soll von einem Amt zum anderen geschickt werden, auch nicht in den Ferien." in page


def test_a_question_shows_earlier_answers(client: FlaskClient) -> None:
    page = client.get("/checkliste/S4").text

    assert "Frühere Antworten" in page
    assert "5. November 2024" in page
    assert "Kein Organigramm" in page


def test_everybody_reads_who_answered_with_consent(client: FlaskClient) -> None:
    assert "Geantwortet hat Petra Dörfel." in client.get("/checkliste/S4").text


def test_an_answer_names_the_decision_it_rests_on(client: FlaskClient) -> None:
    assert "Beleg: Weißwald als ermöglichende Stadt" in client.get("/checkliste/S1").text


def test_a_question_shows_its_gaps_and_to_staff_its_measures(client: FlaskClient, staff: FlaskClient) -> None:
    public, all_of_it = client.get("/checkliste/S4").text, staff.get("/checkliste/S4").text

    assert "12 Lücken gehören zu dieser Frage." in public
    assert "19 Lücken gehören zu dieser Frage." in all_of_it
    assert "Maßnahmen zu dieser Frage" not in public
    assert "Zweite Ansprechperson für die Ehrenamtsbörse finden" in all_of_it


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_question_has_a_page_for_everybody(client: FlaskClient, staff: FlaskClient, question: str) -> None:
    assert client.get(f"/checkliste/{question}").status_code == 200
    assert staff.get(f"/checkliste/{question}").status_code == 200


def test_a_question_of_the_towns_own_says_so(empty: Flask, tmp_path: Path) -> None:
    maker = Maker()
    maker.add("questions", id="X1", group="cultural", number="7", text_de="Wird gelacht?", text_en="Do people laugh?")
    rule = {"subject_kind": "post", "severity": 1, "title_de": "Stelle frei", "title_en": "Post vacant"}
    maker.add("rules", id="post-vacant", question_id="X1", **rule)
    with empty.app_context():
        import_folder(maker.write(tmp_path / "town"), now=NOW)

    page = empty.test_client().get("/checkliste/X1").text

    assert "Wird gelacht?" in page
    assert "Quelle: Eine eigene Frage dieser Stadt" in page


def test_an_unknown_question_is_not_found(client: FlaskClient) -> None:
    assert client.get("/checkliste/S99").status_code == 404


def test_an_empty_board_says_that_questions_come_with_the_town(empty: Flask) -> None:
    assert "Noch sind keine Fragen eingetragen." in empty.test_client().get("/checkliste").text
