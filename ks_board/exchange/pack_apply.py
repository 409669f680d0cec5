"""Apply a pack to the town: all or nothing, one action of the record, so that it can be taken back."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import inspect, select

from ks_board.core.db import Base, db
from ks_board.core.errors import Conflict
from ks_board.exchange.files import FILES, Column, TownFile
from ks_board.exchange.pack_check import PARTS, TownPack
from ks_board.exchange.pack_merge import Decide, Merge, merge, undecided
from ks_board.exchange.pack_rules import check_pack_rules
from ks_board.exchange.pack_town import Cells, cells_of, cells_of_town, find_pack, note_pack
from ks_board.exchange.problems import Problems
from ks_board.exchange.stored import Stored
from ks_board.exchange.tables import TownTable
from ks_board.tasks.index import refresh_board
from ks_board.town.version import bump_data_version


class UndecidedConflicts(Conflict):
    """Town and pack have changed the same cells, and nobody decided."""

    def __init__(self, found: Merge) -> None:
        self.found = found
        super().__init__(_("Stadt und Paket haben dieselben Stellen geändert. Bitte entscheiden Sie, was gilt."))


def plan_pack(pack: TownPack, decide: Decide = undecided) -> Merge:
    """Compare a pack with the town; write nothing."""
    return _compare(pack, cells_of_town(), decide)


def apply_pack(pack: TownPack, decide: Decide = undecided, *, now: datetime) -> Merge:
    """Write what the pack brings, flush, and return what was done.

    Raise UndecidedConflicts if a conflict is left, FolderRefused if what comes of both contradicts itself.
    """
    town = cells_of_town()
    found, before = _compare(pack, town, decide), _faults()
    if found.conflicts:
        raise UndecidedConflicts(found)
    for name, rows in _rows_to_write(found, cells_of(pack.tables), town).items():
        _write(FILES[name], rows)
    _refuse_new(before)
    note_pack(pack, now=now)
    if found.writes:
        refresh_board(now=now)
        bump_data_version()
    return found


def warn_of_older(pack: TownPack) -> str | None:
    """Return a sentence if the town has a newer version of the pack already."""
    known = find_pack(pack.meta.id)
    if known is None or _number(pack.meta.version) >= _number(known.edition):
        return None
    has, new = known.edition, pack.meta.version
    return _("Die Stadt hat schon Fassung %(has)s. Dieses Paket ist älter: %(new)s.", has=has, new=new)


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _compare(pack: TownPack, town: Cells, decide: Decide) -> Merge:
    known = find_pack(pack.meta.id)
    found = merge(known.cells if known else {}, town, cells_of(pack.tables), decide)
    _bring_back(found, pack)
    return found


def _bring_back(found: Merge, pack: TownPack) -> None:
    """Bring rows back that the town removed but something new in the pack needs."""
    for name in reversed(PARTS):
        table = pack.tables[name]
        for row in [table.rows[ref] for ref in found.new.get(name, ())]:
            for position, target in table.file.references:
                if row[position] in found.removed.get(target, ()):
                    found.removed[target].remove(str(row[position]))
                    found.new.setdefault(target, []).append(str(row[position]))


def _rows_to_write(found: Merge, pack: Cells, town: Cells) -> Cells:
    """Return the cells to write by file and id; a row that only the program brought is written whole."""
    rows: Cells = {name: {ref: dict(pack[name][ref]) for ref in found.new.get(name, ())} for name in PARTS}
    own = {name: set(Stored().home(FILES[name])) for name in PARTS}
    for cell in found.taken:
        whole = {} if cell.ref in own[cell.file] else town[cell.file][cell.ref]
        rows[cell.file].setdefault(cell.ref, dict(whole))[cell.column] = cell.pack
    return rows


def _write(file: TownFile, rows: Mapping[str, Mapping[str, str]]) -> None:
    model: Any = next(mapper.class_ for mapper in Base.registry.mappers if mapper.local_table is file.table)
    stored = {row.ref: row for row in db.session.scalars(select(model).where(model.ref.in_(rows)))}
    columns = {column.name: column for column in file.columns}
    ids = {name: _ids(name) for _position, name in file.references}
    for ref, cells in rows.items():
        row = stored.get(ref) or model(ref=ref)
        for name, text in cells.items():
            setattr(row, _attribute(model, columns[name]), _value(columns[name], text, ids))
        db.session.add(row)
    db.session.flush()


def _ids(name: str) -> dict[str, int]:
    return {ref: identity for identity, ref in Stored().refs(name).items()}


def _attribute(model: type[Base], column: Column) -> str:
    return str(inspect(model).get_property_by_column(model.__table__.c[str(column.stored)]).key)


def _value(column: Column, text: str, ids: Mapping[str, Mapping[str, int]]) -> Any:
    value = column.cell.parse(text) if text else column.cell.empty
    return value if column.target is None or value is None else ids[column.target][str(value)]


def _faults() -> Counter[str]:
    """Return what contradicts itself in the town's rules and questions."""
    problems, home = Problems(), Stored().home
    tables = {name: TownTable(FILES[name], dict(home(FILES[name]))) for name in ("rules", "questions")}
    check_pack_rules(tables["rules"], tables["questions"], problems)
    return Counter(map(str, problems.faults))


def _refuse_new(before: Counter[str]) -> None:
    """Refuse an outcome that contradicts itself, unless the town did so already."""
    problems = Problems()
    for sentence in _faults() - before:
        problems.add(_("Ergebnis"), sentence)
    problems.refuse()
