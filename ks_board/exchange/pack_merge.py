"""Three-way merge of packs: what a new pack says, what the town made of the old one. Knows neither Flask nor database.

All values are texts of cells; a column that is not there is empty.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Row = Mapping[str, str]
Table = Mapping[str, Row]
Tables = Mapping[str, Table]
"""File → id → column → text."""


class Choice(StrEnum):
    """What the town decides about a conflict."""

    KEEP = "keep"
    TAKE = "take"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell in which town and pack differ."""

    file: str
    ref: str
    column: str
    before: str | None
    """What the pack said when it was last applied; None if it did not know the row."""
    town: str
    pack: str

    @property
    def key(self) -> str:
        """Name the cell in forms."""
        return f"{self.file}|{self.ref}|{self.column}"


Decide = Callable[[Cell], Choice | None]


def undecided(cell: Cell) -> Choice | None:
    """Leave every conflict open."""
    return None


@dataclass
class Merge:
    """What applying a pack means."""

    new: dict[str, list[str]] = field(default_factory=dict)
    """Ids by file."""
    taken: list[Cell] = field(default_factory=list)
    kept: list[Cell] = field(default_factory=list)
    """Cells that the town changed and keeps."""
    conflicts: list[Cell] = field(default_factory=list)
    """Cells that both changed and nobody decided about yet."""
    removed: dict[str, list[str]] = field(default_factory=dict)
    """Rows that the town removed, and that stay away."""
    gone: dict[str, list[str]] = field(default_factory=dict)
    """Rows that the pack does not hold any more; they stay."""

    @property
    def writes(self) -> bool:
        """Tell whether anything changes for the town."""
        return bool(self.taken or any(self.new.values()))


def merge(base: Tables, town: Tables, pack: Tables, decide: Decide = undecided) -> Merge:
    """Compare the pack with the town, knowing what was last applied.

    Only the pack changed a cell: taken. Only the town: kept. Both, and differently: `decide`, else a conflict.
    """
    found = Merge()
    for file, rows in pack.items():
        before, at_home = base.get(file, {}), town.get(file, {})
        for ref, row in rows.items():
            if ref in at_home:
                _merge_row(found, _cells(file, ref, row, before.get(ref), at_home[ref]), decide)
            elif ref in before:
                found.removed.setdefault(file, []).append(ref)
            else:
                found.new.setdefault(file, []).append(ref)
        if gone := [ref for ref in before if ref not in rows and ref in at_home]:
            found.gone[file] = gone
    return found


def _cells(file: str, ref: str, pack: Row, before: Row | None, town: Row) -> Iterator[Cell]:
    for column, text in pack.items():
        known = None if before is None else before.get(column, "")
        yield Cell(file, ref, column, known, town.get(column, ""), text)


def _merge_row(found: Merge, cells: Iterator[Cell], decide: Decide) -> None:
    for cell in cells:
        if cell.town == cell.pack:
            continue
        if cell.town == cell.before:
            found.taken.append(cell)
        elif cell.pack == cell.before:
            found.kept.append(cell)
        else:
            into = {Choice.TAKE: found.taken, Choice.KEEP: found.kept, None: found.conflicts}
            into[decide(cell)].append(cell)
