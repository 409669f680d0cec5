"""Read questions and answers; of several answers the newest counts, the others are history."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from ks_board.checklist.models import Answer, Checklist, Question, QuestionGroup
from ks_board.core.db import db
from ks_board.core.errors import NotFound
from ks_board.core.i18n import DEFAULT, language
from ks_board.people.models import Person


def list_questions() -> Sequence[Any]:
    """Return ref, group, number, text and checklist of all questions: the built-in checklist first, each in order."""
    return sorted(db.session.execute(_questions().order_by(Question.id)), key=_place)


def list_checklists() -> Sequence[Any]:
    """Return ref and title of the checklists beside the built-in one."""
    return db.session.execute(select(Checklist.ref, _title().label("title")).order_by(Checklist.id)).all()


def get_question(ref: str) -> Any:
    """Return one question; raise NotFound."""
    row = db.session.execute(_questions().where(Question.ref == ref)).one_or_none()
    if row is None:
        raise NotFound(_("Diese Frage gibt es nicht."))
    return row


def list_newest_answers(before: date | None = None) -> dict[int, Any]:
    """Return the answer that counts, or that counted before a day, by the id of its question."""
    newest = func.row_number().over(
        partition_by=Answer.question_id, order_by=(Answer.answered_on.desc(), Answer.id.desc())
    )
    ranked = select(Answer.id, newest.label("place")).where(Answer.answered_on < (before or date.max)).subquery()
    query = _answers().join(ranked, ranked.c.id == Answer.id).where(ranked.c.place == 1)
    return {row.question_id: row for row in db.session.execute(query)}


def list_answers(question_id: int) -> Sequence[Any]:
    """Return all answers to a question, the newest first."""
    of_question = _answers().where(Answer.question_id == question_id)
    return db.session.execute(of_question.order_by(Answer.answered_on.desc(), Answer.id.desc())).all()


def _questions() -> Any:
    text = Question.text_de if language() == DEFAULT else Question.text_en
    columns = (Question.id, Question.ref, Question.group, Question.number, text.label("text"))
    of = (Question.checklist_id, Checklist.ref.label("checklist"), _title().label("checklist_title"))
    return select(*columns, *of).outerjoin(Checklist, Checklist.id == Question.checklist_id)


def _title() -> Any:
    return Checklist.title_de if language() == DEFAULT else Checklist.title_en


def _place(question: Any) -> tuple[int, int, list[tuple[int, str]]]:
    """Return where a question stands: 3a comes before 10."""
    parts = re.findall(r"(\d*)(\D*)", question.number)
    number = [(int(digits or 0), letters) for digits, letters in parts]
    return question.checklist_id or 0, list(QuestionGroup).index(question.group), number


def _answers() -> Any:
    what = (Answer.ref, Answer.question_id, Question.ref.label("question_ref"))
    answer = (Answer.answer, Answer.answered_on, Answer.comment, Answer.evidence)
    person = (Person.given_name, Person.family_name, Person.consent_public)
    query = select(*what, *answer, *person).join(Question, Question.id == Answer.question_id)
    return query.join(Person, Person.id == Answer.answered_by_id)
