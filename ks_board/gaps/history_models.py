"""How the gaps of a town went on: the lives of gaps as they were seen, the days looked at, and what answers knew."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ks_board.core.columns import REF, Id, UtcDateTime, one_of
from ks_board.core.db import Base
from ks_board.gaps.models import SubjectKind

GapKey = tuple[str, str]
"""Rule and subject, by ref."""


class SnapshotSource(StrEnum):
    """How the gaps of a day are known."""

    TAKEN = "taken"
    FROM_RECORD = "from_record"
    """Worked out later, by taking back what the record tells."""
    ESTIMATED = "estimated"
    """Worked out from dated facts alone: what is no longer in the data is missing. For demonstrations."""
    UNKNOWN = "unknown"


class GapSnapshot(Base):
    """One day that was looked at; its figures are those at its end, for the newest day those so far."""

    __tablename__ = "gap_snapshot"

    id: Mapped[Id]
    day: Mapped[date] = mapped_column(unique=True)
    source: Mapped[SnapshotSource] = mapped_column(one_of(SnapshotSource))
    taken_at: Mapped[datetime] = mapped_column(UtcDateTime)
    event_id: Mapped[int]
    """The newest entry of the record that was known then."""
    broken_on: Mapped[date | None]
    """The last day since on which data changed without a record: an import."""


class GapSpell(Base):
    """The life of one gap as it was seen: from `opened_on` to the day before `closed_on`. Days are derived from it."""

    __tablename__ = "gap_spell"
    __table_args__ = (UniqueConstraint("rule_ref", "subject_ref", "opened_on"),)

    id: Mapped[Id]
    rule_ref: Mapped[str] = mapped_column(String(REF))
    subject_kind: Mapped[SubjectKind] = mapped_column(one_of(SubjectKind))
    subject_ref: Mapped[str] = mapped_column(String(REF))
    question_ref: Mapped[str] = mapped_column(String(REF), index=True)
    severity: Mapped[int]
    opened_on: Mapped[date]
    opening_known: Mapped[bool]
    """False: it was there already on the first day that was looked at, and the facts do not tell since when."""
    closed_on: Mapped[date | None] = mapped_column(index=True)


class AnswerBasis(Base):
    """The gaps of a question in the moment it was answered, so that the question can be asked again."""

    __tablename__ = "answer_basis"

    id: Mapped[Id]
    answer_ref: Mapped[str] = mapped_column(String(REF), unique=True)
    answered_on: Mapped[date]
    """An imported answer may have the same ref; it knows nothing of these gaps."""
    gaps: Mapped[list[list[str]]] = mapped_column(JSON)
    """Rule and subject of each."""
