"""Unpack a ZIP file that somebody sent: names, number and unpacked size are checked before anything is written."""

import io
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask_babel import gettext as _

from ks_board.exchange.pack_meta import FILENAME
from ks_board.exchange.problems import Problems

MOST_PACKED, MOST_UNPACKED, MOST_FILES = 300_000, 5_000_000, 60
_NAME = re.compile(r"([a-z0-9][a-z0-9_-]*/)?[a-z0-9][a-z0-9_-]*\.(toml|csv|txt|md)")
_HEAD = re.compile(rf"([^/\\.][^/\\]*/){re.escape(FILENAME)}")
_ENCRYPTED = 1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""What all programs write; Python unpacks the other methods without a limit, whatever one asks it to read."""


@contextmanager
def unpacked(packed: bytes) -> Iterator[Path]:
    """Give the folder with the files of a ZIP file; raise FolderRefused if it is none, or not of a pack."""
    files = _read(packed)
    with tempfile.TemporaryDirectory(prefix="pack-") as temporary:
        folder = Path(temporary)
        for name, content in files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(content)
        yield folder


def _read(packed: bytes) -> dict[str, bytes]:
    problems = Problems()
    found: dict[str, bytes] = {}
    if len(packed) > MOST_PACKED:
        _add(problems, _("Die Datei ist zu groß. Höchstens %(most)s Kilobyte gehen.", most=MOST_PACKED // 1000))
        problems.refuse()
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            found = _read_members(archive, members, problems)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError):
        _add(problems, _("Das ist keine ZIP-Datei, oder sie ist beschädigt."))
    problems.refuse()
    return found


def _read_members(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], problems: Problems) -> dict[str, bytes]:
    if len(members) > MOST_FILES:
        _add(problems, _("Die ZIP-Datei hat zu viele Dateien. Höchstens %(most)s gehen.", most=MOST_FILES))
        return {}
    top, found, left = _top(members), {}, MOST_UNPACKED
    for member in members:
        name = member.filename.removeprefix(top)
        if not _NAME.fullmatch(name) or name in found or member.flag_bits & _ENCRYPTED:
            problems.add(member.filename[:80], _("Diese Datei gehört nicht in ein Paket."))
            continue
        if member.compress_type not in _METHODS:
            problems.add(member.filename[:80], _("Die Datei ist ungewöhnlich gepackt. Bitte packen Sie sie neu."))
            continue
        with archive.open(member) as stream:  # What the ZIP file says about sizes may be wrong.
            found[name] = stream.read(left + 1)
        left -= len(found[name])
        if left < 0:
            most = MOST_UNPACKED // 1_000_000
            _add(problems, _("Ausgepackt ist die Datei zu groß. Höchstens %(most)s MB gehen.", most=most))
            return {}
    return found


def _top(members: list[zipfile.ZipInfo]) -> str:
    """Return the one folder in which everything lies, as some programs pack it."""
    found = [head for member in members if (head := _HEAD.fullmatch(member.filename))]
    top = found[0][1] if len(found) == 1 else ""
    return top if all(member.filename.startswith(top) for member in members) else ""


def _add(problems: Problems, text: str) -> None:
    problems.add("ZIP", text)
