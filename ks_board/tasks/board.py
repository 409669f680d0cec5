"""Which tasks stand on the board, and in which order."""

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import Select, select

from ks_board.core.db import db
from ks_board.tasks.cards import MOST as PAGE
from ks_board.tasks.cards import Card, list_cards
from ks_board.tasks.filters import Chosen, Filters, conditions
from ks_board.tasks.models import LIVE_TASK, Task

MOST_COUNTED = 2000
"""Counting stops here ("mehr als 2.000"): a count of everything would grow with the town."""
ORDER = (Task.is_full, Task.next_at.asc().nulls_last(), Task.id)


class Listing(NamedTuple):
    """One page of the board."""

    cards: tuple[Card, ...]
    total: int
    pages: int

    @property
    def is_counted(self) -> bool:
        """Is the total exact?"""
        return self.total <= MOST_COUNTED


def list_page(filters: Filters, chosen: Chosen, page: int, *, now: datetime, sees_names: bool) -> Listing:
    """Return one page of the tasks that match, those with open places first, then by next date; two statements."""
    first = (page - 1) * PAGE
    query = _matching(filters, chosen).limit(max(first + PAGE, MOST_COUNTED) + 1)
    ids = db.session.connection().scalars(query).all()
    pages = max(1, -(-len(ids) // PAGE))
    return Listing(list_cards(ids[first : first + PAGE], now=now, sees_names=sees_names), len(ids), pages)


def list_soonest(most: int, *, now: datetime, sees_names: bool) -> tuple[Card, ...]:
    """Return the tasks with open places whose next date comes soonest."""
    query = select(Task.id).where(Task.status.in_(LIVE_TASK), Task.is_full.is_(False)).order_by(*ORDER).limit(most)
    return list_cards(db.session.scalars(query).all(), now=now, sees_names=sees_names)


@lru_cache(maxsize=256)
def _matching(filters: Filters, chosen: Chosen) -> Select[int]:
    """Build the statement once for each state that is asked for often."""
    return select(Task.id).where(*conditions(filters, chosen)).order_by(*ORDER)
