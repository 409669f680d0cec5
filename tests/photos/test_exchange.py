"""Photos travel with the town folder and come back byte by byte; every fault is said with file and line."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from ks_board.core.db import db
from ks_board.exchange.exporter import export_folder
from ks_board.exchange.importer import empty_database, import_folder
from ks_board.exchange.problems import FolderRefused
from ks_board.tasks.models import Photo, Task
from ks_board.tasks.photos import put_photo, remove_photo
from ks_board.tasks.picture import prepare_picture
from tests.conftest import NOW, WEISSWALD
from tests.exchange.folders import TASKS, write_town
from tests.photos import pictures

pytestmark = pytest.mark.usefixtures("in_empty")
HEAD = "task_id,alt,credit\n"
NAMES = ("first", "second")
GOOD = f"{HEAD}T1,Zwei Kinder lesen,\n"


def give_photo() -> int:
    """Give a task of Weißwald a photo; return the task's id."""
    import_folder(WEISSWALD, now=NOW)
    task_id = db.session.scalars(select(Task.id).where(Task.ref == "T01")).one()
    put_photo(task_id, prepare_picture(pictures.picture()), alt="Der Bürgerbus, rot", credit="Anna")
    db.session.commit()
    return task_id


def folder_with(path: Path, listed: str, picture: bytes | None) -> Path:
    """Write a small town with one photo."""
    folder = write_town(path, tasks=TASKS, photos=listed)
    (folder / "photos").mkdir()
    if picture is not None:
        (folder / "photos/T1.webp").write_bytes(picture)
    return folder


def test_a_photo_comes_back_byte_by_byte(tmp_path: Path) -> None:
    give_photo()
    assert export_folder(tmp_path / "first")["photos"] == 1
    empty_database()
    db.session.commit()
    import_folder(tmp_path / "first", now=NOW)
    export_folder(tmp_path / "second")
    files = [(tmp_path / name / file).read_bytes() for file in ("photos.csv", "photos/T01.webp") for name in NAMES]
    assert (files[0], files[2]) == (files[1], files[3])
    assert files[0].decode() == f'{HEAD}T01,"Der Bürgerbus, rot",Anna\n'


def test_a_removed_photo_leaves_the_folder_of_an_older_export(tmp_path: Path) -> None:
    task_id = give_photo()
    export_folder(tmp_path)
    remove_photo(task_id)
    db.session.commit()
    assert "photos" not in export_folder(tmp_path)
    assert (list((tmp_path / "photos").iterdir()), (tmp_path / "photos.csv").exists()) == ([], False)


def test_pruning_removes_photos_that_the_folder_does_not_hold(tmp_path: Path) -> None:
    give_photo()
    import_folder(WEISSWALD, now=NOW)
    assert db.session.scalar(select(func.count(Photo.id))) == 1
    import_folder(WEISSWALD, now=NOW, prune=True)
    assert db.session.scalar(select(func.count(Photo.id))) == 0


def test_pruning_removes_a_task_with_its_photo(tmp_path: Path) -> None:
    import_folder(folder_with(tmp_path / "with", GOOD, pictures.picture(kind="WEBP")), now=NOW)
    import_folder(write_town(tmp_path / "without", tasks=TASKS.partition("\n")[0] + "\n"), now=NOW, prune=True)
    assert [db.session.scalar(select(func.count(model.id))) for model in (Task, Photo)] == [0, 0]


def test_a_photo_by_hand_is_made_anew(tmp_path: Path) -> None:
    import_folder(folder_with(tmp_path, GOOD, pictures.told()), now=NOW)
    photo = db.session.scalars(select(Photo)).one()
    assert (photo.alt, photo.credit, photo.width) == ("Zwei Kinder lesen", None, 960)
    assert b"Geheimkamera" not in photo.large


@pytest.mark.parametrize(
    ("listed", "picture", "fault"),
    [
        (f"{HEAD}T9,Ein Bild,\n", None, "photos.csv, Zeile 2, Spalte task_id: Die Aufgabe „T9“ gibt es nicht."),
        (f"{HEAD}../T1,Ein Bild,\n", None, "photos.csv, Zeile 2, Spalte task_id: Die Aufgabe „../T1“ gibt es nicht."),
        (f"{HEAD}T1,,\n", None, "photos.csv, Zeile 2, Spalte alt: Hier fehlt ein Satz, was auf dem Bild zu sehen ist."),
        (f"{HEAD}T1,{'x' * 301},\n", None, "photos.csv, Zeile 2, Spalte alt: Der Text ist länger als 300 Zeichen."),
        ("bild,alt\n", None, "photos.csv, Zeile 1: Die erste Zeile muss heißen: task_id,alt,credit"),
        (GOOD, None, "photos/T1.webp, Zeile 2: Die Datei lässt sich nicht lesen: No such file or directory."),
        (GOOD, pictures.bomb(), "photos/T1.webp, Zeile 2: Das Bild hat mehr als 30 Millionen Bildpunkte."),
        (GOOD, b"x", "photos/T1.webp, Zeile 2: Das ist kein Bild, oder die Datei ist beschädigt."),
    ],
    ids=["task", "way out", "no words", "too long", "header", "no file", "bomb", "no picture"],
)
def test_faults_are_said_with_file_and_line(listed: str, picture: bytes | None, fault: str, tmp_path: Path) -> None:
    with pytest.raises(FolderRefused) as refused:
        import_folder(folder_with(tmp_path, listed, picture), now=NOW)
    assert [line.startswith(fault) for line in refused.value.lines()] == [True], refused.value.lines()


def test_a_task_has_one_photo(tmp_path: Path) -> None:
    with pytest.raises(FolderRefused, match=r"Zeile 3, Spalte task_id: Eine Aufgabe hat höchstens ein Bild\."):
        import_folder(folder_with(tmp_path, f"{GOOD}T1,Noch eins,\n", pictures.picture()), now=NOW)
