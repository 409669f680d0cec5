"""What the first steps of a new town write: its name, the unit at the top, the contact point with its place."""

from datetime import date
from typing import Any

from sqlalchemy import select

from ks_board.core.columns import REF
from ks_board.core.db import db
from ks_board.core.refs import next_ref
from ks_board.core.text import fold
from ks_board.organigram.edit import add_unit
from ks_board.organigram.in_force import unit_in_force
from ks_board.organigram.models import Unit, UnitKind
from ks_board.town.models import Place, TownSetting

TOWN, TOWN_ID = "town", "town_id"


def set_setting(key: str, value: str | None) -> None:
    """Set one setting of the town; without a value it is gone."""
    row = db.session.scalars(select(TownSetting).where(TownSetting.key == key)).one_or_none()
    if not value:
        if row is not None:
            db.session.delete(row)
    elif row is None:
        db.session.add(TownSetting(key=key, value=value))
    else:
        row.value = value
    db.session.flush()


def find_root() -> Unit | None:
    """Return the unit that is the town."""
    root = select(Unit).where(Unit.kind == UnitKind.TOWN, Unit.parent_id.is_(None)).order_by(Unit.id)
    return db.session.scalars(root).first()


def find_contact_point(on: date) -> tuple[Unit | None, Place | None]:
    """Return the unit that answers everybody's questions, and its place."""
    asked = select(Unit).where(Unit.kind == UnitKind.COORDINATION, unit_in_force(on)).order_by(Unit.id)
    unit = db.session.scalars(asked).first()
    return unit, db.session.get(Place, unit.place_id) if unit and unit.place_id else None


def set_town(values: dict[str, Any], *, on: date) -> None:
    """Write name and contact point; the unit at the top is called like the town."""
    root = find_root()
    if root is None:
        root = add_unit({"name": values["name"], "kind": UnitKind.TOWN})
        set_setting(TOWN_ID, fold(values["name"]).replace(" ", "-")[:REF] or root.ref)
    root.name = values["name"]
    set_setting(TOWN, values["name"])
    unit, place = find_contact_point(on)
    if unit is None:
        unit = add_unit({"name": values["contact"], "kind": UnitKind.COORDINATION, "parent_id": root.id})
    unit.name, unit.phone, unit.email = values["contact"], values["phone"] or None, values["email"] or None
    _set_place(unit, place, values)
    db.session.flush()


def _set_place(unit: Unit, place: Place | None, values: dict[str, Any]) -> None:
    if place is None:
        if not values["place"]:
            return
        place = Place(ref=next_ref(Place), name=values["place"], kind="meeting", owner_unit_id=unit.id)
        db.session.add(place)
        db.session.flush()
        unit.place_id = place.id
    place.name = values["place"] or place.name
    place.street, place.opening_hours = values["street"] or None, values["opening_hours"] or None
    place.step_free = values["step_free"]
