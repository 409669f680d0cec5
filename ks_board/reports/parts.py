"""What a printed thing consists of: parts with sentences and tables. Page, PDF and spreadsheet show the same parts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ks_board.core.formatting import euros, number, short_date

Cell = str | int | float | date | None
"""A float is a sum in euros; None is what nobody knows."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under a head; the caption says what they are, for those who see only the table."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def numeric(self) -> tuple[bool, ...]:
        """Tell for each column whether it holds numbers."""
        columns = zip(*self.rows, strict=True) if self.rows else ((),) * len(self.head)
        return tuple(any(isinstance(cell, int | float) for cell in column) for column in columns)

    @property
    def numeric_titles(self) -> list[str]:
        """Return the titles of the columns that hold numbers."""
        return [title for title, is_numeric in zip(self.head, self.numeric, strict=True) if is_numeric]


@dataclass(frozen=True, slots=True)
class Part:
    """A headed part of a paper."""

    key: str
    """Its anchor on the page, and the name of its sheet in a spreadsheet."""
    title: str
    sentences: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    table: Table | None = None


def cell_text(cell: Cell) -> str:
    """Return a cell as people read it."""
    match cell:
        case None:
            return "–"
        case date():
            return short_date(cell)
        case float():
            return euros(cell)
        case int():
            return number(cell)
    return cell


def part_as_text(part: Part) -> dict[str, Any]:
    """Return a part for typst, every cell as people read it."""
    table = part.table and {
        "head": part.table.head,
        "rows": [[cell_text(cell) for cell in row] for row in part.table.rows],
        "numeric": part.table.numeric,
    }
    return {"title": part.title, "sentences": part.sentences, "points": part.points, "table": table}
