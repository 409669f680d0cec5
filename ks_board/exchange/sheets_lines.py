"""Turn the rows of a table into units and posts, and find out what hangs under what.

A tree is told by one of four signs: a column that names the unit above, numbers (1, 1.2), indentation, or several
columns of units side by side. A row without a unit belongs to the one above it, as in merged cells.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _

from ks_board.core.text import fold
from ks_board.exchange.sheets import Rows
from ks_board.exchange.sheets_columns import Columns, Meaning
from ks_board.exchange.sheets_names import Named, is_vacant, read_name
from ks_board.organigram.edit_tree import MOST_LEVELS

MOST_HOURS = 168
_NUMBERED = re.compile(r"(\d{1,3}(?:\.\d{1,3})*)\.?\s+(\S.*)")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*")
_TAB = 4
_HEADS = ("leitung", "leiter", "amtsleit", "sachgebietsleit", "burgermeister")


@dataclass(eq=False)
class SheetUnit:
    """A unit of the table."""

    row: int
    name: str
    above: "SheetUnit | str | None" = None
    """A unit of the table, else the name of one that may be on the board already; None: the town."""
    short: str = ""
    phone: str = ""
    email: str = ""
    fault: str = ""


@dataclass(eq=False)
class SheetPost:
    """A post of the table with who holds it; None: vacant."""

    row: int
    unit: SheetUnit
    title: str
    is_head: bool = False
    hours: float | None = None
    holder: Named | None = None
    deputy: Named | None = None
    fault: str = ""


@dataclass
class SheetLines:
    """What a table says, and the rows that say nothing that can be used."""

    units: list[SheetUnit] = field(default_factory=list)
    posts: list[SheetPost] = field(default_factory=list)
    rejected: list[tuple[int, str]] = field(default_factory=list)


def read_lines(rows: Rows, columns: Columns) -> SheetLines:
    """Return the units and posts of a table."""
    reader = _Reader(rows, columns)
    reader.read()
    _find_above(reader.found.units)
    _refuse_rings(reader.found.units)
    return reader.found


class _Reader:
    def __init__(self, rows: Rows, columns: Columns) -> None:
        self.rows, self.columns, self.found = rows, columns, SheetLines()
        self.at: dict[Meaning, int] = {meaning: at for at, meaning in enumerate(columns.meanings)}
        self.levels = [at for at, meaning in enumerate(columns.meanings) if meaning is Meaning.UNIT]
        self.path: list[SheetUnit] = []
        self.indents: list[tuple[int, SheetUnit]] = []
        self.numbers: dict[str, SheetUnit] = {}
        self.known: dict[tuple[object, ...], SheetUnit] = {}
        self.numbered = Meaning.NUMBER not in self.at and self._count_numbered() > 1

    def read(self) -> None:
        """Read all rows below the names of the columns."""
        head = self.columns.head
        names = [fold(name) for name in self.columns.names]
        for number, row in enumerate(self.rows[head + 1 :], start=head + 2):
            cells = row + [""] * (len(self.columns.meanings) - len(row))
            if any(cell.strip() for cell in cells) and [fold(cell) for cell in cells] != names:
                self._read_row(number, cells)

    def _read_row(self, number: int, cells: list[str]) -> None:
        texts = {meaning: " ".join(cells[at].split()) for meaning, at in self.at.items()}
        seats = any(texts.get(meaning) for meaning in (Meaning.POST, Meaning.HOLDER, Meaning.HEAD, Meaning.DEPUTY))
        before = len(self.found.units)
        unit = self._unit(number, cells, texts)
        if unit is None:
            self.found.rejected.append((number, _("Hier steht keine Einheit.")))
            return
        is_new = len(self.found.units) > before
        if is_new and not (texts.get(Meaning.POST) or texts.get(Meaning.HOLDER)):
            # Beside a post the number is that of a person: it stays out of the organigram.
            unit.phone, unit.email = texts.get(Meaning.PHONE, ""), texts.get(Meaning.EMAIL, "")
        if is_new:
            unit.short = texts.get(Meaning.SHORT, "")
        elif not seats:
            sentence = _("„%(name)s“ steht schon in Zeile %(row)s.", name=unit.name, row=unit.row)
            self.found.rejected.append((number, sentence))
        self.found.posts += self._posts(number, unit, texts)

    def _unit(self, number: int, cells: list[str], texts: Mapping[Meaning, str]) -> SheetUnit | None:
        """Return the unit that a row is about: a new one, one of an earlier row, or the last one."""
        filled = [(level, cells[at]) for level, at in enumerate(self.levels) if cells[at].strip()]
        if not filled:
            seat = texts.get(Meaning.POST) or texts.get(Meaning.HOLDER)
            return self.path[-1] if seat and self.path else None
        for level, cell in filled:
            del self.path[level:]
            self.path.append(self._named(number, cell, texts))
        return self.path[-1]

    def _named(self, number: int, cell: str, texts: Mapping[Meaning, str]) -> SheetUnit:
        name, order = " ".join(cell.split()), texts.get(Meaning.NUMBER, "").rstrip(".")
        if self.numbered and (match := _NUMBERED.fullmatch(name)):
            order, name = match.groups()
        above = self._above(cell, order, texts)
        key = (fold(name), above if isinstance(above, SheetUnit) else fold(above or ""))
        unit = self.known.get(key)
        if unit is None:
            unit = self.known[key] = SheetUnit(number, name, above)
            self.found.units.append(unit)
        if _NUMBER.fullmatch(order):
            self.numbers.setdefault(order, unit)
        self._indented(cell, unit)
        return unit

    def _above(self, cell: str, order: str, texts: Mapping[Meaning, str]) -> SheetUnit | str | None:
        if text := texts.get(Meaning.PARENT, ""):
            return None if is_vacant(text) else text
        if self.path:
            return self.path[-1]
        while "." in order:
            order = order.rpartition(".")[0]
            if order in self.numbers:
                return self.numbers[order]
        if len(self.levels) > 1:
            return None
        return next((unit for indent, unit in reversed(self.indents) if indent < _indent(cell)), None)

    def _indented(self, cell: str, unit: SheetUnit) -> None:
        self.indents = [each for each in self.indents if each[0] < _indent(cell)] + [(_indent(cell), unit)]

    def _posts(self, number: int, unit: SheetUnit, texts: Mapping[Meaning, str]) -> Iterator[SheetPost]:
        head, deputy = texts.get(Meaning.HEAD, ""), texts.get(Meaning.DEPUTY, "")
        title, holder = texts.get(Meaning.POST, ""), texts.get(Meaning.HOLDER, "")
        if head or deputy:
            post = SheetPost(number, unit, _("Leitung"), is_head=True)
            post.holder, post.deputy = _person(post, head), _person(post, deputy)
            yield post
        if title:
            is_head = fold(title).startswith(_HEADS)
            post = SheetPost(number, unit, title, is_head)
            post.holder, post.hours = _person(post, holder), _hours(post, texts.get(Meaning.HOURS, ""))
            yield post
        elif holder and not is_vacant(holder):
            sentence = _("Für „%(name)s“ ist keine Stelle genannt.", name=holder)
            self.found.rejected.append((number, sentence))

    def _count_numbered(self) -> int:
        return sum(
            bool(_NUMBERED.fullmatch(row[at].strip())) for row in self.rows for at in self.levels[:1] if at < len(row)
        )


def _indent(cell: str) -> int:
    return len(cell.expandtabs(_TAB)) - len(cell.expandtabs(_TAB).lstrip())


def _person(post: SheetPost, text: str) -> Named | None:
    if not text or is_vacant(text):
        return None
    found = read_name(text)
    if found is None:
        post.fault = _("„%(text)s“ ist kein Vor- und Nachname.", text=text[:80])
    return found


def _hours(post: SheetPost, text: str) -> float | None:
    match = re.fullmatch(r"(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:h|Std\.?|Stunden|Wochenstunden)?", text, re.IGNORECASE)
    if match and (hours := float(match[1].replace(",", "."))) <= MOST_HOURS:
        return hours
    if text and not is_vacant(text):
        post.fault = _("„%(text)s“ ist keine Zahl von Stunden in der Woche.", text=text[:40])
    return None


def _find_above(units: Sequence[SheetUnit]) -> None:
    """Look up the units that rows name as the one above them; what the table does not hold stays a name."""
    named: dict[str, list[SheetUnit]] = {}
    for unit in units:
        for name in dict.fromkeys(fold(text) for text in (unit.name, unit.short) if text):
            named.setdefault(name, []).append(unit)
    for unit in units:
        if isinstance(unit.above, str):
            found = named.get(fold(unit.above), [])
            if len(found) > 1:
                unit.fault = _("„%(name)s“ gibt es in der Tabelle mehrmals.", name=unit.above)
            unit.above = found[0] if found else unit.above


def _refuse_rings(units: Sequence[SheetUnit]) -> None:
    for unit in units:
        seen = [unit]
        while isinstance(seen[-1].above, SheetUnit) and seen[-1].above not in seen and len(seen) < MOST_LEVELS:
            seen.append(seen[-1].above)
        if seen[-1].above is unit:
            rows = ", ".join(str(each.row) for each in sorted(seen, key=lambda each: each.row))
            unit.fault = _("Die Einheit hängt unter sich selbst (Zeilen %(rows)s).", rows=rows)
        elif len(seen) == MOST_LEVELS:
            unit.fault = _("Hier hängen zu viele Einheiten untereinander. Höchstens %(most)s gehen.", most=MOST_LEVELS)
