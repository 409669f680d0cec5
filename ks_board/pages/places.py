"""Places: where things happen, whether there are steps, when it is open, what is done there."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import render_template
from sqlalchemy import select

from ks_board.core import clock
from ks_board.core.access import can, needs
from ks_board.core.db import db
from ks_board.pages.views import pages
from ks_board.permissions import Permission
from ks_board.tasks import words
from ks_board.tasks.models import LIVE_TASK, Task
from ks_board.town.places import get_place, list_all_places
from ks_board.town.queries import list_settings

MAP = "https://www.openstreetmap.org/search"
"""Only where a link leads: the board itself asks nobody for a map."""


@pages.get("/orte")
@needs(Permission.TASK_READ)
def places() -> str:
    """Show all places of the town."""
    return render_template("pages/places.html", places=list_all_places())


@pages.get("/orte/<ref>")
@needs(Permission.TASK_READ)
def place(ref: str) -> str:
    """Show one place."""
    row = get_place(ref)
    return render_template(
        "pages/place.html",
        place=row,
        keeper=_keeper(row, clock.today(), sees_names=can(Permission.PERSON_READ_NAMES)),
        map_href=map_link(row.street) if row.street else None,
        tasks=_tasks(row.id),
    )


def map_link(street: str) -> str:
    """Return where a map shows an address of the town."""
    town = list_settings()
    where = ", ".join(filter(None, (street, f"{town.get('postal_code', '')} {town.get('town', '')}".strip())))
    return f"{MAP}?{urlencode({'query': where})}"


def _keeper(row: Any, on: date, *, sees_names: bool) -> str | None:
    """Return who keeps a place, if everybody may know it or this viewer may."""
    is_here = row.given_name and (row.left_on is None or row.left_on > on)
    return f"{row.given_name} {row.family_name}" if is_here and (sees_names or row.consent_public) else None


def _tasks(place_id: int) -> list[tuple[str, str, str]]:
    """Return what is done at a place: ref, title and when."""
    query = select(Task.ref, Task.title, Task.kind, Task.start, Task.duration_minutes, Task.rrule)
    rows = db.session.execute(
        query.where(Task.place_id == place_id, Task.status.in_(LIVE_TASK)).order_by(Task.sort_at, Task.id)
    )
    return [(row.ref, row.title, words.when(row.kind, row.start, row.duration_minutes, row.rrule)) for row in rows]
