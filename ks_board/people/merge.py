"""Two records of one person become one: everything that refers to the one is moved to the other.

Which tables refer to people is asked from the database's own description, so that a new table cannot be forgotten.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, func, inspect, select, update

from ks_board.core.columns import Versioned
from ks_board.core.db import Base, db
from ks_board.people.models import Person

_FILLED = (
    *("form_of_address", "email", "phone", "channel", "residence", "hours_per_month"),
    *("certificate_issued_on", "certificate_seen_on", "joined_on"),
)
_JOINED = ("languages", "skills", "licence")


def list_columns() -> list[Column[Any]]:
    """Return every column of every table that refers to a person."""
    person = Person.__table__
    columns = (column for table in Base.metadata.sorted_tables for column in table.columns)
    return [column for column in columns if any(key.column.table is person for key in column.foreign_keys)]


def count_references(person_id: int) -> dict[str, int]:
    """Return by table how many references to a person there are, without what nobody edits."""
    found: dict[str, int] = {}
    for column in list_columns():
        model = _model(column)
        if model and issubclass(model, Versioned):
            number = db.session.scalar(select(func.count()).where(column == person_id)) or 0
            found[column.table.name] = found.get(column.table.name, 0) + number
    return {table: number for table, number in found.items() if number}


def move_references(gone: Person, kept: Person) -> None:
    """Let everything that refers to one person refer to the other, in this transaction."""
    for column in list_columns():
        model = _model(column)
        if model is None or not issubclass(model, Versioned):  # The record and sessions are no edits: not recorded.
            db.session.execute(update(column.table).where(column == gone.id).values({column: kept.id}))
            continue
        for row in db.session.scalars(select(model).where(column == gone.id)):
            setattr(row, _attribute(model, column), kept.id)
    db.session.flush()


def fill(gone: Person, kept: Person) -> None:
    """Take over what is only known of the other: empty fields are filled, lists joined, notes put below each other.

    What is said about consent stays as it is: nobody agrees by a merger, and who said no has said no.
    """
    for name in _FILLED:
        if getattr(kept, name) is None:
            setattr(kept, name, getattr(gone, name))
    for name in _JOINED:
        setattr(kept, name, tuple(dict.fromkeys((*getattr(kept, name), *getattr(gone, name)))))
    kept.notes = "\n".join(filter(None, (kept.notes, gone.notes))) or None
    for name in ("consent_contact", "consent_public"):
        if getattr(gone, name) is False:
            setattr(kept, name, False)


def _models() -> Iterator[type[Base]]:
    return (mapper.class_ for mapper in Base.registry.mappers)


def _model(column: Column[Any]) -> type[Base] | None:
    return next((model for model in _models() if model.__table__ is column.table), None)


def _attribute(model: type[Base], column: Column[Any]) -> str:
    return str(inspect(model).get_property_by_column(column).key)
