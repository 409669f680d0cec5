"""The coordinator's day as its page prints it: sections of lines, each with what can be done about it at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from sqlalchemy import func

from ks_board.core.db import db

FEW, MANY = 7, 200
"""Lines of a section at first, and if somebody asks for all of it."""


@dataclass(frozen=True, slots=True)
class Day:
    """What the page was asked for: `later` are the lines (kind, ref) that wait until tomorrow."""

    on: date
    later: frozenset[tuple[str, str]] = frozenset()
    all_of: str | None = None

    def most(self, kind: str) -> int:
        """Return how many lines of a section are shown."""
        return MANY if kind == self.all_of else FEW

    def hidden(self, kind: str) -> list[str]:
        """Return the refs of a section that wait until tomorrow."""
        return [ref for of, ref in self.later if of == kind]


@dataclass(frozen=True, slots=True)
class Action:
    """One click: a button that posts, or a link."""

    text: str
    href: str
    posts: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do; `ref` is unique in its section."""

    ref: str
    title: str
    later: str
    detail: str = ""
    href: str | None = None
    phone: str | None = None
    is_late: bool = False
    actions: tuple[Action, ...] = ()
    later_text: str | None = None
    """What the button says that hides the line until tomorrow; None = "morgen wieder"."""


@dataclass(frozen=True, slots=True)
class Section:
    """Things of one kind; `total` counts also those that are not shown."""

    kind: str
    title: str
    lines: Sequence[Line]
    total: int


def section(day: Day, kind: str, title: str, query: Any, line: Callable[[Any], Line]) -> Section:
    """Return a section from a statement that selects one row for each line, in one statement."""
    counted = query.add_columns(func.count().over().label("total")).limit(day.most(kind))
    rows = db.session.execute(counted).all()
    return Section(kind, title, [line(row) for row in rows], rows[0].total if rows else 0)


def back(endpoint: str, **values: Any) -> str:
    """Return an address to post to that comes back to the day."""
    return url_for(endpoint, **values, weiter=url_for("today.page"))


def later(kind: str, ref: str) -> str:
    """Return the address that hides a line until tomorrow."""
    return url_for("today.later", kind=kind, ref=ref)
