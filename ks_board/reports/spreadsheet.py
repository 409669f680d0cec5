"""Spreadsheets that nobody can smuggle a formula into."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from ks_board.reports.parts import Part

_NO_GUESSING = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
LONGEST_NAME = 31
"""Letters that the name of a sheet may have."""
WIDEST = 60


def write_xlsx(parts: Sequence[Part]) -> bytes:
    """Return a workbook with a sheet for each part that has a table; text stays text, whatever it begins with."""
    import xlsxwriter  # noqa: PLC0415 # Takes a tenth of a second, and few ask for a spreadsheet.

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _NO_GUESSING) as book:
        formats = {kind: book.add_format(how) for kind, how in _FORMATS.items()}
        for part in parts:
            _write_sheet(book.add_worksheet(part.title[:LONGEST_NAME]), part, formats)
    return file.getvalue()


def write_csv(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return a CSV file; text that a spreadsheet would take for a formula gets an apostrophe in front."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return file.getvalue()


_FORMATS: dict[str, dict[str, Any]] = {
    "head": {"bold": True, "text_wrap": True, "bottom": 1},
    "text": {"text_wrap": True, "valign": "top"},
    "date": {"num_format": "dd.mm.yyyy", "valign": "top", "align": "left"},
    "euros": {"num_format": "#,##0.00 €", "valign": "top"},
    "number": {"num_format": "#,##0", "valign": "top"},
}


def _write_sheet(sheet: Any, part: Part, formats: dict[str, Any]) -> None:
    if part.table is None:
        return
    for column, title in enumerate(part.table.head):
        sheet.write_string(0, column, title, formats["head"])
        sheet.set_column(column, column, _width([title, *(row[column] for row in part.table.rows)]))
    for at, row in enumerate(part.table.rows, start=1):
        for column, cell in enumerate(row):
            _write_cell(sheet, at, column, cell, formats)
    sheet.freeze_panes(1, 0)


def _write_cell(sheet: Any, row: int, column: int, cell: Any, formats: dict[str, Any]) -> None:
    match cell:
        case None:
            sheet.write_blank(row, column, None, formats["text"])
        case date():
            sheet.write_datetime(row, column, cell, formats["date"])
        case float():
            sheet.write_number(row, column, cell, formats["euros"])
        case int():
            sheet.write_number(row, column, cell, formats["number"])
        case _:
            sheet.write_string(row, column, cell, formats["text"])


def _width(cells: Iterable[Any]) -> int:
    return min(WIDEST, 2 + max(len(str(cell)) for cell in cells))


def _safe(cell: Any) -> Any:
    if isinstance(cell, float):
        return f"{cell:.2f}"
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_SIGNS) else cell
