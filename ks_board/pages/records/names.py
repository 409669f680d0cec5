"""What rows are called, and which row a typed name means."""

from collections.abc import Collection
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, select

from ks_board.core.db import db
from ks_board.core.text import fold, words
from ks_board.pages.records.tables import BY_FILE, RecordTable

MOST_MEANT, MOST_OFFERED, LONGEST = 5, 300, 80


def list_names(name: str, ids: Collection[int] | None = None) -> dict[int, str]:
    """Return what rows of a table are called by their ids, all rows by default."""
    query = _query(BY_FILE[name])
    if ids is not None:
        query = query.where(BY_FILE[name].file.table.c.id.in_(ids))
    return {row[0]: _said(row[2:]) for row in db.session.execute(query)}


def full_name(name: str, row_id: int) -> str:
    """Return the name of a row with its ref, as a field shows it; the ref alone finds it again."""
    row = db.session.execute(_query(BY_FILE[name]).where(BY_FILE[name].file.table.c.id == row_id)).one_or_none()
    return _full(row) if row else ""


def offered(name: str) -> list[str]:
    """Return the names that a field offers while typing; none where there are too many."""
    rows = db.session.execute(_query(BY_FILE[name]).limit(MOST_OFFERED + 1)).all()
    return [] if len(rows) > MOST_OFFERED else sorted(_full(row) for row in rows)


def meant(name: str, text: str) -> int:
    """Return the id of the row that somebody means by a ref, a name or the only fitting part of one.

    Raise ValueError with a sentence that names what could be meant.
    """
    rows = db.session.execute(_query(BY_FILE[name])).all()
    wanted, parts = fold(text), words(text)
    exact = [row for row in rows if text in (row[1], _full(row))] or [
        row for row in rows if fold(_said(row[2:])) == wanted
    ]
    found = exact or [row for row in rows if parts and all(part in fold(_full(row)) for part in parts)]
    if len(found) == 1:
        return int(found[0][0])
    if not found:
        raise ValueError(_("Das haben wir nicht gefunden. Schreiben Sie einen Teil des Namens oder die Kennung."))
    said = ", ".join(f"„{_full(row)}“" for row in found[:MOST_MEANT])
    if len(found) > MOST_MEANT:
        said += _(" und %(more)s weitere", more=len(found) - MOST_MEANT)
    raise ValueError(_("Das passt auf mehrere. Meinten Sie %(said)s?", said=said))


def row_title(table: RecordTable, row: Any) -> str:
    """Return what a row is called in a heading."""
    if table.names:
        return _said([getattr(row, table.attribute(name)) for name in table.names])
    return str(getattr(row, table.key))


def _query(table: RecordTable) -> Select[Any]:
    columns = table.file.table.c
    names = [columns[name] for name in table.names]
    return select(columns.id, columns[table.key], *names).order_by(*names, columns.id)


def _said(parts: Any) -> str:
    said = " ".join(str(part) for part in parts)
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…"


def _full(row: Any) -> str:
    return f"{_said(row[2:])} ({row[1]})"
