"""Answer questions of the checklist: every day that people answer leaves one more answer behind."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from ks_board.checklist.models import Answer, AnswerValue, Question
from ks_board.core.db import db
from ks_board.core.refs import next_ref


def give_answer(question_id: int, value: AnswerValue, *, comment: str | None, by: int, on: date) -> Answer:
    """Note an answer; who answers the same question again on the same day corrects what was said."""
    answer = find_answer_of(question_id, on)
    if answer is None:
        answer = Answer(ref=next_ref(Answer), question_id=question_id, answered_on=on)
        db.session.add(answer)
    answer.answer, answer.comment, answer.answered_by_id = value, comment, by
    db.session.flush()
    return answer


def find_answer_of(question_id: int, on: date) -> Answer | None:
    """Return the answer that was given to a question on a day."""
    query = select(Answer).where(Answer.question_id == question_id, Answer.answered_on == on)
    return db.session.scalars(query.order_by(Answer.id.desc()).limit(1)).first()


def list_answers_of(on: date) -> Sequence[Any]:
    """Return the answers of a day with their questions, in the order of the questions."""
    return db.session.execute(
        select(Question.ref, Question.id, Answer.answer, Answer.comment)
        .join(Answer, Answer.question_id == Question.id)
        .where(Answer.answered_on == on)
        .order_by(Question.id, Answer.id)
    ).all()
