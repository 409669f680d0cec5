"""Conditions about tasks and assignments."""

from typing import Any

from sqlalchemy import Exists, Select, String, and_, exists, or_, type_coerce

from ks_board.fund.models import Pot
from ks_board.gaps.condition import Asked, condition, gaps_of, on_day
from ks_board.gaps.models import SubjectKind
from ks_board.gaps.rules import five_years_after_the_next_day
from ks_board.gaps.words import (
    Words,
    has_live_assignment,
    is_live_assignment,
    is_live_task,
    is_recurring,
    live_assignments,
    never_or_before,
)
from ks_board.people.models import Person
from ks_board.tasks.models import Assignment, Insurance, Task, TaskPot, TaskStatus, Thanks


def is_not_covered() -> Words:
    """Tell whether nobody insures the helpers of a task for sure: the town does so only with a mandate."""
    return or_(Task.insurance.is_(None), and_(Task.insurance == Insurance.TOWN, Task.mandate_ref.is_(None)))


def has_several_channels() -> Words:
    """Tell whether a task is known on more than one channel; the stored list holds each only once."""
    return type_coerce(Task.channels, String).like("%;%")


def has_pot() -> Exists:
    """Tell whether a pot pays for a task."""
    return exists().where(TaskPot.task_id == Task.id)


def is_lasting(asked: Asked) -> Words:
    """Tell whether a pot has no end and is not thought away."""
    return and_(Pot.valid_until.is_(None), Pot.id.not_in(asked.ended_pots))


def has_lasting_pot(asked: Asked) -> Exists:
    """Tell whether a pot without an end pays for a task."""
    return has_pot().where(Pot.id == TaskPot.pot_id, is_lasting(asked))


def _tasks(fact: Any = None) -> Select[Any]:
    return gaps_of(Task, unit=Task.unit_id, area=Task.area_id, **({} if fact is None else {"fact": fact}))


def _done(asked: Asked) -> Select[Any]:
    """Select the tasks that were finished at least n days ago."""
    return _tasks(Task.finished_on).where(Task.status == TaskStatus.DONE, Task.finished_on <= asked.ago)


def tasks_recurring(asked: Asked) -> Select[Any]:
    """Select the recurring tasks."""
    return _tasks().where(is_recurring())


def tasks_published_long_ago(asked: Asked) -> Select[Any]:
    """Select the live tasks that were published at least n days ago."""
    return _tasks(Task.published_on).where(is_live_task(), Task.published_on <= asked.ago)


@condition("task-no-contact", SubjectKind.TASK)
def task_no_contact(asked: Asked) -> Select[Any]:
    """Live; no contact person."""
    return _tasks().where(is_live_task(), Task.contact_person_id.is_(None))


@condition("task-contact-left", SubjectKind.TASK)
def task_contact_left(asked: Asked) -> Select[Any]:
    """Live; contact person has left."""
    found = _tasks(asked.gone.c.left_on).join(asked.gone, asked.gone.c.id == Task.contact_person_id)
    return found.where(is_live_task())


@condition("task-no-cover", SubjectKind.TASK)
def task_no_cover(asked: Asked) -> Select[Any]:
    """Live; insurance empty, or by the town without mandate reference."""
    return _tasks().where(is_live_task(), is_not_covered())


@condition("task-no-effort", SubjectKind.TASK)
def task_no_effort(asked: Asked) -> Select[Any]:
    """Live; hours per month empty."""
    return _tasks().where(is_live_task(), Task.hours_per_month.is_(None))


@condition("task-unfilled", SubjectKind.TASK, on_day)
def task_unfilled(asked: Asked) -> Select[Any]:
    """Live; published at least n days ago; no live assignment."""
    someone = has_live_assignment(Assignment.task_id == Task.id, asked)
    return tasks_published_long_ago(asked).where(~someone)


@condition("task-one-channel", SubjectKind.TASK, on_day)
def task_one_channel(asked: Asked) -> Select[Any]:
    """Live; published at least n days ago; at most one channel."""
    return tasks_published_long_ago(asked).where(~has_several_channels())


@condition("task-one-person", SubjectKind.TASK)
def task_one_person(asked: Asked) -> Select[Any]:
    """Recurring; exactly one live assignment."""
    return tasks_recurring(asked).where(live_assignments(Assignment.task_id == Task.id, asked) == 1)


@condition("task-no-briefing", SubjectKind.TASK)
def task_no_briefing(asked: Asked) -> Select[Any]:
    """Recurring; no briefing."""
    return tasks_recurring(asked).where(Task.briefing.is_(None))


@condition("recurring-no-schedule", SubjectKind.TASK)
def recurring_no_schedule(asked: Asked) -> Select[Any]:
    """Recurring; no recurrence rule."""
    return tasks_recurring(asked).where(Task.rrule.is_(None))


@condition("recurring-temporary-money", SubjectKind.TASK)
def recurring_temporary_money(asked: Asked) -> Select[Any]:
    """Recurring; has pots, and every one of them has an end."""
    return tasks_recurring(asked).where(has_pot(), ~has_lasting_pot(asked))


@condition("done-no-thanks", SubjectKind.TASK, on_day)
def done_no_thanks(asked: Asked) -> Select[Any]:
    """Done, finished at least n days ago, no thanks for this task at all."""
    return _done(asked).where(~exists().where(Thanks.task_id == Task.id))


@condition("done-no-result", SubjectKind.TASK, on_day)
def done_no_result(asked: Asked) -> Select[Any]:
    """Done, finished at least n days ago, result empty."""
    return _done(asked).where(Task.result.is_(None))


@condition("certificate-missing", SubjectKind.ASSIGNMENT, lambda day, _: five_years_after_the_next_day(day))
def certificate_missing(asked: Asked) -> Select[Any]:
    """Live; its task requires a certificate, and none was seen in the five years before by the calendar."""
    seen = Person.certificate_seen_on
    found = gaps_of(Assignment, unit=Task.unit_id, area=Task.area_id, since=Assignment.from_, fact=seen)
    return (
        found.join(Task, Task.id == Assignment.task_id)
        .join(Person, Person.id == Assignment.person_id)
        .where(is_live_assignment(asked), Task.certificate_required.is_(True))
        .where(never_or_before(seen, asked.five_years_ago))
    )
