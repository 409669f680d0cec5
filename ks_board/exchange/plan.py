"""Compare a checked town folder with the database: what is new, changed, unchanged, gone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from sqlalchemy import func, select

from ks_board.core.db import db
from ks_board.exchange.check import TownFolder
from ks_board.exchange.files import FILES, TownFile
from ks_board.exchange.stored import Stored
from ks_board.exchange.tables import Row

CHUNK = 1000
Item = TypeVar("Item")


@dataclass
class Changes:
    """What an import does to one table; rows come with the id they have or get."""

    file: TownFile
    new: list[tuple[int, Row]] = field(default_factory=list)
    changed: list[tuple[int, Row]] = field(default_factory=list)
    gone: list[tuple[int, Row]] = field(default_factory=list)
    unchanged: int = 0
    ids: dict[str, int] = field(default_factory=dict)

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """New, changed, unchanged, gone."""
        return len(self.new), len(self.changed), self.unchanged, len(self.gone)


Plan = dict[str, Changes]


def make_plan(folder: TownFolder, stored: Stored) -> Plan:
    """Return what to do, table by table; rows that only the built-in pack names never change the town's own."""
    return {name: _changes(file, folder, stored) for name, file in FILES.items()}


def has_changes(plan: Plan, *, prune: bool) -> bool:
    """Tell whether the plan writes anything."""
    return any(changes.new or changes.changed or (prune and changes.gone) for changes in plan.values())


def _changes(file: TownFile, folder: TownFolder, stored: Stored) -> Changes:
    table, changes = folder.tables[file.name], Changes(file)
    for identity, row in stored.rows(file):
        ref = str(row[0])
        wanted = table.rows.get(ref)
        changes.ids[ref] = identity
        if wanted is None:
            changes.gone.append((identity, row))
        elif wanted == row or ref in table.built_in:
            changes.unchanged += 1
        else:
            changes.changed.append((identity, wanted))
    following = (db.session.scalar(select(func.max(file.table.c.id))) or 0) + 1
    added = [(ref, row) for ref, row in table.rows.items() if ref not in changes.ids]
    for identity, (ref, row) in enumerate(added, start=following):
        changes.ids[ref] = identity
        changes.new.append((identity, row))
    return changes


def chunks(items: Iterable[Item], size: int = CHUNK) -> Iterator[list[Item]]:
    """Yield the items in lists that one statement can take."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk
