"""The import's own checks for one row that somebody typed."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from ks_board.core.db import db
from ks_board.exchange.cells import EVERY, WrongCellError
from ks_board.exchange.check import built_in
from ks_board.exchange.files import FILES, Column, file_of
from ks_board.exchange.links import check_links
from ks_board.exchange.problems import Problems
from ks_board.exchange.rows import Tables, check_rows
from ks_board.exchange.settings import complete_settings
from ks_board.exchange.stored import Stored
from ks_board.exchange.tables import Row, TownTable
from ks_board.pages.records.tables import RecordTable
from ks_board.tasks.models import TaskStatus

Values = Mapping[str, Any]
"""The values of a row by attribute."""
NEW = "neu"
"""Stands for the ref of a row that has none yet."""


def faults_in(table: RecordTable, values: Values, ref: str = NEW) -> dict[str, str]:
    """Return what is wrong with a row: by attribute a sentence."""
    faults = dict(_cell_faults(table, values))
    if not faults:
        faults = _row_faults(table, values, ref) | dict(_own_faults(table, values))
    return faults


def _cell_faults(table: RecordTable, values: Values) -> Iterator[tuple[str, str]]:
    for column in table.file.columns:
        attribute = _attribute(table, column)
        value = values.get(attribute) if attribute else None
        if attribute and not column.target and value not in (None, "", ()):
            try:
                column.cell.parse(column.cell.text(value))
            except WrongCellError as error:
                yield attribute, str(error)


def _row_faults(table: RecordTable, values: Values, ref: str) -> dict[str, str]:
    problems = Problems()
    tables: Tables = {name: TownTable(file, readable=False) for name, file in FILES.items()}
    row = _row(table, values, ref)
    tables[table.name].rows[str(row[0])] = row
    tables[table.name].lines[str(row[0])] = 1
    if table.name == "measures":
        _read_subjects(tables, row)
    if table.name == "meta":
        _read_settings(tables, str(row[0]))
        complete_settings(tables, problems)
    check_rows(tables, built_in("rules"), problems)
    check_links(tables, problems)
    by_name = {column.name: _attribute(table, column) for column in table.file.columns}
    return {by_name[problem.column or ""] or "": problem.text for problem in problems.faults}


def _own_faults(table: RecordTable, values: Values) -> Iterator[tuple[str, str]]:
    """Yield what the files cannot say wrong, or what only people are asked for."""
    if table.name == "appointments" and (values["post_id"] is None) == (values["responsibility_id"] is None):
        yield "post_id", _("Bitte nennen Sie entweder eine Stelle oder eine Zuständigkeit.")
    if table.name == "tasks" and values.get("status") is TaskStatus.STOPPED and not values.get("result"):
        yield "result", _("Bitte schreiben Sie einen Satz, was daraus geworden ist. Aufhören ist erlaubt.")


def _row(table: RecordTable, values: Values, ref: str) -> Row:
    """Return the row as the town folder has it."""
    return tuple(_cell_value(table, column, values, ref) for column in table.file.columns)


def _cell_value(table: RecordTable, column: Column, values: Values, ref: str) -> Any:
    attribute = _attribute(table, column)
    if column.stored == table.key:
        return ref
    if attribute is None:
        return column.cell.empty
    value = values.get(attribute)
    if column.target is None or value is None:
        return EVERY if column.cell.written_empty == EVERY and value is None else value
    target = FILES[column.target].table
    return db.session.scalar(select(target.c.ref).where(target.c.id == value))


def _read_subjects(tables: Tables, row: Row) -> None:
    """Read the tables that tell whether a measure names the right subject."""
    measures, stored = tables["measures"].file, Stored()
    tables["rules"].rows |= stored.home(FILES["rules"])
    rule = tables["rules"].rows.get(str(row[measures.position["rule_id"]]))
    kind = str(rule[FILES["rules"].position["subject_kind"]]) if rule else "town"
    file = FILES["meta"] if kind == "town" else file_of(kind)
    tables[file.name].rows |= stored.home(file)
    tables[file.name].readable = True


def _read_settings(tables: Tables, changed: str) -> None:
    """Read the other settings: begin and end of the council's term are compared."""
    for key, row in Stored().home(FILES["meta"]).items():
        if key != changed:
            tables["meta"].rows[key] = row
            tables["meta"].lines[key] = 0


def _attribute(table: RecordTable, column: Column) -> str | None:
    return table.attribute(column.stored) if column.stored else None
