"""Where everybody may ask: the contact point of the town."""

from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, select

from ks_board.core.db import db
from ks_board.organigram.in_force import unit_in_force
from ks_board.organigram.models import Unit, UnitKind
from ks_board.town.models import Place


def find_coordination(on: date) -> Any:
    """Return the unit that answers everybody's questions, with its place, or None."""
    return db.session.connection().execute(_coordination(on)).first()


@lru_cache(maxsize=8)
def _coordination(on: date) -> Select[*tuple[Any, ...]]:
    """Build the statement once a day: building takes longer than running."""
    return (
        select(
            *(Unit.ref, Unit.name, Unit.phone, Unit.email, Place.street, Place.opening_hours, Place.step_free),
            Place.name.label("place"),
        )
        .outerjoin(Place, Place.id == Unit.place_id)
        .where(Unit.kind == UnitKind.COORDINATION, unit_in_force(on))
        .order_by(Unit.id)
        .limit(1)
    )
