"""What people, units and pots hold on a day: posts, responsibilities, tasks, keys and more, and who else is there."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased

from ks_board.core.db import db
from ks_board.fund.models import Grant, Pot
from ks_board.gaps.absence import Absence
from ks_board.gaps.models import Measure, SubjectKind
from ks_board.gaps.queries import AT_WORK
from ks_board.organigram.in_force import appointment_in_force, has_not_left, in_force, unit_in_force
from ks_board.organigram.models import Appointment, Post, Responsibility, Unit
from ks_board.people.models import Person
from ks_board.tandems.models import Sponsorship, Tandem, TandemStatus
from ks_board.tasks.models import LIVE_ASSIGNMENT, LIVE_TASK, Assignment, Task, TaskPot
from ks_board.town.models import Place

CONTACT, HELPER, KEEPER, PARTNER = "contact", "helper", "keeper", "partner"
_NAME = (Person.given_name + " " + Person.family_name).label("name")


class Other(NamedTuple):
    """Somebody who holds the same thing: lead, deputy, contact, helper, keeper or partner."""

    id: int
    name: str
    phone: str | None
    role: str
    until: date | None


class Held(NamedTuple):
    """A thing with those who are thought away (`gone`) and those who stay (`others`)."""

    kind: SubjectKind
    id: int
    ref: str
    title: str
    unit: str | None
    gone: tuple[Other, ...]
    others: tuple[Other, ...]
    facts: Any
    """The row, with what else is known of this kind of thing."""

    def stays(self, role: str) -> list[Other]:
        """Return who stays in a role."""
        return [other for other in self.others if other.role == role]


class Paid(NamedTuple):
    """Something that a pot pays for, and the names of the other pots that do."""

    kind: SubjectKind
    ref: str
    title: str
    unit: str
    others: tuple[str, ...]


def list_posts(absence: Absence, on: date) -> list[Held]:
    """Return the posts that the people hold or deputise, or the units have."""
    return _appointed(SubjectKind.POST, Post, Appointment.post_id, absence, on)


def list_responsibilities(absence: Absence, on: date) -> list[Held]:
    """Return the responsibilities that the people hold or deputise, or the units have."""
    return _appointed(SubjectKind.RESPONSIBILITY, Responsibility, Appointment.responsibility_id, absence, on)


def list_tasks(absence: Absence, on: date) -> list[Held]:
    """Return the live tasks in which the people help or are the contact, or that the units offer."""
    live = and_(Assignment.status.in_(LIVE_ASSIGNMENT), in_force(Assignment.from_, Assignment.until, on))
    helps = exists().where(Assignment.task_id == Task.id, Assignment.person_id.in_(absence.people), live)
    touched = Task.contact_person_id.in_(absence.people), helps, Task.unit_id.in_(absence.ended.units)
    rows = db.session.execute(
        select(Task.id, Task.ref, Task.title, Task.briefing, Task.contact_person_id, Unit.name.label("unit"))
        .join(Unit, Unit.id == Task.unit_id)
        .where(Task.status.in_(LIVE_TASK), or_(*touched))
        .order_by(Task.title, Task.id)
    ).all()
    there = _people(
        select(Assignment.task_id.label("thing"), Assignment.until)
        .join(Person, Person.id == Assignment.person_id)
        .where(Assignment.task_id.in_([row.id for row in rows]), live, has_not_left(on)),
        HELPER,
    )
    contacts = _single({row.contact_person_id for row in rows}, CONTACT, on)
    for row in rows:
        there[row.id] += contacts.get(row.contact_person_id, [])
    return _held(SubjectKind.TASK, rows, there, absence)


def list_paid(pots: Collection[int], on: date) -> list[Paid]:
    """Return the live tasks and the posts that pots pay for, and what else pays for them on a day."""
    unit = Unit.name.label("unit")
    tasks = db.session.execute(
        select(Task.id, Task.ref, Task.title, unit)
        .join(Unit, Unit.id == Task.unit_id)
        .where(Task.status.in_(LIVE_TASK), exists().where(TaskPot.task_id == Task.id, TaskPot.pot_id.in_(pots)))
        .order_by(Task.title, Task.id)
    ).all()
    posts = db.session.execute(
        select(Post.ref, Post.title, unit)
        .join(Unit, Unit.id == Post.unit_id)
        .where(Post.pot_id.in_(pots), unit_in_force(on))
        .order_by(Post.title, Post.id)
    ).all()
    others: dict[int, list[str]] = defaultdict(list)
    other_pots = select(TaskPot.task_id, Pot.name).join(Pot, Pot.id == TaskPot.pot_id)
    counts = TaskPot.task_id.in_([row.id for row in tasks]), Pot.id.not_in(pots)
    for row in db.session.execute(other_pots.where(*counts, in_force(Pot.valid_from, Pot.valid_until, on))):
        others[row.task_id].append(row.name)
    paid = [Paid(SubjectKind.TASK, row.ref, row.title, row.unit, tuple(others[row.id])) for row in tasks]
    return paid + [Paid(SubjectKind.POST, row.ref, row.title, row.unit, ()) for row in posts]


def list_keys(absence: Absence, on: date) -> list[Held]:
    """Return the places that the people keep or the units own."""
    rows = db.session.execute(
        select(Place.id, Place.ref, Place.name.label("title"), Place.street, Place.keeper_person_id, Place.is_anchor)
        .add_columns(Unit.name.label("unit"))
        .join(Unit, Unit.id == Place.owner_unit_id)
        .where(or_(Place.keeper_person_id.in_(absence.people), Place.owner_unit_id.in_(absence.ended.units)))
        .order_by(Place.name, Place.id)
    ).all()
    keepers = _single({row.keeper_person_id for row in rows}, KEEPER, on)
    return _held(SubjectKind.PLACE, rows, {row.id: keepers.get(row.keeper_person_id, []) for row in rows}, absence)


def list_tandems(people: Collection[int]) -> list[Held]:
    """Return the active tandems of people."""
    one, two = aliased(Person), aliased(Person)
    rows = db.session.execute(
        select(
            Tandem.id, Tandem.ref, Tandem.name.label("title"), Tandem.purpose, Tandem.task_id, Task.title.label("unit")
        )
        .add_columns(*_columns(one, "a"), *_columns(two, "b"))
        .join(one, one.id == Tandem.person_a_id)
        .join(two, two.id == Tandem.person_b_id)
        .outerjoin(Task, Task.id == Tandem.task_id)
        .where(Tandem.status == TandemStatus.ACTIVE, or_(one.id.in_(people), two.id.in_(people)))
        .order_by(Tandem.name, Tandem.id)
    ).all()
    pairs = {
        row.id: [_partner(row.a_id, row.a_name, row.a_phone), _partner(row.b_id, row.b_name, row.b_phone)]
        for row in rows
    }
    return [_thing(SubjectKind.TANDEM, row, pairs[row.id], frozenset(people)) for row in rows]


def list_sponsorships(people: Collection[int], on: date) -> Sequence[Any]:
    """Return the sponsorships of people in force: offer, what exactly, tandem."""
    query = select(Sponsorship.offer, Sponsorship.offer_note, Sponsorship.until, Tandem.name.label("tandem"))
    joined = query.outerjoin(Tandem, Tandem.id == Sponsorship.tandem_id)
    mine = Sponsorship.person_id.in_(people), in_force(Sponsorship.from_, Sponsorship.until, on)
    return db.session.execute(joined.where(*mine).order_by(Sponsorship.id)).all()


def list_near(responsibilities: Collection[int], people: Collection[int], on: date) -> dict[int, list[tuple[str, str]]]:
    """Return by responsibility who helps in a live task that serves it, with the task's title; without the people."""
    live = Assignment.status.in_(LIVE_ASSIGNMENT), in_force(Assignment.from_, Assignment.until, on)
    rows = db.session.execute(
        select(Task.responsibility_id, _NAME, Task.title)
        .join(Assignment, Assignment.task_id == Task.id)
        .join(Person, Person.id == Assignment.person_id)
        .where(Task.responsibility_id.in_(responsibilities), Task.status.in_(LIVE_TASK), *live)
        .where(Person.id.not_in(people), has_not_left(on))
        .order_by(Assignment.from_, Assignment.id)
    )
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        found[row.responsibility_id].append((row.name, row.title))
    return found


