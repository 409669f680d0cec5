"""Drafts of another organigram: a scenario and its steps, each one edit that is not done yet."""

from datetime import date
from enum import StrEnum

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from ks_board.core.columns import Id, Long, Ref, Short, Versioned, one_of, refers_to
from ks_board.core.db import Base


class ScenarioState(StrEnum):
    """What became of a draft."""

    DRAFT = "draft"
    PLANNED = "planned"
    IN_FORCE = "in_force"
    THROWN_AWAY = "thrown_away"


class StepVerb(StrEnum):
    """What a step does; "duty" is a responsibility."""

    ADD_UNIT = "add_unit"
    CHANGE_UNIT = "change_unit"
    MERGE_UNITS = "merge_units"
    CLOSE_UNIT = "close_unit"
    ADD_POST = "add_post"
    CHANGE_POST = "change_post"
    CLOSE_POST = "close_post"
    ADD_DUTY = "add_duty"
    CHANGE_DUTY = "change_duty"
    CLOSE_DUTY = "close_duty"
    APPOINT_POST = "appoint_post"
    APPOINT_DUTY = "appoint_duty"
    END_APPOINTMENT = "end_appointment"


class Scenario(Versioned, Base):
    """A draft: changes of the organigram that belong together and count from one day on."""

    __tablename__ = "scenario"

    id: Mapped[Id]
    ref: Mapped[Ref]
    title: Mapped[Short]
    note: Mapped[Long | None]
    state: Mapped[ScenarioState] = mapped_column(one_of(ScenarioState))
    made_on: Mapped[date]
    made_by_id: Mapped[int | None] = refers_to("person.id")
    in_force_on: Mapped[date | None]
    """The first day on which it counts; set when it is planned or put into force."""


class ScenarioStep(Versioned, Base):
    """One edit of a draft, with its arguments by ref. What it makes is called by the step's own ref until then."""

    __tablename__ = "scenario_step"
    __table_args__ = (Index("ix_scenario_step_scenario_id_position", "scenario_id", "position"),)

    id: Mapped[Id]
    ref: Mapped[Ref]
    scenario_id: Mapped[int] = refers_to("scenario.id")
    position: Mapped[int]
    verb: Mapped[StepVerb] = mapped_column(one_of(StepVerb))
    arguments: Mapped[Long]
    """JSON; see organigram/scenario_verbs.py."""
    base: Mapped[Long]
    """JSON: what the rows that the step changes looked like when it was written; see organigram/scenario_base.py."""
    based_on: Mapped[date]
    said: Mapped[Long | None]
    """The sentence of the step, kept once it is in force: the rows it spoke of are others then."""
