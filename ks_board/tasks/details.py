"""Read everything that the page of one task says about it."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, bindparam, select

from ks_board.core.db import db
from ks_board.core.errors import NotFound
from ks_board.core.i18n import language
from ks_board.organigram.models import Responsibility, Unit
from ks_board.tasks.contacts import with_contact
from ks_board.tasks.models import Photo, Task, TaskStatus
from ks_board.tasks.recurrence import next_start
from ks_board.town.models import Area, Place

NEXT_DATES = 3


def get_task(ref: str, on: date) -> Any:
    """Return a task with unit, area, responsibility, place and contact; NotFound also for a draft."""
    row = db.session.connection().execute(_task(on, language()), {"ref": ref}).first()
    if row is None:
        raise NotFound(_("Diese Aufgabe gibt es nicht."))
    return row


def next_dates(start: datetime | None, rrule: str | None, now: datetime) -> list[datetime]:
    """Return the next three starts, or fewer if there are no more."""
    found: list[datetime] = []
    at = next_start(start, rrule, now)
    while at is not None and len(found) < NEXT_DATES:
        found.append(at)
        at = next_start(start, rrule, at + datetime.resolution)
    return found


@lru_cache(maxsize=8)
def _task(on: date, spoken: str) -> Select[Any]:
    """Build the statement once a day: building takes longer than running."""
    query = (
        select(
            *Task.__table__.columns,
            (Area.label_en if spoken == "en" else Area.label_de).label("area"),
            *(Area.ref.label("area_ref"), Unit.ref.label("unit_ref")),
            *(Responsibility.ref.label("responsibility_ref"), Responsibility.title.label("responsibility")),
            *(Place.name.label("place"), Place.street, Place.step_free, Place.ref.label("place_ref")),
            *(Photo.digest.label("photo"), Photo.alt.label("photo_alt"), Photo.credit.label("photo_credit")),
            *(Photo.width.label("photo_width"), Photo.height.label("photo_height")),
        )
        .join(Unit, Unit.id == Task.unit_id)
        .join(Area, Area.id == Task.area_id)
        .outerjoin(Responsibility, Responsibility.id == Task.responsibility_id)
        .outerjoin(Place, Place.id == Task.place_id)
        .outerjoin(Photo, Photo.task_id == Task.id)
        .where(Task.ref == bindparam("ref"), Task.status != TaskStatus.DRAFT)
    )
    return with_contact(query, on)