def list_measures(people: Collection[int]) -> Sequence[Any]:
    """Return the measures that people have begun, the one due first at the top."""
    query = select(Measure.ref, Measure.title, Measure.due_on, Measure.status)
    mine = query.where(Measure.owner_person_id.in_(people), Measure.status.in_(AT_WORK))
    return db.session.execute(mine.order_by(Measure.due_on.is_(None), Measure.due_on, Measure.id)).all()


def list_grants(absence: Absence) -> Sequence[Any]:
    """Return the grants that are not finished: not refused, and no report yet."""
    query = select(Grant.title, Grant.applied_on, Grant.decision, Grant.report_due_on, Pot.name.label("pot"))
    touched = (
        Grant.applicant_person_id.in_(absence.people),
        Grant.applicant_unit_id.in_(absence.ended.units),
        Grant.pot_id.in_(absence.ended.pots),
    )
    unfinished = Grant.report_on.is_(None), or_(Grant.decision.is_(None), Grant.decision != "no")
    joined = query.join(Pot, Pot.id == Grant.pot_id).where(or_(*touched), *unfinished)
    return db.session.execute(joined.order_by(Grant.applied_on, Grant.id)).all()


def _appointed(kind: SubjectKind, model: Any, target: Any, absence: Absence, on: date) -> list[Held]:
    counts = appointment_in_force(on), has_not_left(on)
    held = exists().where(target == model.id, Appointment.person_id.in_(absence.people), appointment_in_force(on))
    rows = db.session.execute(
        select(model.id, model.ref, model.title, Unit.name.label("unit"))
        .join(Unit, Unit.id == model.unit_id)
        .where(unit_in_force(on), or_(held, model.unit_id.in_(absence.ended.units)))
        .order_by(model.title, model.id)
    ).all()
    appointments = (
        select(target.label("thing"), Appointment.until, Appointment.kind.label("role"))
        .join(Person, Person.id == Appointment.person_id)
        .where(target.in_([row.id for row in rows]), *counts)
        .order_by(Appointment.kind.desc())
    )
    return _held(kind, rows, _people(appointments), absence)


