"""Read a table that an office sends: CSV with any separator, XLSX, ODS or XLS, however messy; cells are texts.

What comes out is only rows of texts. Which row names the columns, and what they mean, others find (sheets_columns).
"""

import base64
import csv
import io
import json
import subprocess
import sys
import zipfile
import zlib
from binascii import Error as NotBase64
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from flask_babel import gettext as _

from ks_board.core.errors import BoardError
from ks_board.core.text import ForbiddenCharacterError, clean
from ks_board.exchange.csvfile import UnreadableFileError, encoding_of

MOST_BYTES, MOST_ROWS, MOST_COLUMNS, LONGEST = 1_500_000, 2000, 60, 2000
MOST_UNPACKED, MOST_MEMBERS = 60_000_000, 2000
MOST_SENT = 3_000_000
MOST_PACKED = 400_000
"""Bytes of the rows as the page of the preview carries them, unpacked and packed: a form may hold little more."""
_CHILD = Path(__file__).with_name("sheets_child.py")
_TIMEOUT = 20
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HTML = (b"<html", b"<!doctype", b"<table", b"<meta", b"<?xml")
_SEPARATORS = ";\t,"

Rows = list[list[str]]


class SheetRefused(BoardError):
    """The file is no table that can be read; the sentence says why and what would help."""


@dataclass(frozen=True)
class Sheet:
    """The rows of a table; row 1 is `rows[0]`."""

    rows: Rows
    notes: tuple[str, ...] = ()
    """Sentences about what was left out."""


def read_sheet(raw: bytes) -> Sheet:
    """Return the rows of a file; raise SheetRefused."""
    if not raw.strip():
        raise SheetRefused(_("Die Datei ist leer."))
    if len(raw) > MOST_BYTES:
        raise SheetRefused(_("Die Datei ist zu groß. Höchstens %(most)s MB gehen.", most="1,5"))
    sheet = _read_book(raw) if raw.startswith((_ZIP, _OLE)) else Sheet(_read_text(raw))
    return Sheet(_bounded(sheet.rows), sheet.notes)


def pack_rows(rows: Rows) -> str:
    """Return rows as a text that the page of the preview carries until they are taken over; raise SheetRefused."""
    plain = json.dumps(rows).encode()
    packed = base64.b64encode(zlib.compress(plain, 9)).decode()
    if len(plain) > MOST_SENT or len(packed) > MOST_PACKED:
        raise SheetRefused(
            _("In der Tabelle steht zu viel Text. Bitte löschen Sie Spalten, die nicht gebraucht werden.")
        )
    return packed


def unpack_rows(packed: str) -> Rows:
    """Return the rows that a page carried; raise SheetRefused if it is something else."""
    try:
        unpacker = zlib.decompressobj()
        plain = unpacker.decompress(base64.b64decode(packed, validate=True), MOST_SENT)
        rows = json.loads(plain)
    except (NotBase64, ValueError, zlib.error, RecursionError):
        rows = None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise SheetRefused(_("Die Vorschau ist unvollständig angekommen. Bitte laden Sie die Datei noch einmal hoch."))
    return _bounded([[cell if isinstance(cell, str) else "" for cell in row] for row in rows])


def _read_book(raw: bytes) -> Sheet:
    if raw.startswith(_OLE) and _ENCRYPTED in raw:
        raise SheetRefused(_("Die Datei ist mit einem Passwort geschützt. Bitte speichern Sie sie ohne Passwort."))
    if raw.startswith(_ZIP):
        _check_zip(raw)
    command = [sys.executable, "-I", str(_CHILD), str(MOST_ROWS), str(MOST_COLUMNS)]
    try:
        # Whatever goes wrong in there is a fault of the file; what it complains of must not reach the page.
        done = subprocess.run(command, input=raw, capture_output=True, timeout=_TIMEOUT, check=True)  # noqa: S603
        book = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        raise SheetRefused(
            _("Die Tabelle lässt sich nicht lesen. Bitte speichern Sie sie als XLSX oder „CSV UTF-8“.")
        ) from None
    others = ", ".join(name[:60] for name in book["others"])
    note = _("Gelesen wurde das Blatt „%(name)s“. Nicht gelesen: %(others)s.", name=book["name"][:60], others=others)
    return Sheet(book["rows"], (note,) if others else ())


def _check_zip(raw: bytes) -> None:
    """Refuse what unpacks to far more than a table, before it is unpacked."""
    try:
        members = zipfile.ZipFile(io.BytesIO(raw)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise SheetRefused(_("Die Datei ist beschädigt.")) from None
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise SheetRefused(_("Ausgepackt ist die Datei zu groß. Bitte nehmen Sie nur das Blatt mit den Einheiten."))


def _read_text(raw: bytes) -> Rows:
    if raw.lstrip(b"\xef\xbb\xbf \r\n\t")[:40].lower().startswith(_HTML):
        raise SheetRefused(
            _("Das ist eine Web-Seite, keine Tabelle. Öffnen Sie sie in Excel und speichern Sie sie als XLSX.")
        )
    try:
        text = raw.decode(encoding_of(raw))
    except UnreadableFileError as error:
        raise SheetRefused(str(error)) from None
    lines = text.splitlines()
    counts = Counter({separator: sum(separator in line for line in lines) for separator in _SEPARATORS})
    separator = counts.most_common(1)[0][0] if counts.total() else ";"
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        raise SheetRefused(_("Ein Feld ist zu lang. Vielleicht fehlt ein Anführungszeichen.")) from None


def _bounded(rows: Rows) -> Rows:
    """Return cleaned rows without the empty ones at the end; raise SheetRefused if there are too many."""
    filled = [number for number, row in enumerate(rows, start=1) if any(cell.strip() for cell in row)]
    rows = rows[: filled[-1]] if filled else []
    if not rows:
        raise SheetRefused(_("In der Tabelle steht nichts."))
    if len(rows) > MOST_ROWS:
        raise SheetRefused(
            _("Die Tabelle hat mehr als %(most)s Zeilen. Bitte teilen Sie sie auf mehrere Dateien auf.", most=MOST_ROWS)
        )
    if max(map(len, rows)) > MOST_COLUMNS:
        raise SheetRefused(
            _(
                "Die Tabelle hat mehr als %(most)s Spalten. Bitte löschen Sie, was nicht gebraucht wird.",
                most=MOST_COLUMNS,
            )
        )
    try:
        return [[clean(cell)[:LONGEST] for cell in row] for row in rows]
    except ForbiddenCharacterError as error:
        raise SheetRefused(str(error)) from None
