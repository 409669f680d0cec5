"""What hangs on one person or one pot: for each rule a second SELECT, of the gaps that open or close without them."""

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import Date, Integer, Select, and_, bindparam, case, cast, func, literal, not_, null, or_, select

from ks_board.fund.models import Pot
from ks_board.gaps.condition import Asked
from ks_board.gaps.conditions_structure import DEPUTY, LEAD, posts_that_count, responsibilities_that_count
from ks_board.gaps.conditions_tasks import is_lasting, tasks_published_long_ago, tasks_recurring
from ks_board.gaps.queries import GONE
from ks_board.gaps.registry import REGISTRY
from ks_board.gaps.words import Words, is_current, is_live_assignment
from ks_board.organigram.models import Appointment
from ks_board.people.models import Person
from ks_board.tasks.models import Assignment, Task, TaskPot
from ks_board.town.models import Place

STAYING = (
    select(Person.id, bindparam("eve", type_=Date).label("left_on"))
    .where(Person.id.not_in(select(GONE.c.id)))
    .cte("staying")
)
"""The people who have not left, as if all of them had: a condition asked about them finds what opens with each."""

_NO_ID = cast(null(), Integer)
Hanging = Callable[[str], Select[Any]]
"""From the ref of a rule to the SELECT of subject_id, person_id, pot_id and whether the gap opens (else it closes)."""


@cache
def select_hanging(rule_ref: str) -> Select[Any]:
    """Return what hangs on whom by a rule; kept, because building takes longer than running."""
    return HANGING[rule_ref](rule_ref)


def _hangs(found: Any, opens: Any, *, person: Any = _NO_ID, pot: Any = _NO_ID) -> Select[Any]:
    columns = {"subject_id": found.c.subject_id, "person_id": person, "pot_id": pot, "opens": opens}
    return select(*(column.label(name) for name, column in columns.items()))


def _opens_with(subject: Any, person: Any) -> Hanging:
    """The gap opens when the one person leaves whom the subject names."""

    def build(rule_ref: str) -> Select[Any]:
        found = REGISTRY[rule_ref].find(Asked(rule_ref, STAYING)).subquery()
        named = _hangs(found, literal(True), person=person).join(subject, subject.id == found.c.subject_id)
        return named.where(person.is_not(None))

    return build


def _closes_with(subject: Any, **keeper: Any) -> Hanging:
    """The gap closes, since it is about the person or pot itself, or about something that ends with them."""

    def build(rule_ref: str) -> Select[Any]:
        found = REGISTRY[rule_ref].find(Asked(rule_ref, GONE)).subquery()
        return _hangs(found, literal(False), **keeper).join(subject, subject.id == found.c.subject_id)

    return build


def _counts(
    subjects: Callable[[Asked], Select[Any]],
    rows: Callable[[Asked], Select[Any]],
    gap: Callable[..., Words],
    keeper: str = "person",
) -> Hanging:
    """The gap depends on numbers of rows: it is asked for all of them, and for all but those of one keeper.

    `rows` are grouped by subject and keeper, and have their numbers as mine_… and those of the subject as all_….
    """

    def build(rule_ref: str) -> Select[Any]:
        asked = Asked(rule_ref, GONE)
        found, counted = subjects(asked).subquery(), rows(asked).subquery()
        mine = [column for column in counted.c if column.name.startswith("mine")]
        all_ = [column for column in counted.c if column.name.startswith("all")]
        before = gap(*all_)
        after = gap(*(every - own for every, own in zip(all_, mine, strict=True)))
        hanging = _hangs(found, after, **{keeper: counted.c.keeper_id})
        joined = hanging.join(counted, counted.c.subject_id == found.c.subject_id)
        return joined.where(or_(and_(before, not_(after)), and_(not_(before), after)))

    return build


def _grouped(target: Any, keeper: Any, **numbers: Any) -> Select[Any]:
    mine = (number.label(f"mine_{name}") for name, number in numbers.items())
    every = (func.sum(number).over(partition_by=target).label(f"all_{name}") for name, number in numbers.items())
    return select(target.label("subject_id"), keeper.label("keeper_id"), *mine, *every).group_by(target, keeper)


def _appointments(target: Any) -> Callable[[Asked], Select[Any]]:
    leads, deputies = (func.sum(case((Appointment.kind == kind, 1), else_=0)) for kind in (LEAD, DEPUTY))
    counted = _grouped(target, Appointment.person_id, leads=leads, deputies=deputies)
    return lambda asked: counted.where(target.is_not(None), is_current(asked))


def _assignments(asked: Asked) -> Select[Any]:
    return _grouped(Assignment.task_id, Assignment.person_id, rows=func.count()).where(is_live_assignment(asked))


def _lasting_pots(asked: Asked) -> Select[Any]:
    counted = _grouped(TaskPot.task_id, TaskPot.pot_id, rows=func.count())
    return counted.join(Pot, Pot.id == TaskPot.pot_id).where(is_lasting(asked))


_TO_POST, _TO_RESPONSIBILITY = _appointments(Appointment.post_id), _appointments(Appointment.responsibility_id)

# Every rule that asks for people who have left, or for the end of a pot.
HANGING: dict[str, Hanging] = {
    "post-vacant": _counts(posts_that_count, _TO_POST, lambda leads, deputies: leads == 0),
    "responsibility-no-holder": _counts(
        responsibilities_that_count, _TO_RESPONSIBILITY, lambda leads, deputies: leads == 0
    ),
    "responsibility-no-deputy": _counts(
        responsibilities_that_count, _TO_RESPONSIBILITY, lambda leads, deputies: and_(leads > 0, deputies == 0)
    ),
    "responsibility-two-leads": _counts(
        responsibilities_that_count, _TO_RESPONSIBILITY, lambda leads, deputies: leads > 1
    ),
    "appointment-person-left": _opens_with(Appointment, Appointment.person_id),
    "appointment-unconfirmed": _closes_with(Appointment, person=Appointment.person_id),
    "mandate-ending": _closes_with(Appointment, person=Appointment.person_id),
    "anchor-no-keeper": _opens_with(Place, Place.keeper_person_id),
    "task-contact-left": _opens_with(Task, Task.contact_person_id),
    "task-unfilled": _counts(tasks_published_long_ago, _assignments, lambda rows: rows == 0),
    "task-one-person": _counts(tasks_recurring, _assignments, lambda rows: rows == 1),
    "certificate-missing": _closes_with(Assignment, person=Assignment.person_id),
    "person-no-channel": _closes_with(Person, person=Person.id),
    "person-no-thanks": _closes_with(Person, person=Person.id),
    "person-overloaded": _closes_with(Person, person=Person.id),
    "diaspora-not-asked": _closes_with(Person, person=Person.id),
    "recurring-temporary-money": _counts(tasks_recurring, _lasting_pots, lambda rows: rows == 0, "pot"),
    "pot-decided-elsewhere": _closes_with(Pot, pot=Pot.id),
    "pot-heavy-paperwork": _closes_with(Pot, pot=Pot.id),
}
