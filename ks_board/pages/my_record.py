"""Everything that is stored about one person, for themselves: no other person's data is in it."""

from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import or_, select

from ks_board.core.db import Base, db
from ks_board.organigram.models import Appointment
from ks_board.people.links import PersonalLink
from ks_board.people.models import Account, Person
from ks_board.tandems.models import Sponsorship, Tandem
from ks_board.tasks.models import Assignment, AssignmentEntry, Task, Thanks

_SECRET = frozenset({"password_hash", "token_hash", "session_version", "version", "live_key"})
_OTHERS = frozenset({"person_a_id", "person_b_id", "given_by_id", "entered_by_id"})


def record_of(person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return the rows about a person by table, as JSON can hold them."""
    mine = select(Assignment.id).where(Assignment.person_id == person_id)
    is_mine = {
        Person: Person.id == person_id,
        Account: Account.person_id == person_id,
        PersonalLink: PersonalLink.person_id == person_id,
        Appointment: Appointment.person_id == person_id,
        Assignment: Assignment.person_id == person_id,
        AssignmentEntry: AssignmentEntry.assignment_id.in_(mine),
        Task: Task.contact_person_id == person_id,
        Tandem: or_(Tandem.person_a_id == person_id, Tandem.person_b_id == person_id),
        Sponsorship: Sponsorship.person_id == person_id,
        Thanks: Thanks.person_id == person_id,
    }
    return {model.__tablename__: _rows(model, condition) for model, condition in is_mine.items()}


def _rows(model: type[Base], condition: Any) -> list[dict[str, Any]]:
    columns = [column for column in model.__table__.columns if column.name not in _SECRET | _OTHERS]
    rows = db.session.execute(select(*columns).where(condition).order_by(model.__table__.c.id)).mappings()
    return [{name: _plain(value) for name, value in row.items()} for row in rows]


def _plain(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case date() | datetime():
            return value.isoformat()
        case tuple():
            return list(value)
        case _:
            return value
