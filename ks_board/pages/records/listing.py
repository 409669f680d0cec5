"""One page of the rows of a table: found, sorted, in words; a fixed number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Column, Enum, Row, Select, func, select

from ks_board.core.db import db
from ks_board.core.formatting import number, short_date
from ks_board.core.text import fold, words
from ks_board.pages.records import labels, names
from ks_board.pages.records.fields import target_of
from ks_board.pages.records.tables import TABLES, RecordTable

PER_PAGE = 25
DOWN = "-"
"""Before the key of a sorting: the other way round."""


@dataclass(frozen=True)
class Line:
    """One row: its ref, what it is called, and its further cells in words."""

    ref: str
    title: str
    cells: Sequence[str]


@dataclass(frozen=True)
class Listing:
    """A page of rows; `more` tells whether another page follows."""

    lines: Sequence[Line]
    more: bool


def sort_keys(table: RecordTable) -> frozenset[str]:
    """Return what the list may be sorted by: the columns that say something by themselves."""
    keys = {table.key, *table.names, *table.shown} - {c.name for c in table.columns if target_of(table, c)}
    return frozenset(keys | {DOWN + key for key in keys})


def list_rows(table: RecordTable, *, query: str, sort: str | None, page: int) -> Listing:
    """Return one page of a table; `sort` is one of `sort_keys`."""
    chosen = _columns(table)
    rows_asked = _ordered(table, select(*chosen.values()), sort)
    if wanted := words(query):
        rows_asked = rows_asked.where(table.file.table.c.id.in_(_found(table, wanted)))
    rows = db.session.execute(rows_asked.offset((page - 1) * PER_PAGE).limit(PER_PAGE + 1)).all()
    shown = rows[:PER_PAGE]
    said = _names_in(table, shown)
    return Listing([_line(table, row, said) for row in shown], more=len(rows) > PER_PAGE)


def count_rows() -> dict[str, int]:
    """Return how many rows each table has, by its slug; one statement."""
    counts = [
        select(func.count()).select_from(table.file.table).scalar_subquery().label(slug)
        for slug, table in TABLES.items()
    ]
    return dict(db.session.execute(select(*counts)).one()._mapping)


def say(column: Column[Any], value: Any) -> str:
    """Return a value in words; a reference is said by its caller."""
    if isinstance(column.type, Enum) and value is not None:
        return labels.value_label(column, value)
    match value:
        case None | "" | ():
            said = "–"
        case bool():
            said = _("ja") if value else _("nein")
        case date():
            said = short_date(value)
        case int() | float():
            said = number(value)
        case tuple():
            said = ", ".join(value)
        case _:
            said = str(value)
    return said if len(said) <= names.LONGEST else f"{said[: names.LONGEST - 1]}…"


def cell_in_words(table: RecordTable, column: Column[Any], row: Any) -> str:
    """Return one cell of a row in words, a reference by the name of what it leads to."""
    value, target = getattr(row, table.attribute(column.name)), target_of(table, column)
    if target and value is not None:
        return names.full_name(target, value)
    return say(column, value)


def _columns(table: RecordTable) -> dict[str, Column[Any]]:
    columns: Any = table.file.table.c
    return {name: columns[name] for name in ("id", table.key, *table.names, *table.shown)}


def _ordered(table: RecordTable, asked: Select[Any], sort: str | None) -> Select[Any]:
    columns = table.file.table.c
    hidden = asked.where(columns[table.key].not_in(table.hidden)) if table.hidden else asked
    if not sort:
        family_first = reversed(table.names) if table.name == "people" else table.names
        return hidden.order_by(*(columns[name] for name in family_first), columns.id)
    column = columns[sort.removeprefix(DOWN)]
    return hidden.order_by(column.is_(None), column.desc() if sort.startswith(DOWN) else column, columns.id)


def _found(table: RecordTable, wanted: list[str]) -> list[int]:
    """Return the ids of rows that hold all words in key and name, or in the names of what they join.

    Folding needs Python; a town has so few rows that reading their names takes no time.
    """
    columns: Any = table.file.table.c
    joined = (
        [] if table.names else [columns[c.name] for c in table.columns if c.name in table.shown and target_of(table, c)]
    )
    rows = db.session.execute(
        select(columns.id, columns[table.key], *(columns[name] for name in table.names), *joined)
    ).all()
    said = _names_in(table, rows) if joined else {}
    return [row.id for row in rows if _holds(table, row, said, wanted)]


def _holds(table: RecordTable, row: Row[Any], said: dict[str, dict[int, str]], wanted: list[str]) -> bool:
    parts = [_word(row, name, said) for name in (table.key, *table.names, *said)]
    text = fold(" ".join(parts))
    return all(word in text for word in wanted)


def _word(row: Row[Any], name: str, said: dict[str, dict[int, str]]) -> str:
    value = row._mapping[name]
    return said[name].get(value, "") if name in said else str(value)


def _names_in(table: RecordTable, rows: Sequence[Row[Any]]) -> dict[str, dict[int, str]]:
    """Return by column what the rows that these rows refer to are called; one statement a column."""
    found = {}
    for column in table.columns:
        target = target_of(table, column)
        if target and rows and column.name in rows[0]._mapping:
            ids = {row._mapping[column.name] for row in rows} - {None}
            found[column.name] = names.list_names(target, ids if len(ids) <= PER_PAGE else None)
    return found


def _line(table: RecordTable, row: Row[Any], said: dict[str, dict[int, str]]) -> Line:
    fields = row._mapping
    if table.name == "meta":
        title = str(labels.SETTINGS.get(fields["key"], fields["key"]))
    else:
        title = " ".join(str(fields[name]) for name in table.names) or str(fields[table.key])
    columns: Any = table.file.table.c
    cells = [
        said[name].get(fields[name], "–") if name in said else say(columns[name], fields[name]) for name in table.shown
    ]
    return Line(str(fields[table.key]), title, cells)
