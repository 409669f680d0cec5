"""Rules as data of the town, and measures. A gap itself is never stored."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ks_board.core.columns import REF, Id, Long, Ref, Short, Versioned, one_of, refers_to
from ks_board.core.db import Base


class SubjectKind(StrEnum):
    """What a gap can be about; also the table its subject is found in."""

    TOWN = "town"
    UNIT = "unit"
    POST = "post"
    RESPONSIBILITY = "responsibility"
    APPOINTMENT = "appointment"
    PLACE = "place"
    TASK = "task"
    ASSIGNMENT = "assignment"
    PERSON = "person"
    TANDEM = "tandem"
    SPONSORSHIP = "sponsorship"
    MESSAGE = "message"
    MEASURE = "measure"
    PROCEDURE = "procedure"
    POT = "pot"
    GRANT = "grant"
    QUESTION = "question"


class MeasureStatus(StrEnum):
    """The life of a measure."""

    OPEN = "open"
    WAITING = "waiting"
    DONE = "done"
    STOPPED = "stopped"


class Rule(Versioned, Base):
    """The town's setting of a rule: question, threshold and texts; the condition itself is code."""

    __tablename__ = "rule"
    __table_args__ = (CheckConstraint("severity BETWEEN 1 AND 3", name="severity_range"),)

    id: Mapped[Id]
    ref: Mapped[Ref]
    question_id: Mapped[int | None] = refers_to("question.id")
    """Empty = the rule speaks about every question (`*` in the town folder)."""
    subject_kind: Mapped[SubjectKind] = mapped_column(one_of(SubjectKind))
    severity: Mapped[int]
    """3 = somebody may be let down, 2 = weakens, 1 = tidy up."""
    threshold_days: Mapped[int | None]
    title_de: Mapped[Short]
    title_en: Mapped[Short]
    action_de: Mapped[Short | None]
    action_en: Mapped[Short | None]
    enabled: Mapped[bool | None]
    """Unknown means yes."""
    public: Mapped[bool | None]
    """May the public see these gaps? Unknown means as the built-in pack says."""
    condition_ref: Mapped[str | None] = mapped_column(String(REF))
    """The built-in rule whose condition this one asks, with its own threshold and question; empty = its own."""


class Measure(Versioned, Base):
    """What someone does about a gap, by a date."""

    __tablename__ = "measure"
    __table_args__ = (Index("ix_measure_rule_id_subject_ref", "rule_id", "subject_ref"),)

    id: Mapped[Id]
    ref: Mapped[Ref]
    title: Mapped[Short]
    question_id: Mapped[int] = refers_to("question.id")
    owner_person_id: Mapped[int] = refers_to("person.id")
    status: Mapped[MeasureStatus] = mapped_column(one_of(MeasureStatus))
    created_on: Mapped[date]
    due_on: Mapped[date | None]
    waiting_since: Mapped[date | None]
    done_on: Mapped[date | None]
    rule_id: Mapped[int | None] = refers_to("rule.id")
    subject_ref: Mapped[str | None] = mapped_column(String(REF))
    """The ref of the gap's subject, in the table of the rule's subject kind; the town's id for kind town."""


class ActionKind(StrEnum):
    """What an action of a rule does; pages/gap_steps.py says where each leads."""

    APPOINT = "appoint"
    OPEN = "open"
    PAIR = "pair"
    THANK = "thank"
    CALL = "call"
    TASK = "task"
    OFFER = "offer"
    PRINT = "print"
    DRAFT_DECISION = "draft_decision"
    MEASURE = "measure"


class RuleAction(Versioned, Base):
    """Something fitting to do about the gaps of a rule; the first by position is the one to try first."""

    __tablename__ = "rule_action"

    id: Mapped[Id]
    ref: Mapped[Ref]
    rule_id: Mapped[int] = refers_to("rule.id")
    position: Mapped[int]
    kind: Mapped[ActionKind] = mapped_column(one_of(ActionKind))
    text_de: Mapped[Short]
    text_en: Mapped[Short]


class Offer(Versioned, Base):
    """A vacancy shown on the board. It is open as long as its gap is there: whoever is appointed closes it."""

    __tablename__ = "offer"
    __table_args__ = (UniqueConstraint("rule_id", "subject_ref"),)

    id: Mapped[Id]
    ref: Mapped[Ref]
    rule_id: Mapped[int] = refers_to("rule.id")
    subject_ref: Mapped[str] = mapped_column(String(REF))
    title: Mapped[Short]
    sentence: Mapped[Short]
    meaning: Mapped[Long | None]
    """What it means for whoever says yes."""
    contact: Mapped[Short | None]
    """Whom to ask; empty means the contact point of the town."""
    published_on: Mapped[date]
    withdrawn_on: Mapped[date | None]


class GapDecisionKind(StrEnum):
    """What people decide about a gap without closing it."""

    SNOOZED = "snoozed"
    ACCEPTED = "accepted"


class GapDecision(Versioned, Base):
    """A gap put off until a day, or accepted for good; ends by itself when the gap disappears."""

    __tablename__ = "gap_decision"
    __table_args__ = (
        UniqueConstraint("rule_id", "subject_ref"),
        CheckConstraint("kind = 'accepted' OR until IS NOT NULL", name="snoozed_until"),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    rule_id: Mapped[int] = refers_to("rule.id")
    subject_ref: Mapped[str] = mapped_column(String(REF))
    kind: Mapped[GapDecisionKind] = mapped_column(one_of(GapDecisionKind))
    until: Mapped[date | None]
    reason: Mapped[Long]
    decided_on: Mapped[date]
    decided_by_id: Mapped[int | None] = refers_to("person.id")
