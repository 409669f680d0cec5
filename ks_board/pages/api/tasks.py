"""Open tasks for machines: the filters, the order and the count of the board, but facts instead of words."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from ks_board.core import clock
from ks_board.core.access import can
from ks_board.core.clock import BERLIN
from ks_board.core.db import db
from ks_board.core.errors import BadParameter
from ks_board.organigram.models import Unit
from ks_board.pages.api import answers
from ks_board.pages.api.paging import listing
from ks_board.pages.notices import address
from ks_board.permissions import Permission
from ks_board.tasks import details, words
from ks_board.tasks.board import MOST_COUNTED, find_ids
from ks_board.tasks.contacts import contact_of, with_contact
from ks_board.tasks.filters import Chosen, Filters, find_chosen
from ks_board.tasks.models import Task
from ks_board.town.models import Area, Place

AS_STORED = (
    *("ref", "title", "description", "status", "kind", "duration_minutes", "rrule", "is_full", "hours_per_month"),
    *("remote", "place", "min_age", "certificate_required", "licence_required", "insurance", "published_on"),
)
MORE_AS_STORED = ("briefing", "expenses", "mandate_ref", "street", "step_free", "finished_on", "result")


def tasks(*, area: str, unit: str, page: int, per_page: int) -> answers.Tasks:
    """Return one page of open tasks, in two statements, three with a filter."""
    filters, now = Filters(area=area, unit=unit), clock.now()
    ids, total = find_ids(filters, _chosen(filters), (page - 1) * per_page, per_page + 1)
    rows = {row.id: row for row in _rows(ids[:per_page], now)}
    return listing(
        answers.Tasks,
        [_task(rows[number], now) for number in ids[:per_page] if number in rows],
        total=min(total, MOST_COUNTED),
        exact=total <= MOST_COUNTED,
        page=page,
        per_page=per_page,
        has_more=len(ids) > per_page,
    )


def task(ref: str) -> answers.TaskDetails:
    """Return everything that the page of one task says."""
    now, row = clock.now(), details.get_task(ref, clock.today())
    return answers.TaskDetails(
        **_facts(row, now),
        **{name: getattr(row, name) for name in MORE_AS_STORED},
        responsibility=row.responsibility_ref,
        next_dates=details.next_dates(row.start, row.rrule, now),
    )


def _chosen(filters: Filters) -> Chosen:
    try:
        return find_chosen(filters)
    except BadParameter:
        asked = " ".join(filter(None, (filters.area, filters.unit)))
        raise BadParameter(_("„%(text)s“ steht bei „area“ oder „unit“ nicht zur Wahl.", text=asked[:40])) from None


def _rows(ids: Sequence[int], now: datetime) -> Sequence[Any]:
    query = (
        select(*Task.__table__.columns, Area.ref.label("area_ref"), Unit.ref.label("unit_ref"))
        .add_columns(Place.name.label("place"))
        .join(Unit, Unit.id == Task.unit_id)
        .join(Area, Area.id == Task.area_id)
        .outerjoin(Place, Place.id == Task.place_id)
        .where(Task.id.in_(ids))
    )
    return db.session.execute(with_contact(query, clock.local_day(now))).all()


def _task(row: Any, now: datetime) -> answers.Task:
    return answers.Task(**_facts(row, now))


def _facts(row: Any, now: datetime) -> dict[str, Any]:
    return {name: getattr(row, name) for name in AS_STORED} | {
        "area": row.area_ref,
        "unit": answers.UnitName(row.unit_ref, row.unit_name),
        "start": row.start.replace(tzinfo=BERLIN) if row.start else None,
        "next_at": words.next_date(row.next_at, row.start, row.rrule, now=now),
        "places": row.people_needed,
        "places_taken": row.taken,
        "contact": _contact(row),
        "href": address(url_for("tasks.task", ref=row.ref)),
    }


def _contact(row: Any) -> answers.Contact:
    contact = contact_of(row, sees_names=can(Permission.PERSON_READ_NAMES))
    return answers.Contact(contact.function, contact.name, contact.phone, contact.email)
