"""Two sheets for the coordinator: who is on when in a week, and everybody's phone."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from ks_board.core.clock import BERLIN
from ks_board.core.db import db
from ks_board.core.formatting import clock_time, long_date, short_date, time_range
from ks_board.core.formatting import local as local_time
from ks_board.core.text import fold
from ks_board.organigram.in_force import has_not_left, unit_in_force
from ks_board.organigram.models import Unit
from ks_board.people.models import Person
from ks_board.reports.papers import Paper
from ks_board.reports.parts import Cell, Part, Table, part_as_text
from ks_board.tasks import words
from ks_board.tasks.filters import IS_LIVE
from ks_board.tasks.models import LIVE_ASSIGNMENT, Assignment, AssignmentStatus, Task
from ks_board.tasks.recurrence import Occurrence, occurrences
from ks_board.town.models import Place

DAYS = 7
WEEK_WIDTHS, PHONE_WIDTHS = (2, 5, 5), (3, 3, 5)
"""Shares of the columns."""


def make_week(day: date, *, town: str) -> Paper:
    """Return the sheet of the week in which a day lies: each day's dates, and who is on."""
    first = day - timedelta(days=day.weekday())
    dates = _dates(first)
    people = _people({row.id for _one, row in dates})
    days = (first + timedelta(days=ahead) for ahead in range(DAYS))
    parts = [_day(each, [(one, row) for one, row in dates if one.rule_date == each], people) for each in days]
    last = first + timedelta(days=DAYS - 1)
    title = _("Wochenblatt: %(first)s bis %(last)s", first=short_date(first), last=short_date(last))
    return _sheet(f"woche-{first}", title, parts, town=town, widths=WEEK_WIDTHS)


def make_phones(*, town: str, on: date) -> Paper:
    """Return the phone list: people who do something, then units."""
    return _sheet(
        "telefonliste", _("Telefonliste"), [_helpers(on), _units(on)], town=town, widths=PHONE_WIDTHS, stand=on
    )


def _sheet(
    name: str, title: str, parts: Sequence[Part], *, town: str, widths: Sequence[int], stand: date | None = None
) -> Paper:
    day = _("Stand: %(day)s.", day=short_date(stand)) if stand else ""
    note = f"{day} {_('Nur für die Koordination. Bitte nicht aushängen.')}".strip()
    shown = [part_as_text(part) for part in parts]
    return Paper(name, "lists.typ", {"title": title, "town": town, "note": note, "parts": shown, "widths": widths})


def _dates(first: date) -> list[tuple[Occurrence, Any]]:
    """Return the occurrences of a week with their tasks, the earliest first."""
    columns = (Task.id, Task.title, Task.start, Task.duration_minutes, Task.rrule, Task.remote, Task.people_needed)
    query = select(*columns, Place.name.label("place")).outerjoin(Place, Place.id == Task.place_id).where(IS_LIVE)
    after = datetime.combine(first, time.min, BERLIN)
    before = datetime.combine(first + timedelta(days=DAYS), time.min, BERLIN)
    found = [
        (one, row)
        for row in db.session.execute(query.where(Task.start.is_not(None)))
        for one in occurrences(row.start, row.duration_minutes, row.rrule, after, before)
    ]
    return sorted(found, key=lambda each: (each[0].starts_at, each[1].title))


def _people(task_ids: Collection[int]) -> dict[int, list[Any]]:
    """Return who said yes to each task, with the days for which it counts."""
    person = (Person.given_name, Person.family_name, Person.phone, Person.left_on)
    query = (
        select(Assignment.task_id, Assignment.status, Assignment.from_, Assignment.until, *person)
        .join(Person, Person.id == Assignment.person_id)
        .where(Assignment.task_id.in_(task_ids), Assignment.status.in_(LIVE_ASSIGNMENT))
        .order_by(Person.family_name, Person.given_name, Person.id)
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for row in db.session.execute(query):
        found[row.task_id].append(row)
    return found


def _day(day: date, dates: Sequence[tuple[Occurrence, Any]], people: dict[int, list[Any]]) -> Part:
    if not dates:
        return Part(f"{day}", long_date(day), (_("Kein Termin."),))
    head = (_("Zeit"), _("Aufgabe und Ort"), _("Wer"))
    rows = tuple(_row(one, row, people.get(row.id, ())) for one, row in dates)
    return Part(f"{day}", long_date(day), table=Table(long_date(day), head, rows))


def _row(one: Occurrence, row: Any, people: Sequence[Any]) -> tuple[Cell, ...]:
    on = [each for each in people if _is_on(each, one.rule_date)]
    there = [_said(each) for each in on] or [_("noch niemand")]
    return _time(one), f"{row.title}\n{words.where(row.place, row.remote)}", "\n".join(there)


def _is_on(yes: Any, day: date) -> bool:
    is_there = yes.left_on is None or day < yes.left_on
    return is_there and (yes.from_ or date.min) <= day <= (yes.until or date.max)


def _said(yes: Any) -> str:
    """Return "Uta Bauer, 030 23125 200", and whether somebody must stand in."""
    name = f"{yes.given_name} {yes.family_name}, {yes.phone or _('ohne Telefon')}"
    seeks = yes.status is AssignmentStatus.SEEKING_STAND_IN
    return _("%(name)s (sucht eine Vertretung)", name=name) if seeks else name


def _time(one: Occurrence) -> str:
    start, end = local_time(one.starts_at), local_time(one.ends_at)
    return time_range(start.time(), end.time()) if end > start else clock_time(start)


def _helpers(on: date) -> Part:
    query = (
        select(Person.id, Person.given_name, Person.family_name, Person.phone, Person.email, Task.title)
        .join(Assignment, Assignment.person_id == Person.id)
        .join(Task, Task.id == Assignment.task_id)
        .where(Assignment.status.in_(LIVE_ASSIGNMENT), IS_LIVE, has_not_left(on))
    )
    people: dict[int, Any] = {}
    tasks: dict[int, list[str]] = defaultdict(list)
    for row in db.session.execute(query.order_by(Task.title, Task.id)):
        people[row.id] = row
        tasks[row.id].append(row.title)
    head = (_("Name"), _("Telefon"), _("Aufgabe"))
    ordered = sorted(people.values(), key=lambda row: (fold(row.family_name), fold(row.given_name), row.id))
    rows = tuple((_by_family(row), _reached(row), "\n".join(dict.fromkeys(tasks[row.id]))) for row in ordered)
    title = _("Wer mitmacht")
    return (
        Part("menschen", title, table=Table(title, head, rows)) if rows else Part("menschen", title, (_("Niemand."),))
    )


def _by_family(row: Any) -> str:
    return f"{row.family_name}, {row.given_name}"


def _reached(row: Any) -> str:
    return row.phone or row.email or _("ohne Telefon")


def _units(on: date) -> Part:
    rows = tuple(_unit_rows(on))
    title = _("Ämter, Vereine und Gruppen")
    return Part("einheiten", title, table=Table(title, (_("Name"), _("Telefon"), _("E-Mail")), rows))


def _unit_rows(on: date) -> Iterator[tuple[Cell, ...]]:
    query = select(Unit.name, Unit.phone, Unit.email).where(Unit.phone.is_not(None), unit_in_force(on))
    for row in sorted(db.session.execute(query), key=lambda each: fold(each.name)):
        yield row.name, row.phone, row.email
