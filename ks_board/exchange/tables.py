"""Read the cells of one file: header, types, required cells, ids."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from flask_babel import gettext as _

from ks_board.exchange.cells import Value, WrongCellError, nearest
from ks_board.exchange.csvfile import Record, UnreadableFileError, read_records
from ks_board.exchange.files import Column, TownFile
from ks_board.exchange.problems import Problems

MOST_COLUMNS, MOST_ROWS, MOST_FAULTS = 100, 500_000, 10_000
Row = tuple[Value, ...]
Home = Callable[[TownFile], Mapping[str, Row]]
"""Gives the rows that the database holds already, by ref."""


def no_rows(file: TownFile) -> Mapping[str, Row]:
    """The home of a town that is new."""
    return {}


@dataclass
class TownTable:
    """The rows of one file by ref, in the order of the file, with the line of each."""

    file: TownFile
    rows: dict[str, Row] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    absent: frozenset[int] = frozenset()
    """Positions of columns that the file does not have."""
    kept: frozenset[str] = frozenset()
    """Refs whose absent columns keep the values of the database."""
    readable: bool = True
    """False: the file is broken, nothing follows from what it does not hold."""
    sound: bool = True
    """False: some cells have faults, so a row that is missed may be one of those."""
    built_in: frozenset[str] = frozenset()
    """Refs of rows that come from the built-in pack, not from the folder."""

    def cells(self, *names: str) -> Iterator[tuple[str, tuple[Value, ...]]]:
        """Yield some cells of every row with its ref."""
        positions = [self.file.position[name] for name in names]
        for ref, row in self.rows.items():
            yield ref, tuple(row[position] for position in positions)

    def note(self, problems: Problems, ref: str, column: str, text: str) -> None:
        """Note a fault in a cell."""
        problems.add(self.file.filename, text, self.lines.get(ref), column)

    def warn(self, problems: Problems, ref: str, column: str, text: str) -> None:
        """Note an odd cell."""
        problems.warn(self.file.filename, text, self.lines.get(ref), column)


def read_table(file: TownFile, path: Path, problems: Problems, home: Home = no_rows) -> TownTable:
    """Read a file into a table; every fault is noted, faulty cells are empty."""
    table = TownTable(file)
    try:
        records = read_records(path)
        header = next(records, None)
        columns = _read_header(file, header, problems)
        if columns is None:
            table.readable = False
            return table
        table.absent = frozenset(range(len(file.columns))) - set(columns)
        _Reader(table, columns, problems, home(file) if table.absent else {}).read(records)
    except UnreadableFileError as error:
        problems.add(file.filename, str(error), error.line)
        table.readable = False
    table.sound = not problems.counts[file.filename]
    return table


def _read_header(file: TownFile, header: Record | None, problems: Problems) -> list[int] | None:
    """Return the position of each column of the file; None if the header has faults."""
    if header is None:
        problems.add(file.filename, _("Die Datei ist leer. Die erste Zeile nennt die Spalten."))
        return None
    line, names = header[0], [name.strip() for name in header[1]]
    faults = list(_separator_faults(names) or _header_faults(file, names))
    for fault in faults:
        problems.add(file.filename, fault, line)
    return None if faults else [file.position[name] for name in names]


def _separator_faults(names: list[str]) -> list[str]:
    """Tell a line that cannot be a header, before its names are looked at one by one."""
    if any("\t" in name for name in names):
        return [_("Die Spalten sind mit Tabulatoren getrennt. Nehmen Sie Komma oder Semikolon.")]
    if len(names) > MOST_COLUMNS:
        return [_("Die Zeile hat %(found)s Felder. Das ist keine Kopfzeile.", found=len(names))]
    return []


def _header_faults(file: TownFile, names: list[str]) -> Iterator[str]:
    known = list(file.position)
    missing = [column.name for column in file.columns if column.required and column.name not in names]
    for number, name in enumerate(names, start=1):
        if not name:
            yield _("Die Spalte %(number)s hat keinen Namen.", number=number)
        elif name not in known and (meant := nearest(name, [k for k in known if k not in names])):
            missing = [column for column in missing if column != meant]
            yield _("Die Spalte „%(name)s“ gibt es hier nicht. Meinten Sie „%(meant)s“?", name=name[:60], meant=meant)
        elif name not in known:
            yield _("Die Spalte „%(name)s“ gibt es hier nicht.", name=name[:60])
    for name in sorted(name for name, number in Counter(names).items() if name and number > 1):
        yield _("Die Spalte „%(name)s“ kommt mehrmals vor.", name=name[:60])
    for name in missing:
        yield _("Die Spalte „%(name)s“ fehlt.", name=name)


class _Reader:
    """Reads the records of one file into its table."""

    def __init__(self, table: TownTable, columns: list[int], problems: Problems, home: Mapping[str, Row]) -> None:
        self.table, self.problems, self.home = table, problems, home
        self.blank: list[Value] = [column.cell.empty for column in table.file.columns]
        self.columns: list[tuple[int, Column]] = [(position, table.file.columns[position]) for position in columns]

    def read(self, records: Iterator[Record]) -> None:
        """Read all records; remember which rows keep values of the database."""
        kept = set()
        for line, texts in records:
            self._refuse_too_much(line)
            row = self._row(line, texts) if len(texts) == len(self.columns) else self._ragged(line, texts)
            ref = row[0]
            if not isinstance(ref, str) or self._is_double(ref, line):
                continue
            if (at_home := self.home.get(ref)) is not None:
                kept.add(ref)
                for position in self.table.absent:
                    row[position] = at_home[position]
            self.table.rows[ref] = tuple(row)
            self.table.lines[ref] = line
        self.table.kept = frozenset(kept)

    def _refuse_too_much(self, line: int) -> None:
        if len(self.table.rows) >= MOST_ROWS:
            raise UnreadableFileError(_("Hier sind mehr als %(most)s Zeilen. So groß ist keine Stadt.", most=MOST_ROWS))
        if self.problems.counts[self.table.file.filename] >= MOST_FAULTS:
            raise UnreadableFileError(_("Hier sind so viele Fehler, dass der Rest nicht geprüft wird."), line)

    def _row(self, line: int, texts: list[str]) -> list[Value]:
        row = self.blank.copy()
        for (position, column), text in zip(self.columns, texts, strict=True):
            if stripped := text.strip():
                try:
                    row[position] = column.cell.parse(stripped)
                except WrongCellError as error:
                    self._note(line, column.name, str(error))
            elif column.required:
                self._note(line, column.name, _("Hier muss etwas stehen."))
        return row

    def _is_double(self, ref: str, line: int) -> bool:
        if (first := self.table.lines.get(ref)) is None:
            return False
        name = self.table.file.columns[0].name
        self._note(
            line,
            name,
            _("„%(ref)s“ steht schon in Zeile %(first)s. Jede id darf nur einmal vorkommen.", ref=ref, first=first),
        )
        return True

    def _ragged(self, line: int, texts: list[str]) -> list[Value]:
        """Note the fault and keep the id alone, so that rows that refer to it are not blamed as well."""
        found, expected = len(texts), len(self.columns)
        self._note(
            line,
            None,
            _(
                "Die Zeile hat %(found)s Felder. Es müssen %(expected)s sein, wie in der Kopfzeile.",
                found=found,
                expected=expected,
            ),
        )
        row = self.blank.copy()
        for (position, _column), text in zip(self.columns, texts, strict=False):
            if position == 0:
                row[0] = text.strip() or None
        return row

    def _note(self, line: int, column: str | None, text: str) -> None:
        self.problems.add(self.table.file.filename, text, line, column)
