"""The task catalogue: templates from which a new task can begin."""

from sqlalchemy.orm import Mapped, mapped_column

from ks_board.core.columns import Id, Long, Ref, Short, Versioned, one_of, refers_to
from ks_board.core.db import Base
from ks_board.tasks.models import Insurance, TaskKind


class TaskTemplate(Versioned, Base):
    """What a kind of task usually says; the town fills in who, where and when."""

    __tablename__ = "task_template"

    id: Mapped[Id]
    ref: Mapped[Ref]
    title_de: Mapped[Short]
    title_en: Mapped[Short]
    description_de: Mapped[Long]
    description_en: Mapped[Long]
    area_id: Mapped[int | None] = refers_to("area.id")
    kind: Mapped[TaskKind] = mapped_column(one_of(TaskKind))
    rrule: Mapped[Short | None]
    duration_minutes: Mapped[int | None]
    people_needed: Mapped[int | None]
    hours_per_month: Mapped[float | None]
    min_age: Mapped[int | None]
    certificate_required: Mapped[bool | None]
    licence_required: Mapped[Short | None]
    insurance: Mapped[Insurance | None] = mapped_column(one_of(Insurance))
    remote: Mapped[bool | None]
    briefing_de: Mapped[Long | None]
    briefing_en: Mapped[Long | None]
