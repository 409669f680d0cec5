"""Read people and tasks for the matching: one statement each, one for all promises, and the verdict of the best."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import exists, or_, select

from ks_board.core.clock import local_day
from ks_board.core.db import db
from ks_board.organigram.in_force import has_not_left
from ks_board.people.models import Person
from ks_board.tasks.claim_facts import load_facts
from ks_board.tasks.match import Fit, PersonTraits, TaskTraits, fit
from ks_board.tasks.models import LIVE_ASSIGNMENT, LIVE_TASK, Assignment, Task
from ks_board.tasks.states import OPEN
from ks_board.town.models import Area, Place

MOST, MOST_TRIED, MOST_SUCCESSORS = 5, 15, 3


class Match(NamedTuple):
    """A person and a task that fit."""

    person: PersonTraits
    task: TaskTraits
    fit: Fit


def tasks_for(person_id: int, *, now: datetime) -> list[Match]:
    """Return up to five tasks that fit a person and to which they could say yes now, the best first."""
    people = _people([Person.id == person_id], local_day(now))
    return _best(people, _tasks([Task.status.in_(LIVE_TASK)], now), now)


def people_for(task_id: int, *, now: datetime) -> list[Match]:
    """Return up to five people who fit a task and could say yes to it now, the best first."""
    offers = or_(Person.skills != (), Person.hours_per_month.is_not(None), _has_helped())
    tasks = _tasks([Task.id == task_id, Task.status.in_(LIVE_TASK)], now)
    return _best(_people([offers], local_day(now)), tasks, now)


def successors_for(tasks: Collection[int], *, but: Collection[int], now: datetime) -> dict[int, list[Match]]:
    """Return for each of these live tasks up to three people who could take it over, the best first.

    A place is taken as free, and times are not compared: that is what the two talk about. `but` are never proposed.
    """
    on = local_day(now)
    people = _people([or_(Person.skills != (), _has_helped()), Person.id.not_in(but)], on)
    found: dict[int, list[Match]] = {}
    for task in _tasks([Task.id.in_(tasks), Task.status.in_(LIVE_TASK)], now):
        free = replace(task, has_room=True)
        matches = [Match(person, free, why) for person in people if (why := fit(person, free, on=on))]
        found[task.id] = sorted(matches, key=lambda match: -match.fit.points)[:MOST_SUCCESSORS]
    return found


def _best(people: Iterable[PersonTraits], tasks: list[TaskTraits], now: datetime) -> list[Match]:
    on = local_day(now)
    found = [Match(person, task, why) for person in people for task in tasks if (why := fit(person, task, on=on))]
    # Python's sort keeps the order of the statements among equals: who waits longest, what comes soonest.
    ranked = sorted(found, key=lambda match: (-match.fit.points, match.task.taken > 0))[:MOST_TRIED]
    return list(islice((match for match in ranked if _can_say_yes(match, now)), MOST))


def _can_say_yes(match: Match, now: datetime) -> bool:
    """Tell whether the verdict lets this person in; it also knows what they do at the same time."""
    facts = load_facts(match.task.ref, person_id=match.person.id, now=now)
    return not facts.verdict(now, old_enough=True).refuses


def _has_helped() -> Any:
    return exists().where(Assignment.person_id == Person.id)


def _people(conditions: list[Any], on: date) -> list[PersonTraits]:
    rows = db.session.scalars(select(Person).where(has_not_left(on), *conditions).order_by(Person.id)).all()
    promised, areas, tasks = _promises([person.id for person in rows], on)
    return [
        PersonTraits(
            id=person.id,
            ref=person.ref,
            name=person.name,
            skills=person.skills,
            languages=person.languages,
            licences=frozenset(person.licence),
            residence=person.residence,
            hours_left=None if person.hours_per_month is None else person.hours_per_month - promised[person.id],
            certificate_seen_on=person.certificate_seen_on,
            areas=frozenset(areas[person.id]),
            tasks=frozenset(tasks[person.id]),
        )
        for person in rows
    ]


def _promises(people: list[int], on: date) -> tuple[dict[int, float], dict[int, set[str]], dict[int, set[int]]]:
    """Return by person the hours promised, the areas of what was ever promised, and the tasks they are in now."""
    hours: dict[int, float] = defaultdict(float)
    areas: dict[int, set[str]] = defaultdict(set)
    tasks: dict[int, set[int]] = defaultdict(set)
    query = (
        select(Assignment.person_id, Assignment.task_id, Assignment.status, Assignment.until)
        .add_columns(Task.hours_per_month, Area.ref.label("area"))
        .join(Task, Task.id == Assignment.task_id)
        .join(Area, Area.id == Task.area_id)
    )
    if len(people) == 1:
        query = query.where(Assignment.person_id == people[0])
    for row in db.session.execute(query):
        areas[row.person_id].add(row.area)
        has_passed = row.until is not None and row.until < on
        if row.status in OPEN and not has_passed:
            tasks[row.person_id].add(row.task_id)
        if row.status in LIVE_ASSIGNMENT and not has_passed:
            hours[row.person_id] += row.hours_per_month or 0
    return hours, areas, tasks


def _tasks(conditions: list[Any], now: datetime) -> list[TaskTraits]:
    rows = db.session.execute(
        select(
            *(Task.id, Task.ref, Task.title, Task.search_text, Task.hours_per_month, Task.licence_required),
            *(Task.certificate_required, Task.remote, Task.is_full, Task.taken),
            *(Area.ref.label("area"), Area.label_de, Place.district_unit_id),
        )
        .join(Area, Area.id == Task.area_id)
        .outerjoin(Place, Place.id == Task.place_id)
        .where(*conditions, or_(Task.start.is_(None), Task.next_at >= now))
        .order_by(Task.sort_at, Task.id)
    )
    return [
        TaskTraits(
            id=row.id,
            ref=row.ref,
            title=row.title,
            area=row.area,
            area_label=row.label_de,
            words=row.search_text,
            hours=row.hours_per_month,
            licence_required=row.licence_required,
            certificate_required=bool(row.certificate_required),
            remote=bool(row.remote),
            in_district=row.district_unit_id is not None,
            has_room=not row.is_full,
            taken=row.taken,
        )
        for row in rows
    ]
