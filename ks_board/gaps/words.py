"""The words of the conditions as SQL, each written once; they mean what RULES.md says they mean."""

from datetime import date
from typing import Any

from sqlalchemy import CTE, ColumnElement, Date, ScalarSelect, and_, bindparam, case, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from ks_board.fund.models import Pot
from ks_board.gaps.condition import Asked
from ks_board.organigram.in_force import appointment_in_force, in_force, unit_in_force
from ks_board.organigram.models import Appointment, AppointmentKind, Unit
from ks_board.people.models import Person
from ks_board.tasks.models import LIVE_ASSIGNMENT, LIVE_TASK, Assignment, Task, TaskKind

Words = ColumnElement[bool]
Day = InstrumentedAttribute[date | None]


def stays(person: InstrumentedAttribute[Any], asked: Asked) -> Words:
    """Tell whether the person of a key, which is never empty, has not left."""
    return person.not_in(select(asked.gone.c.id))


def gone_people(on: Any) -> CTE:
    """Select the people who have left by a day and when; those in `without` are thought away from the day before."""
    thought_away = Person.id.in_(bindparam("without", expanding=True))
    eve = bindparam("eve", type_=Date)
    later = or_(Person.left_on.is_(None), Person.left_on > eve)
    left_on = case((and_(thought_away, later), eve), else_=Person.left_on)
    return select(Person.id, left_on.label("left_on")).where(or_(Person.left_on <= on, thought_away)).cte("gone")


def unit_counts(asked: Asked) -> Words:
    """Tell whether a unit is in force and not thought away."""
    return and_(unit_in_force(asked.on), Unit.id.not_in(asked.ended_units))


def pot_counts(asked: Asked) -> Words:
    """Tell whether a pot is in force and not thought away."""
    return and_(in_force(Pot.valid_from, Pot.valid_until, asked.on), Pot.id.not_in(asked.ended_pots))


def never_or_before(day: Day, bound: Any) -> Words:
    """Tell whether a day is empty or before the bound."""
    return or_(day.is_(None), day < bound)


def is_current(asked: Asked) -> Words:
    """Tell whether an appointment is in force and its person has not left."""
    return and_(appointment_in_force(asked.on), stays(Appointment.person_id, asked))


def current(kind: AppointmentKind, target: InstrumentedAttribute[Any], subject: Any, asked: Asked) -> Words:
    """Tell whether a post or responsibility has a current appointment of a kind."""
    return exists().where(target == subject.id, Appointment.kind == kind, is_current(asked))


def how_many_leads(subject: Any, asked: Asked) -> ScalarSelect[int]:
    """Count the current leads of a responsibility."""
    leads = select(func.count()).select_from(Appointment).where(Appointment.responsibility_id == subject.id)
    return leads.where(Appointment.kind == AppointmentKind.LEAD, is_current(asked)).scalar_subquery()


def is_live_task() -> Words:
    """Tell whether a task is open or running."""
    return Task.status.in_(LIVE_TASK)


def is_recurring() -> Words:
    """Tell whether a task is live and of kind recurring."""
    return and_(is_live_task(), Task.kind == TaskKind.RECURRING)


def is_live_assignment(asked: Asked) -> Words:
    """Tell whether an assignment is active, in force, and its person has not left, whatever its task's status."""
    return and_(
        Assignment.status.in_(LIVE_ASSIGNMENT),
        in_force(Assignment.from_, Assignment.until, asked.on),
        stays(Assignment.person_id, asked),
    )


def live_assignments(of: Words, asked: Asked) -> ScalarSelect[int]:
    """Count the live assignments of a task or person."""
    return select(func.count()).select_from(Assignment).where(of, is_live_assignment(asked)).scalar_subquery()


def has_live_assignment(of: Words, asked: Asked) -> Words:
    """Tell whether a task or person has a live assignment."""
    return exists().where(of, is_live_assignment(asked))
