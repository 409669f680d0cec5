"""Reading and writing one CSV file: encoding, separator and line ends are recognised, broken quotes refused."""

import csv
import io
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from flask_babel import gettext as _

MOST_BYTES, MOST_LINE = 100_000_000, 1_000_000
_UTF8_READ_AS_CP1252 = re.compile(rb"\xc3[\x80-\xbf]|\xe2\x80[\x80-\xbf]")
_RECORDS = {
    delimiter: re.compile(rf"(?:{cell})(?:{delimiter}(?:{cell}))*\n?")
    for delimiter, cell in ((d, rf'"[^"]*(?:""[^"]*)*"|[^"{d}\n]*') for d in ",;")
}

Record = tuple[int, list[str]]


class UnreadableFileError(Exception):
    """The file cannot be read as a table; the sentence says why, `line` where."""

    def __init__(self, sentence: str, line: int | None = None) -> None:
        super().__init__(sentence)
        self.line = line


def read_records(path: Path) -> Iterator[Record]:
    """Yield the records of a file, the header first, each with the line where it starts; blank lines are left out.

    Raise UnreadableFileError with a sentence for everything that is not a CSV file.
    """
    yield from records_in(read_bytes(path))


def records_in(raw: bytes) -> Iterator[Record]:
    """Yield the records of a file's bytes, as `read_records` does."""
    lines = _Lines(io.TextIOWrapper(io.BytesIO(raw), encoding=encoding_of(raw)))
    first = lines.peek()
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        start = lines.number + 1
        try:
            record = next(reader, None)
        except csv.Error:
            line = _line_of_fault(delimiter, start, lines.take())
            sentence = _("Ein Feld ist zu lang. Vielleicht fehlt ein Anführungszeichen.")
            raise UnreadableFileError(sentence, line) from None
        text = lines.take()
        # The reader guesses what a stray quote means. We do not: that is how rows get lost.
        if '"' in text and not _RECORDS[delimiter].fullmatch(text):
            raise _broken_quote(delimiter, start, text)
        if record is None:
            return
        if "".join(record).strip():
            yield start, record


class _Lines:
    """The lines of a file, with those of the record that is being read."""

    def __init__(self, stream: io.TextIOWrapper) -> None:
        self.stream, self.number, self.record = stream, 0, ""

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self.stream.readline(MOST_LINE + 1)
        if not line:
            raise StopIteration
        if len(line) > MOST_LINE:
            raise UnreadableFileError(
                _("Die Zeile ist länger als %(most)s Zeichen. Das ist keine Tabelle.", most=MOST_LINE), self.number + 1
            )
        self.number += 1
        self.record += line
        return line

    def peek(self) -> str:
        """Return the first line that is not blank and begin again."""
        first = next((line for line in self if line.strip()), "")
        self.stream.seek(0)
        self.number, self.record = 0, ""
        return first

    def take(self) -> str:
        """Return the text of the record and begin the next."""
        text, self.record = self.record, ""
        return text


def read_bytes(path: Path) -> bytes:
    """Return what a plain file holds; raise UnreadableFileError for everything else, and for what is too large."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFileError(_("Hier wird eine Datei erwartet, das ist aber keine."))
        if status.st_size > MOST_BYTES:
            raise UnreadableFileError(
                _("Die Datei ist größer als %(most)s MB. So groß ist keine Stadt.", most=MOST_BYTES // 1_000_000)
            )
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(_("Die Datei lässt sich nicht lesen: %(why)s.", why=error.strerror)) from None


def encoding_of(raw: bytes) -> str:
    """Return the encoding; offices write UTF-8, or what Windows used before."""
    if b"\0" in raw:
        raise UnreadableFileError(_("Das ist keine Textdatei. Speichern Sie die Tabelle als „CSV UTF-8“."))
    try:
        raw.decode("utf-8-sig")
        return "utf-8-sig"
    except UnicodeDecodeError as error:
        fault = error.start
    if mixed := _UTF8_READ_AS_CP1252.search(raw):
        fault = max(fault, mixed.start())
        raise UnreadableFileError(
            _("Die Datei mischt zwei Zeichensätze. Speichern Sie sie als „CSV UTF-8“."), raw.count(b"\n", 0, fault) + 1
        )
    try:
        raw.decode("cp1252")
        return "cp1252"
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            _("Die Zeichen lassen sich nicht lesen. Speichern Sie die Datei als „CSV UTF-8“."),
            raw.count(b"\n", 0, error.start) + 1,
        ) from None


def _broken_quote(delimiter: str, start: int, text: str) -> UnreadableFileError:
    sentence = _('Hier fehlt ein Anführungszeichen ("), oder es ist eines zu viel. Im Text wird es verdoppelt ("").')
    return UnreadableFileError(sentence, _line_of_fault(delimiter, start, text))


def _line_of_fault(delimiter: str, start: int, text: str) -> int:
    """Return the line in which the first cell starts that is not written as it should be."""
    cell = re.compile(rf'(?:"[^"]*(?:""[^"]*)*"|[^"{delimiter}\n]*)(?:{delimiter}|\n|\Z)')
    position = 0
    while (match := cell.match(text, position)) and match.end() > position:
        position = match.end()
    return start + text.count("\n", 0, position)
