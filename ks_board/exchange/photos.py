"""Photos of tasks in the town folder: photos.csv says what they show, photos/T01.webp is the photo of task T01."""

import csv
import shutil
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from flask_babel import gettext as _
from sqlalchemy import delete, select

from ks_board.core.columns import SHORT
from ks_board.core.db import db
from ks_board.exchange.csvfile import UnreadableFileError, read_bytes, read_records
from ks_board.exchange.problems import Problems
from ks_board.tasks.models import Photo, Task
from ks_board.tasks.photos import put_photo
from ks_board.tasks.picture import BadPicture, Picture, kept_picture

FILE, FOLDER = "photos.csv", "photos"
_COLUMNS = ("task_id", "alt", "credit")


@dataclass(frozen=True)
class FoundPhoto:
    """One photo of a town folder, checked."""

    task: str
    alt: str
    credit: str | None
    picture: Picture


def write_photos(folder: Path) -> int:
    """Write all photos and return how many; a town without any has neither file nor folder."""
    rows = db.session.execute(
        select(Task.ref, Photo.alt, Photo.credit, Photo.large).join(Task, Task.id == Photo.task_id).order_by(Task.id)
    ).all()
    if rows:
        (folder / FOLDER).mkdir()
        with (folder / FILE).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(_COLUMNS)
            writer.writerows((row.ref, row.alt, row.credit or "") for row in rows)
        for row in rows:
            (folder / FOLDER / f"{row.ref}.webp").write_bytes(row.large)
    return len(rows)


def move_photos(source: Path, target: Path) -> None:
    """Put the photos that were written in place of those of an older export; other files stay."""
    (target / FILE).unlink(missing_ok=True)
    for old in (target / FOLDER).glob("*.webp"):
        old.unlink()
    if (source / FILE).exists():
        (target / FOLDER).mkdir(exist_ok=True)
        for new in (source / FOLDER).iterdir():
            shutil.move(new, target / FOLDER / new.name)
        (source / FILE).replace(target / FILE)


def read_photos(folder: Path, tasks: Collection[str], problems: Problems) -> tuple[FoundPhoto, ...]:
    """Read and check all photos; every fault is noted."""
    if not (folder / FILE).exists():
        return ()
    try:
        return tuple(_read(folder, tasks, problems))
    except UnreadableFileError as error:
        problems.add(FILE, str(error), error.line)
        return ()


def bring_photos(found: Sequence[FoundPhoto], *, prune: bool) -> None:
    """Store the photos of a folder; `prune` removes those that it does not hold."""
    ids = dict(db.session.execute(select(Task.ref, Task.id)).all())
    for photo in found:
        put_photo(ids[photo.task], photo.picture, alt=photo.alt, credit=photo.credit)
    if prune:
        kept = [ids[photo.task] for photo in found]
        db.session.execute(delete(Photo).where(Photo.task_id.not_in(kept)))


def _read(folder: Path, tasks: Collection[str], problems: Problems) -> Iterator[FoundPhoto]:
    records = read_records(folder / FILE)
    header = tuple(name.strip() for name in next(records, (1, []))[1])
    if not header or set(header) - set(_COLUMNS) or not {"task_id", "alt"} <= set(header):
        problems.add(FILE, _("Die erste Zeile muss heißen: %(columns)s", columns=",".join(_COLUMNS)), 1)
        return
    seen: set[str] = set()
    for line, cells in records:
        row = dict.fromkeys(_COLUMNS, "") | {name: cell.strip() for name, cell in zip(header, cells, strict=False)}
        faults = list(_faults(row, tasks, seen))
        for column, text in faults:
            problems.add(FILE, text, line, column)
        seen.add(row["task_id"])
        if not faults and (picture := _picture(folder, row["task_id"], line, problems)):
            yield FoundPhoto(row["task_id"], row["alt"], row["credit"] or None, picture)


def _faults(row: dict[str, str], tasks: Collection[str], seen: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield each fault of a row with its column."""
    if row["task_id"] not in tasks:
        yield "task_id", _("Die Aufgabe „%(ref)s“ gibt es nicht.", ref=row["task_id"])
    if row["task_id"] in seen:
        yield "task_id", _("Eine Aufgabe hat höchstens ein Bild.")
    if not row["alt"]:
        yield "alt", _("Hier fehlt ein Satz, was auf dem Bild zu sehen ist.")
    for column in ("alt", "credit"):
        if len(row[column]) > SHORT or "\0" in row[column]:
            yield column, _("Der Text ist länger als %(most)s Zeichen.", most=SHORT)


def _picture(folder: Path, ref: str, line: int, problems: Problems) -> Picture | None:
    """Return the picture of a task that exists, whose ref is therefore no way out of the folder."""
    path = folder / FOLDER / f"{ref}.webp"
    try:
        return kept_picture(read_bytes(path))
    except (UnreadableFileError, BadPicture) as error:
        problems.add(f"{FOLDER}/{path.name}", str(error), line)
        return None
