"""Tasks, assignments and thanks."""

from datetime import UTC, date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ks_board.core.columns import (
    Id,
    LocalDateTime,
    Long,
    Ref,
    Short,
    TextList,
    UtcDateTime,
    Versioned,
    one_of,
    refers_to,
)
from ks_board.core.db import Base


class TaskKind(StrEnum):
    """Once, or again and again by a recurrence rule."""

    RECURRING = "recurring"
    SINGLE = "single"


class TaskStatus(StrEnum):
    """The life of a task; live = open or running."""

    DRAFT = "draft"
    OPEN = "open"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    STOPPED = "stopped"


LIVE_TASK = (TaskStatus.OPEN, TaskStatus.RUNNING)
NO_DATE = datetime(2999, 12, 31, tzinfo=UTC)
"""Stands for no date where dates are sorted: later than any that a town may write."""


class Insurance(StrEnum):
    """Who insures the helpers."""

    TOWN = "town"
    ASSOCIATION = "association"
    STATE = "state"
    NONE = "none"


class AssignmentStatus(StrEnum):
    """The life of a yes; live = active or seeking a stand-in."""

    ASKED = "asked"
    ACTIVE = "active"
    SEEKING_STAND_IN = "seeking_stand_in"
    HANDED_OVER = "handed_over"
    ENDED = "ended"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    RELEASED = "released"


LIVE_ASSIGNMENT = (AssignmentStatus.ACTIVE, AssignmentStatus.SEEKING_STAND_IN)


class Task(Versioned, Base):
    """Something volunteers can do, once or regularly."""

    __tablename__ = "task"
    __table_args__ = (
        CheckConstraint("taken >= 0", name="taken_not_negative"),
        Index("ix_task_board", "is_full", "sort_at", "id", "status"),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    title: Mapped[Short]
    description: Mapped[Long | None]
    unit_id: Mapped[int] = refers_to("unit.id")
    area_id: Mapped[int] = refers_to("area.id")
    kind: Mapped[TaskKind] = mapped_column(one_of(TaskKind))
    status: Mapped[TaskStatus] = mapped_column(one_of(TaskStatus))
    start: Mapped[datetime | None] = mapped_column(LocalDateTime)
    duration_minutes: Mapped[int | None]
    rrule: Mapped[Short | None]
    """RFC 5545 recurrence rule without the prefix; `start` is its first date."""
    people_needed: Mapped[int | None]
    """Places; empty = as many as come."""
    hours_per_month: Mapped[float | None]
    contact_person_id: Mapped[int | None] = refers_to("person.id")
    responsibility_id: Mapped[int | None] = refers_to("responsibility.id")
    place_id: Mapped[int | None] = refers_to("place.id")
    min_age: Mapped[int | None]
    certificate_required: Mapped[bool | None]
    licence_required: Mapped[Short | None]
    insurance: Mapped[Insurance | None] = mapped_column(one_of(Insurance))
    mandate_ref: Mapped[Short | None]
    briefing: Mapped[Long | None]
    expenses: Mapped[Short | None]
    remote: Mapped[bool | None]
    channels: Mapped[tuple[str, ...]] = mapped_column(TextList, default=())
    published_on: Mapped[date | None]
    finished_on: Mapped[date | None]
    result: Mapped[Long | None]

    taken: Mapped[int] = mapped_column(default=0)
    """Places taken by active assignments: the one stored count, guarded by the claim and recounted by the check."""
    is_full: Mapped[bool] = mapped_column(default=False)
    """taken ≥ people_needed; kept with `taken`, so that the board reads its order from an index."""
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Start of the next occurrence; a cache of start and rrule that tasks/index.py keeps."""
    sort_at: Mapped[datetime] = mapped_column(UtcDateTime, default=NO_DATE)
    """next_at, or NO_DATE: the board reads its order from an index, and an index has its empty cells at one end."""
    search_text: Mapped[str] = mapped_column(Text, default="")
    """Folded title, description, unit and area; kept by tasks/index.py."""


class Photo(Base):
    """The one photo of a task, in two sizes as WebP; replaced or removed for good, so no version of it is kept."""

    __tablename__ = "photo"

    id: Mapped[Id]
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id", deferrable=True, initially="DEFERRED"), unique=True)
    alt: Mapped[Short]
    """What the photo shows, for who does not see it."""
    credit: Mapped[Short | None]
    """Who took it."""
    digest: Mapped[str] = mapped_column(String(64))
    """Of the large file; stands in the address, so that a browser may keep the file for ever."""
    width: Mapped[int]
    height: Mapped[int]
    large: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    small: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class TaskPot(Base):
    """A pot that pays for a task; position keeps the order in which the town wrote them."""

    __tablename__ = "task_pot"

    task_id: Mapped[int] = refers_to("task.id", primary_key=True)
    pot_id: Mapped[int] = refers_to("pot.id", primary_key=True)
    position: Mapped[int]


class Assignment(Versioned, Base):
    """A volunteer's yes to a task."""

    __tablename__ = "assignment"

    id: Mapped[Id]
    ref: Mapped[Ref]
    task_id: Mapped[int] = refers_to("task.id")
    person_id: Mapped[int] = refers_to("person.id")
    from_: Mapped[date | None] = mapped_column("from")
    until: Mapped[date | None]
    status: Mapped[AssignmentStatus] = mapped_column(one_of(AssignmentStatus))
    live_key: Mapped[str | None] = mapped_column(String(40), index=True, unique=True)
    """`task:person` while a claim made in the app is live, so that nobody is in twice. Imported rows may repeat."""


class AssignmentSource(StrEnum):
    """How a yes reached the town."""

    SELF = "self"
    PHONE = "phone"
    PAPER = "paper"
    COORDINATION = "coordination"


class AssignmentEntry(Versioned, Base):
    """How an assignment came in: who said it how, who wrote it down, and what was said."""

    __tablename__ = "assignment_entry"

    id: Mapped[Id]
    ref: Mapped[Ref]
    assignment_id: Mapped[int] = refers_to("assignment.id", unique=True)
    source: Mapped[AssignmentSource] = mapped_column(one_of(AssignmentSource))
    entered_by_id: Mapped[int | None] = refers_to("person.id")
    entered_on: Mapped[date]
    call_until: Mapped[date | None]
    """Day by which the coordinator calls a person who asked."""
    note: Mapped[Long | None]


class Thanks(Versioned, Base):
    """Recorded recognition."""

    __tablename__ = "thanks"

    id: Mapped[Id]
    ref: Mapped[Ref]
    person_id: Mapped[int] = refers_to("person.id")
    task_id: Mapped[int | None] = refers_to("task.id")
    kind: Mapped[Short]
    given_on: Mapped[date]
    given_by_id: Mapped[int] = refers_to("person.id")
