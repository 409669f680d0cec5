"""Let one unit go up in another: everything that lives on moves, the unit itself ends."""

from datetime import date
from typing import Any

from sqlalchemy import or_, select

from ks_board.core.columns import Versioned
from ks_board.core.db import Base, db
from ks_board.organigram import edit
from ks_board.organigram.models import Post, Unit

_LIVES_ON = frozenset({"post", "responsibility", "task", "procedure", "place", "message"})
"""Tables whose rows get a new unit; a decision or an application stays with who made it."""
_COLUMNS = frozenset({"unit_id", "district_unit_id", "owner_unit_id"})


def merge(unit: Unit, into: Unit, *, eve: date) -> None:
    """Move what is below and inside a unit into another one, and let it end; raise TreeBroken or Conflict.

    A unit has one head: that of the unit that goes up keeps its post and leads no more, if there is another.
    """
    has_head = bool(db.session.execute(select(Post.id).where(Post.unit_id == into.id, Post.is_head.is_(True))).first())
    children = select(Unit).where(Unit.parent_id == unit.id, or_(Unit.valid_until.is_(None), Unit.valid_until > eve))
    for child in db.session.scalars(children).all():
        edit.change_unit(child, {"parent_id": into.id})
    for model, column in _moving():
        for row in db.session.scalars(select(model).where(column == unit.id)).all():
            setattr(row, column.key, into.id)
            if isinstance(row, Post) and row.is_head and has_head:
                row.is_head = False
    db.session.flush()
    edit.close_unit(unit, on=eve, with_all_below=False)


def _moving() -> list[tuple[type[Base], Any]]:
    models: list[Any] = [mapper.class_ for mapper in Base.registry.mappers]
    return [
        (model, getattr(model, name))
        for model in models
        if issubclass(model, Versioned) and model.__tablename__ in _LIVES_ON
        for name in sorted(_COLUMNS & set(model.__table__.columns.keys()))
    ]
