"""Write the town as a town folder: raw, the same bytes for the same rows."""

import csv
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Column, select

from ks_board.core.db import db
from ks_board.core.errors import Conflict
from ks_board.exchange.check import built_in
from ks_board.exchange.files import BUILT_IN, FILES, FURTHER, LATER, TownFile
from ks_board.exchange.photos import FOLDER as PHOTOS
from ks_board.exchange.photos import move_photos, write_photos
from ks_board.exchange.progress import Progress, no_progress
from ks_board.exchange.stored import Stored
from ks_board.exchange.tables import Row


def export_folder(folder: Path, *, progress: Progress = no_progress) -> dict[str, int]:
    """Write all files of the town and return the rows of each; other files in the folder stay.

    Every file is complete when it appears. A new folder can be read by its owner only: it holds all people.
    Raise Conflict if the folder holds anything but a town, or if there is no town yet.
    """
    _check_target(folder)
    _read_one_moment()
    with tempfile.TemporaryDirectory(dir=_parent(folder), prefix=f".{folder.name}-") as temporary:
        written = _write_all(Path(temporary), progress)
        folder.mkdir(mode=0o700, exist_ok=True)
        for name, file in FILES.items():
            if name not in written:
                (folder / file.filename).unlink(missing_ok=True)
            else:
                (Path(temporary) / file.filename).replace(folder / file.filename)
        move_photos(Path(temporary), folder)
    return written


def _check_target(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise Conflict(_("„%(folder)s“ ist eine Datei. Der Export braucht einen Ordner.", folder=folder))
    known = {file.filename for file in FILES.values()}
    names = {path.name for path in folder.iterdir()} if folder.exists() else set()
    if names and not names & known:
        raise Conflict(
            _("In „%(folder)s“ liegt etwas anderes als eine Stadt. Nehmen Sie einen neuen Ordner.", folder=folder)
        )


def _parent(folder: Path) -> Path:
    parent = folder.absolute().parent
    parent.mkdir(parents=True, exist_ok=True)
    return parent


def _read_one_moment() -> None:
    """Read all tables as they are at one moment; SQLite does so in every transaction."""
    db.session.rollback()
    if db.engine.dialect.name == "postgresql":
        db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def _write_all(folder: Path, progress: Progress) -> dict[str, int]:
    stored = Stored()
    if not stored.refs("units"):
        raise Conflict(_("In der Datenbank ist noch keine Stadt."))
    written = {}
    with progress(_("Schreiben"), len(FILES)) as advance:
        for name, file in FILES.items():
            if name not in FURTHER or stored.home(file) != (built_in(name).rows if name in BUILT_IN else {}):
                written[name] = _write_file(folder / file.filename, file, stored)
            advance(1)
    if photos := write_photos(folder):
        written[PHOTOS] = photos
    return written


def _write_file(path: Path, file: TownFile, stored: Stored) -> int:
    left_out, written = _left_out(file), 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(column.name for column in file.columns if column.name not in left_out)
        for _id, row in stored.rows(file):
            writer.writerow(_texts(file, row, left_out))
            written += 1
    return written


def _texts(file: TownFile, row: Row, left_out: frozenset[str]) -> Iterator[str]:
    for column, value in zip(file.columns, row, strict=True):
        if column.name not in left_out:
            yield column.cell.text(value)


def _left_out(file: TownFile) -> frozenset[str]:
    """Return the later columns that are all empty: the town came without them and goes without them."""
    columns = [column for column in file.columns if column.name in LATER and column.stored]
    return frozenset(column.name for column in columns if not _is_used(file.table.c[str(column.stored)]))


def _is_used(column: Column[Any]) -> bool:
    return db.session.execute(select(1).where(column.is_not(None)).limit(1)).first() is not None
