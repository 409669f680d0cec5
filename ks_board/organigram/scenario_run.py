"""One run through the steps of a draft: with the services of real editing, imagined or for real."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar

from flask_babel import gettext as _
from sqlalchemy import select

from ks_board.core.db import Base, db
from ks_board.core.record import plain
from ks_board.core.undo import parse
from ks_board.organigram.edit import get_row
from ks_board.people.models import Person

Row = TypeVar("Row", bound=Base)
FIRST_IMAGINED, EACH = 1_000_000_000, 100
"""Ids of rows that a draft makes: the same in every run, so that forms can name them, and far from real ones."""


@dataclass
class Run:
    """What the steps know of each other, and the first day on which they count."""

    on: date
    is_imagined: bool
    sees_names: bool = True
    made: dict[str, Any] = field(default_factory=dict)

    @property
    def eve(self) -> date:
        """The last day of what ends."""
        return self.on - timedelta(days=1)

    def row(self, model: type[Row], ref: str) -> Row:
        """Return a row by its ref, or by the ref of the step that makes it; raise NotFound."""
        found = self.made.get(ref)
        return found if isinstance(found, model) else get_row(model, ref)

    def fixed_id(self, step_id: int) -> dict[str, int]:
        """Return the id of what a step makes, if it is only imagined."""
        return {"id": FIRST_IMAGINED + EACH * step_id} if self.is_imagined else {}

    def note(self, step_ref: str, row: Any) -> None:
        """Let later steps find what a step made; in an imagined town it is also called so."""
        self.made[step_ref] = row
        if self.is_imagined:
            row.ref = step_ref
            db.session.flush()

    def read(self, model: type[Base], values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of a step as the services take them; raise NotFound."""
        return {name: self._value(model, name, value) for name, value in values.items()}

    def name(self, person: Person) -> str:
        """Name a person to those who may read the name; what is said of a real run is kept, and consent may end."""
        may_be_named = self.is_imagined and person.consent_public
        return person.name if self.sees_names or may_be_named else _("ein Mensch")

    def _value(self, model: type[Base], name: str, value: Any) -> Any:
        target = target_of(model, name)
        if target is None or value is None:
            return parse(model, name, value)
        return self.row(target, value).id  # type: ignore[attr-defined]


def write(model: type[Base], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values of a form as a step keeps them: references by ref, everything else as JSON can hold it."""
    return {name: _written(model, name, value) for name, value in values.items()}


def target_of(model: type[Base], name: str) -> type[Base] | None:
    """Return the model that a column refers to."""
    column: Any = model.__table__.c[name]
    tables = [key.column.table for key in column.foreign_keys]
    return next((mapper.class_ for mapper in Base.registry.mappers if mapper.local_table in tables), None)


def _written(model: type[Base], name: str, value: Any) -> Any:
    target: Any = target_of(model, name)
    if target is None or value is None:
        return plain(value)
    return db.session.scalars(select(target.ref).where(target.id == value)).one()
