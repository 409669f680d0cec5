"""Writing the drawn tables the way offices write CSV files: every legal encoding, separator and line end."""

import csv
import io
from pathlib import Path
from typing import Literal

from tests.towns.draw import Draw, Row

DATA = (
    *("units", "places", "posts", "people", "responsibilities", "appointments", "tasks", "assignments", "tandems"),
    *("sponsorships", "budget_pots", "grants", "decisions", "procedures", "measures", "messages", "thanks", "answers"),
)


def write_folder(draw: Draw, folder: Path) -> None:
    """Write every table that has rows; the built-in pack only where the town has its own."""
    own = [row["id"] for row in draw.tables["own"]]
    for table in ("meta", *own, *DATA):
        rows = draw.tables[table]
        draw.dice.shuffle(rows)
        if rows:
            (folder / f"{table}.csv").write_bytes(encode(draw, to_csv(draw, rows)))
    if not draw.tables["thanks"] and draw.chance(0.5):
        (folder / "thanks.csv").write_bytes(b"id,person_id,task_id,kind,given_on,given_by_id\n")


def to_csv(draw: Draw, rows: list[Row]) -> str:
    """Return the rows as CSV text, columns in any order."""
    columns = list(rows[0])
    if draw.chance(0.3):
        draw.dice.shuffle(columns)
    out = io.StringIO(newline="")
    quoting: Literal[0, 1] = csv.QUOTE_ALL if draw.chance(0.1) else csv.QUOTE_MINIMAL
    delimiter = ";" if draw.chance(0.25) else ","
    ending = "\r\n" if draw.chance(0.25) else "\n"
    writer = csv.DictWriter(out, columns, delimiter=delimiter, lineterminator=ending, quoting=quoting)
    writer.writeheader()
    writer.writerows(rows)
    text = out.getvalue()
    return text.removesuffix(ending) if draw.chance(0.1) else text


def encode(draw: Draw, text: str) -> bytes:
    """Return the bytes in UTF-8, with or without BOM, or in cp1252 where that can hold the text."""
    encoding = draw.one("utf-8", "utf-8", "utf-8-sig", "cp1252")
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return text.encode()
