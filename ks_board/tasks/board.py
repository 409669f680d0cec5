"""The board as rows: which tasks stand on it and what their cards say, in two statements."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import quote

from sqlalchemy import ColumnElement, Select, bindparam, select

from ks_board.core.db import db
from ks_board.core.formatting import local
from ks_board.core.i18n import language
from ks_board.organigram.models import Unit
from ks_board.tasks import words
from ks_board.tasks.contacts import contact_of, with_contact
from ks_board.tasks.models import LIVE_TASK, Task, TaskKind
from ks_board.town.models import Area, Place

PAGE = 25
MOST_COUNTED = 2000
"""Counting stops here ("mehr als 2.000"): a count of everything would grow with the town."""
LONGEST_SENTENCE = 160
ORDER = (Task.is_full, Task.next_at.asc().nulls_last(), Task.id)


class Card(NamedTuple):
    """One task on the board, ready to print: the template formats nothing."""

    path: str
    """The ref as an address wants it."""
    title: str
    area: str
    sentence: str
    when: str
    coming: str
    where: str
    effort: str
    places: str
    is_full: bool
    function: str
    name: str | None
    phone: str | None
    tel: str


class Listing(NamedTuple):
    """One page of the board."""

    cards: list[Card]
    total: int
    pages: int


def list_page(where: Sequence[ColumnElement[bool]], page: int, *, now: datetime, sees_names: bool) -> Listing:
    """Return one page of the tasks that match, those with open places first, then by next date."""
    first = (page - 1) * PAGE
    query = select(Task.id).where(*where).order_by(*ORDER).limit(max(first + PAGE, MOST_COUNTED) + 1)
    ids = db.session.scalars(query).all()
    pages = max(1, -(-len(ids) // PAGE))
    return Listing(list_cards(ids[first : first + PAGE], now=now, sees_names=sees_names), len(ids), pages)


def list_soonest(most: int, *, now: datetime, sees_names: bool) -> list[Card]:
    """Return the tasks with open places whose next date comes soonest."""
    query = select(Task.id).where(Task.status.in_(LIVE_TASK), Task.is_full.is_(False)).order_by(*ORDER).limit(most)
    return list_cards(db.session.scalars(query).all(), now=now, sees_names=sees_names)


def list_cards(ids: Sequence[int], *, now: datetime, sees_names: bool) -> list[Card]:
    """Return the cards of these tasks, in the order of the ids."""
    on = local(now).date()
    rows: Iterable[Any] = db.session.execute(_cards(on, language()), {"ids": ids})
    cards = {row.id: _card(row, now=now, on=on, sees_names=sees_names) for row in rows}
    return [cards[identity] for identity in ids]


def _card(row: Any, *, now: datetime, on: date, sees_names: bool) -> Card:
    contact = contact_of(row, sees_names=sees_names)
    is_series = row.kind is TaskKind.RECURRING
    coming = words.next_date(row.next_at, row.start, row.rrule, now=now) if is_series and row.rrule else None
    return Card(
        quote(row.ref, safe=""),
        row.title,
        row.area,
        _first_sentence(row.description or ""),
        words.when(row.kind, row.start, row.duration_minutes, row.rrule),
        words.coming(coming, row.start, on),
        words.where(row.place, row.remote),
        words.effort(row.kind, row.hours_per_month),
        words.places(row.people_needed, row.taken),
        row.is_full,
        contact.function,
        contact.name,
        contact.phone,
        contact.tel,
    )


def _first_sentence(text: str) -> str:
    """Return the first sentence, cut at a word if it is very long."""
    sentence = text.split(". ", 1)[0].split("\n", 1)[0]
    if len(sentence) > LONGEST_SENTENCE:
        return sentence[:LONGEST_SENTENCE].rsplit(" ", 1)[0] + " …"
    return sentence if sentence[-1:] in {"", ".", "!", "?"} else f"{sentence}."


@lru_cache(maxsize=8)
def _cards(on: date, spoken: str) -> Select[Any]:
    """Build the statement once a day: building takes longer than running."""
    query = (
        select(
            *(Task.id, Task.ref, Task.title, Task.description, Task.kind, Task.start, Task.duration_minutes),
            *(Task.rrule, Task.next_at, Task.people_needed, Task.taken, Task.is_full, Task.hours_per_month),
            *(Task.remote, Place.name.label("place")),
            (Area.label_en if spoken == "en" else Area.label_de).label("area"),
        )
        .join(Unit, Unit.id == Task.unit_id)
        .join(Area, Area.id == Task.area_id)
        .outerjoin(Place, Place.id == Task.place_id)
        .where(Task.id.in_(bindparam("ids", expanding=True)))
    )
    return with_contact(query, on)
