"""The rows of the town folder as the database holds them: ids inside, refs outside."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from sqlalchemy import RowMapping, select

from ks_board.core.db import db
from ks_board.exchange.cells import Value
from ks_board.exchange.files import FILES, TownFile
from ks_board.exchange.tables import Row
from ks_board.organigram.models import AppointmentTarget
from ks_board.tasks.models import TaskPot
from ks_board.town.version import DATA_VERSION

_TARGETS = {
    AppointmentTarget.POST: ("post_id", "posts"),
    AppointmentTarget.RESPONSIBILITY: ("responsibility_id", "responsibilities"),
}
Ids = Mapping[str, Mapping[str, int]]
"""The ids of all rows by file name and ref."""


class Stored:
    """Reads rows in the words of the town folder; remembers the refs of one transaction."""

    def __init__(self) -> None:
        self.refs = cache(self._read_refs)
        self.home = cache(self._read_home)

    def rows(self, file: TownFile) -> Iterator[tuple[int, Row]]:
        """Yield the rows of a table with their ids, in the order of the ids."""
        read = _Reader(file, self)
        columns = [file.table.c.id, *(file.table.c[name] for name in read.names)]
        query = select(*columns).order_by(file.table.c.id)
        if file.name == "meta":
            query = query.where(file.table.c.key != DATA_VERSION)
        for record in db.session.execute(query, execution_options={"yield_per": 1000}).mappings():
            yield record["id"], read.row(record)

    def _read_refs(self, name: str) -> dict[int, str]:
        """Return the ref of every id of a file's table."""
        columns = FILES[name].table.c
        key = columns.key if name == "meta" else columns.ref
        return dict(db.session.execute(select(columns.id, key)).all())

    def _read_home(self, file: TownFile) -> dict[str, Row]:
        """Return the rows of a table by ref."""
        return {str(row[0]): row for _id, row in self.rows(file)}


class _Reader:
    """Turns the records of one table into rows."""

    def __init__(self, file: TownFile, stored: Stored) -> None:
        self.file, self.stored = file, stored
        self.names = [column.stored for column in file.columns if column.stored]
        if file.name == "appointments":
            self.names += [stored_name for stored_name, _file in _TARGETS.values()]
        self.pots = self._read_pots() if file.name == "tasks" else {}
        self.refs = [stored.refs(column.target) if column.target else None for column in file.columns]

    def row(self, record: RowMapping) -> Row:
        """Return the record as a row of the file."""
        return tuple(
            self._special(column.name, record)
            if column.stored is None
            else record[column.stored]
            if refs is None
            else refs.get(record[column.stored])
            for column, refs in zip(self.file.columns, self.refs, strict=True)
        )

    def _special(self, name: str, record: RowMapping) -> Value:
        if name == "pot_ids":
            return tuple(self.pots.get(record["id"], ()))
        kind = AppointmentTarget.POST if record["post_id"] is not None else AppointmentTarget.RESPONSIBILITY
        column, file = _TARGETS[kind]
        return kind if name == "target_kind" else self.stored.refs(file)[record[column]]

    def _read_pots(self) -> dict[int, list[str]]:
        found, refs = defaultdict(list), self.stored.refs("budget_pots")
        query = select(TaskPot.task_id, TaskPot.pot_id).order_by(TaskPot.task_id, TaskPot.position)
        for task, pot in db.session.execute(query):
            found[task].append(refs[pot])
        return found


def to_fields(file: TownFile, rows: Iterable[tuple[int, Row]], ids: Ids) -> Iterator[dict[str, Any]]:
    """Yield what the table stores for each row, by column."""
    columns = [(c.stored, ids[c.target] if c.target else None) for c in file.columns]
    for identity, row in rows:
        fields: dict[str, Any] = {"id": identity}
        for (name, known), value in zip(columns, row, strict=True):
            if name:
                fields[name] = value if known is None or value is None else known[str(value)]
        if file.name == "appointments":
            fields |= _target_fields(file, row, ids)
        yield fields


def _target_fields(file: TownFile, row: Row, ids: Ids) -> dict[str, Any]:
    kind, target = (row[file.position[name]] for name in ("target_kind", "target_id"))
    return {column: ids[name][str(target)] if kind is wanted else None for wanted, (column, name) in _TARGETS.items()}


def pots_of(tasks: Iterable[tuple[int, Row]], ids: Ids) -> Iterator[dict[str, Any]]:
    """Yield the pots of tasks, in the order in which the town wrote them."""
    position = FILES["tasks"].position["pot_ids"]
    for identity, row in tasks:
        pots = row[position]
        for place, pot in enumerate(pots if isinstance(pots, tuple) else ()):
            yield {"task_id": identity, "pot_id": ids["budget_pots"][pot], "position": place}
