"""Which tasks stand on the board, and in which order."""

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import Select, bindparam, func, select, true

from ks_board.core.db import db
from ks_board.tasks.cards import MOST as PAGE
from ks_board.tasks.cards import Card, list_cards
from ks_board.tasks.filters import IS_LIVE, Chosen, Filters, conditions
from ks_board.tasks.models import Task

MOST_COUNTED = 2000
"""Counting stops here ("mehr als 2.000"): a count of everything would grow with the town."""
ORDER = (Task.is_full, Task.sort_at, Task.id)
_SOONEST = select(Task.id).where(IS_LIVE, Task.is_full.is_(False)).order_by(*ORDER).limit(bindparam("most"))


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
    """Return one page of the tasks that match, those with open places first, then by next date; two statements.

    Where counting stopped, the page after the last that has tasks is the first that is not there.
    """
    ids, total = find_ids(filters, chosen, (page - 1) * PAGE, PAGE + 1)
    pages = max(1, -(-total // PAGE)) if total <= MOST_COUNTED else page - 1 + min(2, -(-len(ids) // PAGE))
    return Listing(list_cards(ids[:PAGE], now=now, sees_names=sees_names), total, pages)


def find_ids(filters: Filters, chosen: Chosen, first: int, most: int) -> tuple[list[int], int]:
    """Return some of the tasks that match in the order of the board, and how many match; one statement.

    A total above MOST_COUNTED only says that there are more.
    """
    rows = db.session.connection().execute(_matching(filters, chosen), {"first": first, "most": most}).all()
    return [row.id for row in rows if row.id is not None], rows[0].total


def list_soonest(most: int, *, now: datetime, sees_names: bool) -> tuple[Card, ...]:
    """Return the tasks with open places whose next date comes soonest."""
    ids = db.session.connection().execute(_SOONEST, {"most": most}).scalars().all()
    return list_cards(ids, now=now, sees_names=sees_names)


def count_with_room() -> int:
    """Return how many tasks have open places."""
    return db.session.connection().execute(select(func.count()).where(IS_LIVE, Task.is_full.is_(False))).scalar_one()


@lru_cache(maxsize=256)
def _matching(filters: Filters, chosen: Chosen) -> Select[int | None, int]:
    """Build the statement once for each state asked for often: how many match, and the ids that are asked for.

    The count stands in a row of its own, joined to the ids, so that a page without tasks has it, too.
    """
    where = conditions(filters, chosen)
    counted = select(Task.id).where(*where).limit(MOST_COUNTED + 1).subquery()
    total = select(func.count().label("total")).select_from(counted).subquery()
    page = select(*ORDER).where(*where).order_by(*ORDER).limit(bindparam("most")).offset(bindparam("first")).subquery()
    return select(page.c.id, total.c.total).select_from(total.outerjoin(page, true())).order_by(*page.c)
