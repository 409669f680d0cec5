"""What the board knows already, as a table of units is compared with it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from sqlalchemy import or_, select

from ks_board.core.db import db
from ks_board.core.text import fold
from ks_board.organigram.in_force import unit_in_force
from ks_board.organigram.models import Appointment, AppointmentKind, Post, Unit, UnitKind
from ks_board.people.models import Person

ALIKE = 0.84
"""From here on two names are probably the same thing, spelled differently."""
_BLOCK = 3
"""Names are only compared with those that begin alike: there may be thousands."""


@dataclass(frozen=True)
class Seat:
    """A post of the board with those who hold it today."""

    post: Post
    lead: Person | None
    deputy: Person | None


class Board:
    """Units, posts and people of one day, by folded name."""

    def __init__(self, on: date) -> None:
        self.units = db.session.scalars(select(Unit).where(unit_in_force(on)).order_by(Unit.id)).all()
        self.root = next((unit for unit in self.units if unit.kind is UnitKind.TOWN and unit.parent_id is None), None)
        self._units: dict[str, list[Unit]] = defaultdict(list)
        self._unit_blocks: dict[str, dict[str, Unit]] = defaultdict(dict)
        for unit in self.units:
            for name in {fold(text) for text in (unit.name, unit.short_name) if text}:
                self._units[name].append(unit)
                self._unit_blocks[name[:_BLOCK]].setdefault(name, unit)
        self._people: dict[str, list[Person]] = defaultdict(list)
        self._blocks: dict[str, dict[str, Person]] = defaultdict(dict)
        for person in db.session.scalars(select(Person).where(or_(Person.left_on.is_(None), Person.left_on > on))):
            self._people[fold(person.name)].append(person)
            self._blocks[fold(person.family_name)[:_BLOCK]][fold(person.name)] = person
        self.seats = _seats(on)

    def units_called(self, name: str) -> list[Unit]:
        """Return the units of this name or short name."""
        return self._units.get(fold(name), [])

    def similar_unit(self, name: str) -> Unit | None:
        """Return the unit whose name is nearest to this one, if it is near."""
        block = self._unit_blocks.get(fold(name)[:_BLOCK], {})
        found = get_close_matches(fold(name), block, n=1, cutoff=ALIKE)
        return block[found[0]] if found else None

    def people_called(self, name: str) -> list[Person]:
        """Return the people of this name."""
        return self._people.get(fold(name), [])

    def similar_person(self, name: str, family_name: str) -> Person | None:
        """Return the person whose name is nearest to this one, if it is near."""
        block = self._blocks.get(fold(family_name)[:_BLOCK], {})
        found = get_close_matches(fold(name), block, n=1, cutoff=ALIKE)
        return block[found[0]] if found else None


def _seats(on: date) -> dict[int, list[Seat]]:
    holders: dict[tuple[int | None, AppointmentKind], Person] = {}
    in_force = (
        or_(Appointment.from_.is_(None), Appointment.from_ <= on),
        or_(Appointment.until.is_(None), Appointment.until >= on),
    )
    for appointment, person in db.session.execute(
        select(Appointment, Person)
        .join(Person, Person.id == Appointment.person_id)
        .where(Appointment.post_id.is_not(None), *in_force)
        .order_by(Appointment.id)
    ):
        holders.setdefault((appointment.post_id, appointment.kind), person)
    seats: dict[int, list[Seat]] = defaultdict(list)
    for post in db.session.scalars(select(Post).order_by(Post.id)):
        lead, deputy = (holders.get((post.id, kind)) for kind in (AppointmentKind.LEAD, AppointmentKind.DEPUTY))
        seats[post.unit_id].append(Seat(post, lead, deputy))
    return seats