def _people(query: Any, role: str | None = None) -> dict[int, list[Other]]:
    """Collect people by the thing they hold; `role` if the query does not say it."""
    found: dict[int, list[Other]] = defaultdict(list)
    named = query.add_columns(Person.id, _NAME, Person.phone).order_by(Person.family_name, Person.id)
    for row in db.session.execute(named):
        found[row.thing].append(Other(row.id, row.name, row.phone, role or row.role.value, row.until))
    return found


def _single(ids: Iterable[int | None], role: str, on: date) -> dict[int | None, list[Other]]:
    wanted = Person.id.in_([each for each in ids if each is not None])
    rows = db.session.execute(select(Person.id, _NAME, Person.phone).where(wanted, has_not_left(on)))
    return {row.id: [Other(row.id, row.name, row.phone, role, None)] for row in rows}


def _held(kind: SubjectKind, rows: Iterable[Any], there: dict[int, list[Other]], absence: Absence) -> list[Held]:
    return [_thing(kind, row, there.get(row.id, []), absence.people) for row in rows]


def _thing(kind: SubjectKind, row: Any, there: list[Other], people: frozenset[int]) -> Held:
    gone = tuple(other for other in there if other.id in people)
    others = tuple(other for other in there if other.id not in people)
    return Held(kind, row.id, row.ref, row.title, row.unit, gone, others, row)


def _columns(person: Any, letter: str) -> tuple[Any, ...]:
    name = (person.given_name + " " + person.family_name).label(f"{letter}_name")
    return person.id.label(f"{letter}_id"), name, person.phone.label(f"{letter}_phone")


def _partner(person_id: int, name: str, phone: str | None) -> Other:
    return Other(person_id, name, phone, PARTNER, None)
