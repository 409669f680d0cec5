"""What a town has of a pack: its own rows, over those that the program brings."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from ks_board.core.db import db
from ks_board.exchange.files import FILES, FURTHER, TownFile
from ks_board.exchange.pack_check import PARTS, TownPack, built_in_pack
from ks_board.exchange.stored import Stored
from ks_board.exchange.tables import Row, TownTable
from ks_board.town.packs import Pack

FOLLOWED = frozenset({"threshold_days", "action_de", "action_en", "enabled", "public"})
"""Cells of a rule that mean "as built in" while they are empty."""
Cells = dict[str, dict[str, dict[str, str]]]


def texts_of(file: TownFile, row: Row) -> dict[str, str]:
    """Return the cells of a row as texts, without its id."""
    cells = zip(file.columns[1:], row[1:], strict=True)
    return {column.name: column.cell.text(value) for column, value in cells}


def cells_of(tables: Mapping[str, TownTable]) -> Cells:
    """Return the cells that a pack holds: only columns that its files have."""
    found: Cells = {}
    for name, table in tables.items():
        absent = {table.file.columns[position].name for position in table.absent}
        found[name] = {
            ref: {column: text for column, text in texts_of(table.file, row).items() if column not in absent}
            for ref, row in table.rows.items()
        }
    return found


def cells_of_town() -> Cells:
    """Return what counts in the town; where its own tables are silent, what the program brings."""
    stored, brought = Stored(), built_in_pack().tables
    found: Cells = {}
    for name in PARTS:
        file = FILES[name]
        rows = dict(brought[name].rows) if name in FURTHER else {}
        rows |= stored.home(file)
        found[name] = {ref: texts_of(file, row) for ref, row in rows.items()}
    _follow(found["rules"], cells_of(brought)["rules"])
    return found


def _follow(rules: dict[str, dict[str, str]], brought: Mapping[str, Mapping[str, str]]) -> None:
    for ref, row in rules.items():
        for column in FOLLOWED if ref in brought else ():
            row[column] = row[column] or brought[ref].get(column, "")


def find_pack(ref: str) -> Pack | None:
    """Return the pack as it was last applied."""
    return db.session.scalars(select(Pack).where(Pack.ref == ref)).one_or_none()


def list_packs() -> list[Pack]:
    """Return the packs of the town in the order in which they came."""
    return list(db.session.scalars(select(Pack).order_by(Pack.id)))


def note_pack(pack: TownPack, *, now: datetime) -> None:
    """Keep what a pack says, so that the next version can tell what the town has changed since."""
    meta, cells = pack.meta, cells_of(pack.tables)
    row = find_pack(meta.id)
    if row is None:
        row = Pack(ref=meta.id, cells={})
        db.session.add(row)
    row.title, row.edition, row.licence = meta.title, meta.version, meta.licence
    row.languages, row.applied_at = ";".join(meta.languages), now
    # What the new version left out stays with the pack: the town still has it.
    row.cells = {name: rows | _left(row.cells.get(name, {}), rows) for name, rows in cells.items()}
    db.session.flush()


def note_built_in(*, now: datetime) -> None:
    """Keep what the built-in pack says when a town begins with it."""
    pack = built_in_pack()
    if find_pack(pack.meta.id) is None:
        note_pack(pack, now=now)


def _left(before: dict[str, Any], rows: Mapping[str, Any]) -> dict[str, Any]:
    return {ref: row for ref, row in before.items() if ref not in rows}
