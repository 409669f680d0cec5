"""Whom to ask about a task: a function with the phone of its unit, never a private number.

The contact person's post says the function; who holds none speaks for the task's unit. Where the post's unit has no
phone, the task's unit answers, and then the coordination. The name stands there only with consent, or for staff.
"""

import re
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from ks_board.organigram.in_force import appointment_in_force, has_not_left, unit_in_force
from ks_board.organigram.models import Appointment, AppointmentKind, Post, Unit, UnitKind
from ks_board.people.models import Person
from ks_board.tasks.models import Task

_PostUnit = aliased(Unit)
_TOWN = {"unit": Unit.name, "phone": Unit.phone, "email": Unit.email}


class Contact(NamedTuple):
    """Whom to ask, as this viewer may see it."""

    function: str
    name: str | None
    phone: str | None
    email: str | None
    phone_of: str | None
    """Who answers this phone, if it is not the function's own unit."""

    @property
    def tel(self) -> str:
        """The phone as a link dials it; empty if there is none."""
        return dialled(self.phone) if self.phone else ""


@lru_cache(maxsize=1024)
def dialled(phone: str) -> str:
    """Return "tel:+493023125113" for a phone as people write it; "(0)" after a country code is not dialled."""
    spoken = phone.replace("(0)", "") if phone.lstrip().startswith(("+", "00")) else phone
    return "tel:" + re.sub(r"[^\d+]", "", spoken)


def with_contact(query: Select[*tuple[Any, ...]], on: date) -> Select[Any]:
    """Add what `contact_of` reads to a query that selects from tasks and their units."""
    return (
        query.add_columns(
            *(Person.given_name, Person.family_name, Person.consent_public),
            *(Post.title.label("post_title"), _PostUnit.name.label("post_unit")),
            *(_PostUnit.phone.label("post_phone"), _PostUnit.email.label("post_email")),
            *(Unit.name.label("unit_name"), Unit.phone.label("unit_phone"), Unit.email.label("unit_email")),
            *(_of_coordination(column, on).label(f"town_{name}") for name, column in _TOWN.items()),
        )
        .outerjoin(Person, and_(Person.id == Task.contact_person_id, has_not_left(on)))
        .outerjoin(Post, Post.id == _post_of_contact(on))
        .outerjoin(_PostUnit, _PostUnit.id == Post.unit_id)
    )


def contact_of(row: Any, *, sees_names: bool) -> Contact:
    """Return whom to ask from one row of `with_contact`."""
    may_name = row.given_name is not None and (sees_names or row.consent_public)
    unit = row.post_unit or row.unit_name
    phones = ((unit, row.post_phone), (row.unit_name, row.unit_phone), (row.town_unit, row.town_phone))
    answers, phone = next(((whose, number) for whose, number in phones if number), (unit, None))
    return Contact(
        function=f"{row.post_title}, {unit}" if row.post_title else unit,
        name=f"{row.given_name} {row.family_name}" if may_name else None,
        phone=phone,
        email=row.post_email or row.unit_email or row.town_email,
        phone_of=answers if answers != unit else None,
    )


def _post_of_contact(on: date) -> Any:
    """Select the post that the contact person speaks for: as lead before deputy, as head before the rest."""
    unit = aliased(Unit)
    post = aliased(Post)
    return (
        select(post.id)
        .join(Appointment, Appointment.post_id == post.id)
        .join(unit, unit.id == post.unit_id)
        .where(Appointment.person_id == Person.id, appointment_in_force(on), unit_in_force(on, unit))
        .order_by(Appointment.kind == AppointmentKind.DEPUTY, post.is_head.is_not(True), Appointment.id)
        .limit(1)
        .correlate(Person)
        .scalar_subquery()
    )


def _of_coordination(column: InstrumentedAttribute[Any], on: date) -> Any:
    """Select a column of the coordination; by itself, because joined it would be read for each row."""
    unit = aliased(Unit)
    return (
        select(getattr(unit, column.key))
        .where(unit.kind == UnitKind.COORDINATION, unit.phone.is_not(None), unit_in_force(on, unit))
        .order_by(unit.id)
        .limit(1)
        .scalar_subquery()
    )
