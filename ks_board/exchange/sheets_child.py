"""Read a spreadsheet in a process of its own: whatever hides in the file, only this process dies of it.

Reads the file from standard input and prints JSON: the name of the sheet, its rows as texts, and the other sheets.
It stands alone: it is started by its path and imports nothing of ours.
"""

import io
import json
import resource
import sys
from datetime import date, datetime, time

MEMORY, SECONDS = 700_000_000, 15


def main(most_rows: int, most_columns: int) -> None:
    """Read one file; a row beyond the most is enough to tell that there are too many."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - only under the limits above.

    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    found: dict[str, list[list[str]]] = {}
    for name in book.sheet_names[:20]:
        # From the first row on, empty or not: people are told row numbers as their program shows them.
        table = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=most_rows + 1)
        rows = [[text(cell) for cell in row[: most_columns + 1]] for row in table]
        if any(cell for row in rows for cell in row):
            found[name] = rows
    first = next(iter(found), "")
    json.dump({"name": first, "rows": found.get(first, []), "others": list(found)[1:]}, sys.stdout)


def text(cell: object) -> str:
    """Return a cell as a person reads it; a formula is what it last came to, and only text."""
    match cell:
        case bool():
            return "ja" if cell else "nein"
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case float():
            return f"{cell:.4f}".rstrip("0").rstrip(".").replace(".", ",")
        case datetime() | date():
            return f"{cell.day}.{cell.month}.{cell.year}"
        case time():
            return cell.isoformat("minutes")
        case _:
            return str(cell)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
