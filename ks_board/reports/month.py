"""The monthly notice: where people can join in, for the whole town or one district."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from ks_board.core.clock import BERLIN
from ks_board.core.db import db
from ks_board.core.errors import NotFound
from ks_board.core.formatting import day_of_year, listing, month_name
from ks_board.organigram.in_force import unit_in_force
from ks_board.organigram.models import Unit, UnitKind
from ks_board.reports.papers import Paper, spoken
from ks_board.reports.qr import qr_svg
from ks_board.tasks import words
from ks_board.tasks.contacts import contact_of, with_contact
from ks_board.tasks.filters import IS_LIVE
from ks_board.tasks.models import Task
from ks_board.tasks.recurrence import occurrences
from ks_board.town.models import Place

MOST_DAYS = 5
"""More dates than these are said by their rule alone."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a year."""

    year: int
    month: int

    @property
    def first(self) -> date:
        """Return its first day."""
        return date(self.year, self.month, 1)

    @property
    def following(self) -> "Month":
        """Return the month after it."""
        year, month = divmod(self.year * 12 + self.month, 12)
        return Month(year, month + 1)

    @property
    def words(self) -> str:
        """Return "Dezember 2026"."""
        return f"{month_name(self.month)} {self.year}"

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"


def list_districts(on: date) -> list[tuple[str, str]]:
    """Return ref and name of the districts, by name."""
    query = select(Unit.ref, Unit.name).where(Unit.kind == UnitKind.DISTRICT, unit_in_force(on))
    return [(row.ref, row.name) for row in db.session.execute(query.order_by(Unit.name, Unit.id))]


def make_month(month: Month, district: str | None, *, town: str, base_url: str, on: date) -> Paper:
    """Return the notice: open tasks with dates in the month, then those without a fixed date; raise NotFound."""
    unit = _district(district) if district else None
    tasks = list(_tasks(month, unit.id if unit else None, on))
    address = f"{base_url}/aufgaben"
    data = {
        "title": _("Mitmachen im %(month)s", month=month.words),
        "town": town,
        "where": unit.name if unit else town,
        "intro": _("Hier sind noch Plätze frei. Rufen Sie einfach an. Es kostet nichts, zu fragen."),
        "none": "" if tasks else _("Für diesen Monat ist noch nichts eingetragen."),
        "tasks": tasks,
        "scan": _("Alle Aufgaben im Internet:"),
        "address": spoken(address),
        "qr": qr_svg(address),
        "qr_alt": _("QR-Code mit der Adresse %(address)s", address=address),
    }
    return Paper(f"mitmachen-{month}", "month.typ", data)


def _district(ref: str) -> Any:
    unit = db.session.execute(select(Unit.id, Unit.name).where(Unit.ref == ref, Unit.kind == UnitKind.DISTRICT)).first()
    if unit is None:
        raise NotFound(_("Diesen Ortsteil gibt es nicht."))
    return unit


def _tasks(month: Month, district_id: int | None, on: date) -> Iterator[dict[str, Any]]:
    """Yield what the notice says about each task, the earliest first."""
    columns = (Task.id, Task.ref, Task.title, Task.kind, Task.start, Task.duration_minutes, Task.rrule, Task.remote)
    query = (
        select(*columns, Place.name.label("place"), Place.street)
        .join(Unit, Unit.id == Task.unit_id)
        .outerjoin(Place, Place.id == Task.place_id)
        .where(IS_LIVE, Task.is_full.is_(False))
        .order_by(Task.id)
    )
    if district_id is not None:
        query = query.where(Place.district_unit_id == district_id)
    dated = [(_days(row, month), row) for row in db.session.execute(with_contact(query, on))]
    for days, row in sorted(dated, key=lambda each: (not each[0], each[0][:1], each[1].title)):
        if days or row.start is None:
            yield {"title": row.title, "facts": list(_facts(row, days))}


def _days(row: Any, month: Month) -> list[date]:
    after, before = (datetime.combine(each.first, time.min, BERLIN) for each in (month, month.following))
    found = occurrences(row.start, row.duration_minutes, row.rrule, after, before - timedelta(microseconds=1))
    return [one.rule_date for one in found]


def _facts(row: Any, days: list[date]) -> Iterator[tuple[str, str]]:
    contact = contact_of(row, sees_names=False)
    yield _("Wann"), words.when(row.kind, row.start, row.duration_minutes, row.rrule)
    if row.rrule and 0 < len(days) <= MOST_DAYS:
        yield _("Tage"), listing([*(f"{day.day}." for day in days[:-1]), day_of_year(days[-1])])
    place = words.where(row.place, row.remote)
    yield _("Wo"), place if row.remote or not row.street else f"{place}, {row.street}"
    yield (_("Telefon"), contact.phone) if contact.phone else (_("Fragen an"), contact.email or contact.function)
