"""A question is asked again when new gaps opened since its answer, or the last one closed; never answered by itself."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from ks_board.checklist.answering import give_answer
from ks_board.checklist.models import Answer, AnswerValue, Question
from ks_board.core.db import db
from ks_board.gaps.conditions_town import ENABLING
from ks_board.gaps.history import Changed, note_answered, question_changes, take_snapshot
from ks_board.gaps.models import Rule
from ks_board.gaps.queries import find_gaps
from ks_board.organigram.models import Appointment, AppointmentKind, Responsibility, Unit
from ks_board.people.models import Person
from ks_board.permissions import Role
from ks_board.town.models import Decision
from tests.conftest import NOW, signed_in
from tests.gaps.maker import ON

CLOSED = "Alle Lücken sind geschlossen. Stimmt die Antwort noch?"


@pytest.fixture
def answered(in_town: Flask) -> Flask:
    """Let S1 and S4 be answered today, knowing their gaps."""
    for ref in ("S1", "S4"):
        answer_again(ref)
    return in_town


def answer_again(ref: str) -> None:
    question = db.session.scalars(select(Question).where(Question.ref == ref)).one()
    person = db.session.scalars(select(Person.id).where(Person.ref == "P028")).one()
    answer = give_answer(question.id, AnswerValue.PARTLY, comment=None, by=person, on=ON)
    note_answered(answer, ref, on=ON)
    db.session.commit()


def changed(ref: str, *, only_public: bool = False) -> Changed:
    return question_changes(find_gaps(ON, only_public=only_public), only_public=only_public)[ref]


def free_a_duty() -> None:
    """Let a responsibility have neither lead nor deputy."""
    appointment = select(Appointment).join(Responsibility, Responsibility.id == Appointment.responsibility_id)
    leads = appointment.where(Appointment.kind == AppointmentKind.LEAD, Appointment.until.is_(None))
    db.session.scalars(leads.order_by(Appointment.id).limit(1)).one().until = ON - timedelta(days=1)
    db.session.commit()


def decide() -> None:
    """Close the only gap of S1."""
    town = db.session.scalars(select(Unit.id).where(Unit.parent_id.is_(None)).limit(1)).one()
    decision = {"unit_id": town, "title": "Ermöglichende Stadt", "kind": ENABLING, "decided_on": ON}
    db.session.add(Decision(ref="C99", **decision))
    db.session.commit()


def test_right_after_the_answer_nothing_has_changed(answered: Flask) -> None:
    assert (changed("S1"), changed("S4").asks_again) == (Changed(0, 0, 1), False)


def test_a_gap_that_opens_later_on_the_same_day_asks_again(answered: Flask) -> None:
    left = changed("S4").left
    free_a_duty()
    assert changed("S4") == Changed(1, 0, left + 1)
    assert changed("S4").asks_again


def test_the_last_gap_that_closes_asks_again(answered: Flask) -> None:
    decide()
    assert changed("S1") == Changed(0, 1, 0)
    assert changed("S1").asks_again


def test_a_gap_that_closes_while_others_stay_does_not_ask(answered: Flask) -> None:
    free_a_duty()
    answer_again("S4")
    appointment = db.session.scalars(select(Appointment).where(Appointment.until == ON - timedelta(days=1))).all()
    for row in appointment:
        row.until = None
    db.session.commit()
    assert changed("S4").closed > 0
    assert not changed("S4").asks_again


def test_answering_again_clears_the_mark(answered: Flask) -> None:
    decide()
    answer_again("S1")
    assert changed("S1") == Changed(0, 0, 0)


def test_the_public_is_not_told_of_gaps_it_may_not_see(answered: Flask) -> None:
    db.session.scalars(select(Rule).where(Rule.ref == "enabling-decision-missing")).one().public = False
    decide()
    assert changed("S1", only_public=True) == Changed(0, 0, 0)


def test_an_imported_answer_is_asked_again_by_what_was_seen_since(in_town: Flask) -> None:
    take_snapshot(ON - timedelta(days=2), now=NOW)
    assert not changed("S1").asks_again
    decide()
    assert changed("S1") == Changed(0, 1, 0)
    take_snapshot(ON, now=NOW)
    assert changed("S1") == Changed(0, 1, 0)


def test_without_any_history_the_days_of_gaps_tell(in_weisswald: Flask) -> None:
    younger = [gap for gap in find_gaps(ON, question_ref="S4") if gap.not_before and gap.not_before > date(2026, 9, 10)]
    assert changed("S4").opened == len(younger) > 0


def test_the_pages_say_why_and_the_answer_stays(answered: Flask) -> None:
    decide()
    staff = signed_in(answered, Role.COORDINATOR)
    for path in ("/checkliste/S1", "/checkliste", "/runder-tisch?frage=S1"):
        assert CLOSED in staff.get(path).text
    assert "Fragen: bitte neu beantworten" in staff.get("/heute").text
    newest = select(Answer.answer).join(Question, Question.id == Answer.question_id).where(Question.ref == "S1")
    assert db.session.scalar(newest.order_by(Answer.answered_on.desc()).limit(1)) is AnswerValue.PARTLY
