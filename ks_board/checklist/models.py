"""Questions and answers."""

from datetime import date
from enum import StrEnum

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ks_board.core.columns import Id, Long, Ref, Short, Versioned, one_of, refers_to
from ks_board.core.db import Base


class QuestionGroup(StrEnum):
    """The three groups of the checklist."""

    STRUCTURAL = "structural"
    CULTURAL = "cultural"
    HIGHER_LEVEL = "higher_level"


class AnswerValue(StrEnum):
    """What people answer; never a computer."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Checklist(Versioned, Base):
    """A further checklist beside the built-in one, such as "Checkliste B"."""

    __tablename__ = "checklist"

    id: Mapped[Id]
    ref: Mapped[Ref]
    title_de: Mapped[Short]
    title_en: Mapped[Short]


class Question(Versioned, Base):
    """One question of a checklist."""

    __tablename__ = "question"

    id: Mapped[Id]
    ref: Mapped[Ref]
    group: Mapped[QuestionGroup] = mapped_column(one_of(QuestionGroup))
    number: Mapped[str] = mapped_column(String(20))
    text_de: Mapped[Short]
    text_en: Mapped[Short]
    checklist_id: Mapped[int | None] = refers_to("checklist.id")
    """Empty = the built-in checklist."""


class Answer(Versioned, Base):
    """An answer given by people on a day; the newest counts, the others are history."""

    __tablename__ = "answer"

    id: Mapped[Id]
    ref: Mapped[Ref]
    question_id: Mapped[int] = refers_to("question.id")
    answer: Mapped[AnswerValue] = mapped_column(one_of(AnswerValue))
    answered_on: Mapped[date]
    answered_by_id: Mapped[int] = refers_to("person.id")
    comment: Mapped[Long | None]
    evidence: Mapped[Short | None]
