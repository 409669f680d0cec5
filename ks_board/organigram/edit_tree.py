"""The tree stays a tree: checked on all units inside the transaction that changes it."""

from flask_babel import gettext as _
from sqlalchemy import func, select

from ks_board.core.db import db
from ks_board.core.errors import Conflict
from ks_board.organigram.models import Unit, UnitKind

MOST_LEVELS = 20
Parents = dict[int, int | None]


class TreeBroken(Conflict):
    """The units would be no tree any more, or have no town or two at the top."""


def lock_tree() -> None:
    """Let nobody else change the tree before this transaction ends: two moves could make a ring together."""
    if db.session.get_bind().dialect.name == "postgresql":  # SQLite has one writer anyway.
        db.session.execute(select(func.pg_advisory_xact_lock(func.hashtext("unit tree"))))


def check_tree() -> None:
    """Raise TreeBroken unless all units, as they are now, hang in trees with one town at the top."""
    rows = db.session.execute(select(Unit.id, Unit.parent_id, Unit.kind)).all()
    parents: Parents = {row.id: row.parent_id for row in rows}
    if any(_level(unit, parents) > MOST_LEVELS for unit in parents):
        raise TreeBroken(_("Das geht nicht: Eine Einheit würde unter sich selbst hängen, oder zu viele untereinander."))
    towns = sum(row.parent_id is None and row.kind is UnitKind.TOWN for row in rows)
    if towns == 0:
        raise TreeBroken(_("Ganz oben muss die Stadt stehen: eine Einheit der Art „Stadt“."))
    if towns > 1:
        raise TreeBroken(_("Ganz oben kann nur eine Einheit der Art „Stadt“ stehen."))


def list_below(unit_id: int) -> set[int]:
    """Return the ids of a unit and of everything below it."""
    rows = db.session.execute(select(Unit.id, Unit.parent_id)).all()
    below = {unit_id}
    for _level_down in range(MOST_LEVELS):
        below |= {row.id for row in rows if row.parent_id in below}
    return below


def _level(unit: int, parents: Parents) -> int:
    """Return how many units a unit hangs under, itself included; in a ring more than any tree has."""
    level, above = 1, parents[unit]
    while above is not None and level <= MOST_LEVELS:
        level, above = level + 1, parents.get(above)
    return level
