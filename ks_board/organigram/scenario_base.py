"""What a step was based on: a fingerprint of each row that it changes, so that a change meanwhile is seen.

It is taken of what the row holds, not of its version: what was changed and changed back is no conflict, and a town
folder that goes into another board cannot bring a version that means something else there.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from ks_board.core.db import Base, db
from ks_board.core.record import plain
from ks_board.organigram.models import Appointment, Post, Responsibility, Unit

MODELS: Mapping[str, type[Base]] = {model.__tablename__: model for model in (Unit, Post, Responsibility, Appointment)}
_NOT_COMPARED = frozenset({"id", "version"})


def take_base(rows: Mapping[str, str]) -> str:
    """Return the fingerprints of rows ("U10" → "unit") as a step keeps them; those made in the draft have none."""
    prints = {ref: _print(MODELS[table], ref) for ref, table in rows.items()}
    return json.dumps({ref: found for ref, found in prints.items() if found})


def has_changed(base: str, rows: Mapping[str, str]) -> bool:
    """Tell whether any row is not what it was, or gone, since the base was taken."""
    kept: dict[str, str] = json.loads(base)
    return any(_print(MODELS[table], ref) != kept[ref] for ref, table in rows.items() if ref in kept)


def _print(model: type[Base], ref: str) -> str | None:
    table: Any = model.__table__
    columns = [column for column in table.columns if column.name not in _NOT_COMPARED]
    row = db.session.execute(select(*columns).where(table.c.ref == ref)).one_or_none()
    return hashlib.sha256(repr([plain(value) for value in row]).encode()).hexdigest()[:16] if row else None
