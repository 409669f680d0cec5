"""Pots and grants; sums are euros."""

from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from ks_board.core.columns import Id, Ref, Short, Versioned, one_of, refers_to
from ks_board.core.db import Base


class PotKind(StrEnum):
    """What a pot is for."""

    PROCESS = "process"
    PROJECT = "project"
    PERSONNEL = "personnel"


class PotDecider(StrEnum):
    """Who decides on a pot."""

    TOWN = "town"
    ASSOCIATION = "association"
    COUNTY = "county"
    STATE = "state"
    FEDERAL = "federal"
    FOUNDATION = "foundation"


class Pays(StrEnum):
    """Does the money come before or after the work?"""

    BEFORE = "before"
    AFTER = "after"


class GrantDecision(StrEnum):
    """The answer to a grant; none yet = undecided."""

    YES = "yes"
    NO = "no"


class Pot(Versioned, Base):
    """Money with rules."""

    __tablename__ = "pot"

    id: Mapped[Id]
    ref: Mapped[Ref]
    name: Mapped[Short]
    kind: Mapped[PotKind] = mapped_column(one_of(PotKind))
    decided_by: Mapped[PotDecider] = mapped_column(one_of(PotDecider))
    total_eur: Mapped[float | None]
    per_project_max_eur: Mapped[float | None]
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    apply_from: Mapped[date | None]
    apply_until: Mapped[date | None]
    papers_required: Mapped[int | None]
    pays: Mapped[Pays] = mapped_column(one_of(Pays))
    who_may_apply: Mapped[Short | None]


class Grant(Versioned, Base):
    """A request for some money of a pot."""

    __tablename__ = "grant"

    id: Mapped[Id]
    ref: Mapped[Ref]
    pot_id: Mapped[int] = refers_to("pot.id")
    title: Mapped[Short]
    applicant_unit_id: Mapped[int] = refers_to("unit.id")
    applicant_person_id: Mapped[int] = refers_to("person.id")
    task_id: Mapped[int | None] = refers_to("task.id")
    amount_eur: Mapped[float | None]
    applied_on: Mapped[date]
    decided_on: Mapped[date | None]
    decision: Mapped[GrantDecision | None] = mapped_column(one_of(GrantDecision))
    paid_on: Mapped[date | None]
    report_due_on: Mapped[date | None]
    report_on: Mapped[date | None]
