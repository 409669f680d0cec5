"""The Round Table answers question by question, can stop and go on, and plans measures on the way."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from ks_board.checklist.models import Answer, Question
from ks_board.core.db import db
from ks_board.gaps.models import Measure
from ks_board.gaps.queries import find_gaps
from ks_board.people.models import Person
from tests.conftest import TODAY
from tests.organigram_edit.browser import Fields, coordinator, fields_of, send

PAGE, END = "/runder-tisch", "/runder-tisch/ende"
SOMEBODY = "P028"


def opened(client: FlaskClient, ref: str) -> Fields:
    return fields_of(client.get(f"{PAGE}?frage={ref}"), f"{PAGE}/{ref}")


def say(client: FlaskClient, ref: str, **typed: str) -> tuple[int, str]:
    answer = send(client, f"{PAGE}/{ref}", opened(client, ref), **typed)
    return answer.status_code, answer.location or answer.text


AGAIN = "bitte neu beantworten"


def answers_to(app: Flask, ref: str) -> list[tuple[date, str, str | None]]:
    query = select(Answer).join(Question, Question.id == Answer.question_id).where(Question.ref == ref)
    with app.app_context():
        return [(row.answered_on, row.answer.value, row.comment) for row in db.session.scalars(query)]


def test_it_begins_with_the_first_question_and_goes_on_to_the_next(town: Flask) -> None:
    table = coordinator(town)
    assert table.get(PAGE).location == f"{PAGE}?frage=S2"
    assert say(table, "S2", answer="yes", comment="Die Nummer steht.") == (303, f"{PAGE}?frage=S3b")


def test_questions_whose_gaps_changed_come_first(town: Flask) -> None:
    table = coordinator(town)
    marked = [ref for ref in _refs(town) if AGAIN in table.get(f"/checkliste/{ref}").text]
    assert "S1" not in marked
    for ref in marked[:-1]:
        say(table, ref, answer="yes")
    assert say(table, marked[-1], answer="yes") == (303, f"{PAGE}?frage=S1")


def test_an_answer_is_history_and_the_older_ones_stay(town: Flask) -> None:
    before = answers_to(town, "S1")
    say(coordinator(town), "S1", answer="partly", comment="Fast.")
    assert answers_to(town, "S1") == [*before, (date.fromisoformat(TODAY), "partly", "Fast.")]


def test_a_second_answer_on_the_same_day_corrects_the_first(town: Flask) -> None:
    table, before = coordinator(town), answers_to(town, "S1")
    say(table, "S1", answer="yes", comment="Ja.")
    assert opened(table, "S1")["answer"] == ["yes"]
    say(table, "S1", answer="no", comment="Doch nicht.")
    assert answers_to(town, "S1") == [*before, (date.fromisoformat(TODAY), "no", "Doch nicht.")]


def test_an_older_answer_is_shown_but_not_ticked(town: Flask) -> None:
    assert "answer" not in opened(coordinator(town), "S1")


def test_who_comes_back_goes_on_where_it_stopped(town: Flask) -> None:
    say(coordinator(town), "S2", answer="yes")
    say(coordinator(town), "S3b", answer="yes")
    assert coordinator(town).get(PAGE).location == f"{PAGE}?frage=S4"


def test_after_the_last_question_comes_the_end(town: Flask) -> None:
    table, refs = coordinator(town), _refs(town)
    for ref in refs[:-1]:
        say(table, ref, answer="yes")
    assert say(table, refs[-1], answer="no") == (303, END)
    assert table.get(PAGE).location == END
    assert "Alle Fragen sind beantwortet." in table.get(END).text


def test_the_page_says_how_far_the_table_is(staff: FlaskClient, weisswald: Flask) -> None:
    total = len(_refs(weisswald))
    assert f"Frage 1 von {total}" in staff.get(f"{PAGE}?frage=S2").text
    assert f"Frage {total} von {total}" in staff.get(f"{PAGE}?frage=U4").text


def test_an_answer_closes_the_gap_of_an_outdated_one(town: Flask) -> None:
    on = date.fromisoformat(TODAY)
    with town.app_context():
        outdated = [gap.subject_ref for gap in find_gaps(on, rules={"answer-outdated"})]
    ref = outdated[0]
    say(coordinator(town), ref, answer="partly")
    with town.app_context():
        assert [gap.subject_ref for gap in find_gaps(on, rules={"answer-outdated"})] == outdated[1:]


def test_a_measure_gets_a_title_a_name_and_a_day(town: Flask) -> None:
    table = coordinator(town)
    say(table, "S4", answer="no", title="Vertretung benennen", who=SOMEBODY, due_on="24.12.2026")
    with town.app_context():
        made = db.session.scalars(select(Measure).order_by(Measure.id.desc()).limit(1)).one()
        owner, question = (
            db.session.get_one(Person, made.owner_person_id),
            db.session.get_one(Question, made.question_id),
        )
        assert (made.title, owner.ref, question.ref) == ("Vertretung benennen", SOMEBODY, "S4")
        assert (made.due_on, made.created_on) == (date(2026, 12, 24), date.fromisoformat(TODAY))
    assert "Vertretung benennen" in table.get(END).text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Bitte wählen Sie: ja, teilweise oder nein."),
        ({"answer": "perhaps"}, "answer-error"),
        ({"answer": "yes", "title": "Etwas"}, "Zu einer Maßnahme gehört auch das."),
        ({"answer": "yes", "title": "Etwas", "who": SOMEBODY, "due_on": "2026-01-01"}, "liegt schon zurück"),
        ({"answer": "yes", "title": "Etwas", "who": SOMEBODY, "due_on": "9999-12-31"}, "zwischen 1900 und 2100"),
        ({"answer": "yes", "title": "Etwas", "who": "Xyzzyx", "due_on": "2026-12-31"}, "Niemand heißt so."),
        ({"answer": "yes", "comment": "x" * 501}, "Das ist zu lang."),
    ],
)
def test_what_cannot_be_noted_is_said_and_nothing_is_kept(typed: dict[str, str], sentence: str, town: Flask) -> None:
    before = answers_to(town, "S4")
    code, page = say(coordinator(town), "S4", **{"comment": "Das bleibt stehen."} | typed)
    assert (code, sentence in page) == (422, True), page
    assert answers_to(town, "S4") == before
    assert typed.get("comment", "Das bleibt stehen.")[:5] in page


def test_markup_and_extra_fields_are_only_text(town: Flask) -> None:
    table = coordinator(town)
    code, _ = say(table, "S4", answer="yes", comment="<b>=1+1</b>", answered_by_id="1", answered_on="2020-01-01")
    assert code == 303
    assert answers_to(town, "S4")[-1] == (date.fromisoformat(TODAY), "yes", "<b>=1+1</b>")
    assert "&lt;b&gt;=1+1&lt;/b&gt;" in table.get(END).text


@pytest.mark.parametrize("ref", ["S99", "ende", "%27"])
def test_a_question_that_does_not_exist_is_not_found(ref: str, staff: FlaskClient) -> None:
    assert staff.get(f"{PAGE}?frage={ref}").status_code == 404


def _refs(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Question.ref).order_by(Question.id)))
