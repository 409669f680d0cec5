"""What the card of a task says, ready to print: the template formats nothing."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import zip_longest
from typing import Any, NamedTuple
from urllib.parse import quote

from sqlalchemy import Integer, Select, bindparam, select

from ks_board.core.db import db
from ks_board.core.formatting import local
from ks_board.core.i18n import language
from ks_board.organigram.models import Unit
from ks_board.tasks import words
from ks_board.tasks.contacts import Contact, contact_of, with_contact
from ks_board.tasks.models import Task, TaskKind
from ks_board.town.models import Area, Place

MOST = 25
"""Cards a statement reads at most: its parameters are fixed, since a list of them is written anew with each run,
which takes as long as reading the rows."""
LONGEST_SENTENCE = 160

_IDS = [f"id_{number}" for number in range(MOST)]


class Card(NamedTuple):
    """One task on the board."""

    path: str
    """The ref as an address wants it."""
    title: str
    area: str
    sentence: str
    when: str
    coming: str
    where: str
    place: str | None
    """The ref of the place as an address wants it, if people come there."""
    effort: str
    places: str
    is_full: bool
    contact: Contact


def list_cards(ids: Sequence[int], *, now: datetime, sees_names: bool) -> tuple[Card, ...]:
    """Return the cards of at most MOST tasks, in the order of the ids, in one statement."""
    on, spoken = local(now).date(), language()
    rows: Iterable[Any] = db.session.connection().execute(_cards(on, spoken), dict(zip_longest(_IDS, ids))).all()
    cards = {row.id: _card(row, _coming(row, now), on, spoken, sees_names=sees_names) for row in rows}
    return tuple(cards[identity] for identity in ids)


def _coming(row: Any, now: datetime) -> datetime | None:
    if row.kind is TaskKind.SINGLE or row.rrule is None:
        return None
    return words.next_date(row.next_at, row.start, row.rrule, now=now)


@lru_cache(maxsize=2048)
def _card(row: Any, coming: datetime | None, on: date, _spoken: str, *, sees_names: bool) -> Card:
    """Put a row in words; kept as long as nothing in it changes, for saying takes longer than reading."""
    return Card(
        path=quote(row.ref, safe=""),
        title=row.title,
        area=row.area,
        sentence=first_sentence(row.description or ""),
        when=words.when(row.kind, row.start, row.duration_minutes, row.rrule),
        coming=words.coming(coming, row.start, on=on),
        where=words.where(row.place, row.remote),
        place=quote(row.place_ref, safe="") if row.place_ref and not row.remote else None,
        effort=words.effort(row.kind, row.hours_per_month),
        places=words.places(row.people_needed, row.taken),
        is_full=row.is_full,
        contact=contact_of(row, sees_names=sees_names),
    )


def first_sentence(text: str) -> str:
    """Return the first sentence, cut at a word if it is very long."""
    sentence = text.split("\n", 1)[0].split(". ", 1)[0]
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
            *(Task.remote, Place.name.label("place"), Place.ref.label("place_ref")),
            (Area.label_en if spoken == "en" else Area.label_de).label("area"),
        )
        .join(Unit, Unit.id == Task.unit_id)
        .join(Area, Area.id == Task.area_id)
        .outerjoin(Place, Place.id == Task.place_id)
        .where(Task.id.in_([bindparam(name, type_=Integer) for name in _IDS]))
    )
    return with_contact(query, on)
