"""Read places: all of them in a list, and one with who keeps it."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import aliased

from ks_board.core.db import Base, db
from ks_board.core.errors import NotFound
from ks_board.people.models import Person
from ks_board.town.models import Place


def list_all_places() -> Sequence[Any]:
    """Return all places, anchors first, then by name."""
    shown = (Place.ref, Place.name, Place.street, Place.step_free, Place.opening_hours, Place.is_anchor)
    return db.session.execute(select(*shown).order_by(Place.is_anchor.is_(True).desc(), Place.name, Place.id)).all()


def get_place(ref: str) -> Any:
    """Return a place with its unit, its district and its keeper; raise NotFound."""
    unit = Base.metadata.tables["unit"]
    owner, district = aliased(unit), aliased(unit)
    query = (
        select(
            *Place.__table__.columns,
            *(owner.c.ref.label("owner_ref"), owner.c.name.label("owner"), district.c.name.label("district")),
            *(Person.given_name, Person.family_name, Person.consent_public, Person.left_on),
        )
        .join(owner, owner.c.id == Place.owner_unit_id)
        .outerjoin(district, district.c.id == Place.district_unit_id)
        .outerjoin(Person, Person.id == Place.keeper_person_id)
        .where(Place.ref == ref)
    )
    row = db.session.execute(query).one_or_none()
    if row is None:
        raise NotFound(_("Diesen Ort gibt es nicht."))
    return row
