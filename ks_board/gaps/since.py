"""Since when gaps last: the first of the days until the one asked for on which the condition held all along."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import Date, Float, Integer, Select, String, and_, cast, literal, null, or_, select, union_all

from ks_board.core.db import db
from ks_board.gaps.conditions_town import CONSENSUS, ENABLING
from ks_board.gaps.counted import ASSIGNMENT, COUNTED, OFFER, shifted
from ks_board.gaps.models import SubjectKind
from ks_board.gaps.queries import NOBODY, Gap
from ks_board.gaps.rules import days_before
from ks_board.gaps.spells import Spell, beginning, cut
from ks_board.organigram.models import Appointment, Post, Unit
from ks_board.people.models import Person
from ks_board.tasks.models import LIVE_ASSIGNMENT, LIVE_TASK, Assignment, Task, TaskPot
from ks_board.town.models import Decision

Key = tuple[str, int]
Ids = Collection[int]
THE_TOWN = 0

_NO_DAY, _NO_ID, _NO_WEIGHT = cast(null(), Date), cast(null(), Integer), cast(literal(0), Float)


def days_since(
    gaps: Iterable[Gap], on: date, *, term_start: date | None, without: Collection[int] = NOBODY
) -> list[date | None]:
    """Return for each gap since when it lasts, None if the facts do not tell; one statement for all."""
    gaps = list(gaps)
    spells = _spells([gap for gap in gaps if gap.rule.condition in COUNTED], on, term_start, frozenset(without))
    return [_since(gap, spells, on) for gap in gaps]


def _since(gap: Gap, spells: dict[Key, list[Spell]], on: date) -> date | None:
    counted = COUNTED.get(gap.rule.condition)
    if counted is None:
        return gap.not_before
    known = shifted(gap.rule, spells.get(_key(gap), []))
    began = beginning(known, on, counted)
    return max((day for day in (began, gap.not_before) if day is not None), default=None)


def _key(gap: Gap) -> Key:
    return gap.kind.value, THE_TOWN if gap.kind is SubjectKind.TOWN else gap.subject_id or THE_TOWN


def _spells(gaps: list[Gap], on: date, term_start: date | None, without: frozenset[int]) -> dict[Key, list[Spell]]:
    spells: dict[Key, list[Spell]] = defaultdict(list)
    for row in _rows(gaps, term_start):
        left_on = row.left_on
        if row.person_id in without:
            eve = days_before(on, 1)
            left_on = eve if left_on is None else min(left_on, eve)
        last = cut(row.last, left_on)
        if row.first is None or last is None or row.first <= last:
            spells[row.kind, row.subject_id].append(Spell(row.role, row.first, last, row.weight or 0))
    return spells


def _rows(gaps: list[Gap], term_start: date | None) -> Iterable[Any]:
    ids: dict[SubjectKind, set[int]] = defaultdict(set)
    for gap in gaps:
        ids[gap.kind].add(gap.subject_id or THE_TOWN)
    selects = list(_sources(ids, term_start))
    return db.session.execute(union_all(*selects)).all() if selects else ()


def _sources(ids: dict[SubjectKind, set[int]], term_start: date | None) -> Iterator[Select[Any]]:
    if posts := ids.get(SubjectKind.POST):
        yield _appointments(SubjectKind.POST, Appointment.post_id, posts)
    if duties := ids.get(SubjectKind.RESPONSIBILITY):
        yield _appointments(SubjectKind.RESPONSIBILITY, Appointment.responsibility_id, duties)
    if tasks := ids.get(SubjectKind.TASK):
        yield _assignments(SubjectKind.TASK, Assignment.task_id, tasks)
    if people := ids.get(SubjectKind.PERSON):
        yield _assignments(SubjectKind.PERSON, Assignment.person_id, people)
        yield _offers(people)
    if pots := ids.get(SubjectKind.POT):
        yield from _uses(pots)
    if SubjectKind.TOWN in ids:
        yield _decisions(term_start)


def _spell(kind: SubjectKind, subject: Any, role: Any, **more: Any) -> Select[Any]:
    """Select spells of subjects of a kind; more: first, last, person_id, left_on, weight."""
    columns: dict[str, Any] = {
        "kind": literal(kind.value),
        "subject_id": subject,
        "role": cast(role, String),
        "first": _NO_DAY,
        "last": _NO_DAY,
        "person_id": _NO_ID,
        "left_on": _NO_DAY,
        "weight": _NO_WEIGHT,
        **more,
    }
    return select(*(column.label(name) for name, column in columns.items()))


def _appointments(kind: SubjectKind, target: Any, ids: Ids) -> Select[Any]:
    appointed = {"first": Appointment.from_, "last": Appointment.until, "left_on": Person.left_on}
    found = _spell(kind, target, Appointment.kind, person_id=Person.id, **appointed)
    return found.join(Person, Person.id == Appointment.person_id).where(target.in_(ids))


def _assignments(kind: SubjectKind, subject: Any, ids: Ids) -> Select[Any]:
    assigned = {"first": Assignment.from_, "last": Assignment.until, "weight": Task.hours_per_month}
    found = _spell(kind, subject, literal(ASSIGNMENT), person_id=Person.id, left_on=Person.left_on, **assigned)
    return (
        found.join(Person, Person.id == Assignment.person_id)
        .join(Task, Task.id == Assignment.task_id)
        .where(subject.in_(ids), Assignment.status.in_(LIVE_ASSIGNMENT))
    )


def _offers(people: Ids) -> Select[Any]:
    """The hours a person offers weigh against the hours given."""
    hours = -Person.hours_per_month
    return _spell(SubjectKind.PERSON, Person.id, literal(OFFER), weight=hours).where(Person.id.in_(people))


def _uses(pots: Ids) -> Iterator[Select[Any]]:
    """A pot is used by a live task, whose days are not known, and by a post while its unit is in force."""
    task = _spell(SubjectKind.POT, TaskPot.pot_id, literal("task")).join(Task, Task.id == TaskPot.task_id)
    yield task.where(TaskPot.pot_id.in_(pots), Task.status.in_(LIVE_TASK))
    days = {"first": Unit.valid_from, "last": Unit.valid_until}
    post = _spell(SubjectKind.POT, Post.pot_id, literal("post"), **days)
    yield post.join(Unit, Unit.id == Post.unit_id).where(Post.pot_id.in_(pots))


def _decisions(term_start: date | None) -> Select[Any]:
    in_term = and_(Decision.kind == ENABLING, Decision.decided_on >= literal(term_start, Date))
    days = {"first": Decision.decided_on, "last": Decision.valid_until}
    found = _spell(SubjectKind.TOWN, literal(THE_TOWN), Decision.kind, **days)
    return found.where(or_(Decision.kind == CONSENSUS, in_term))
