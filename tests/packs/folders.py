"""Small packs for tests: a second checklist by default, a test says only what it changes."""

import io
import shutil
import zipfile
from pathlib import Path

from ks_board.exchange.check import PACK

META = 'id = "checkliste-b"\ntitle = "Checkliste B"\nversion = "1.0"\nlanguages = ["de", "en"]\nlicence = "CC0-1.0"\n'
FILES = {
    "pack.toml": META,
    "checklists.csv": "id,title_de,title_en\nB,Checkliste B,Checklist B\n",
    "questions.csv": "id,group,number,text_de,text_en,checklist_id\n"
    "B1,structural,1,Ist jede Stelle besetzt?,Is each post filled?,B\n"
    "B2,cultural,1,Bekommen alle eine Antwort?,Does everybody get an answer?,B\n",
    "rules.csv": "id,condition,question_id,subject_kind,severity,threshold_days,title_de,title_en\n"
    "b-stelle,post-vacant,B1,post,1,,Stelle frei,Post vacant\n"
    "b-antwort,message-unanswered,B2,message,2,2,Nachricht seit 2 Tagen ohne Antwort,Unanswered for 2 days\n",
}


def write_pack(folder: Path, **files: str) -> Path:
    """Write checklist B; further or other files by their name without dots, such as rules_csv."""
    named = {name.replace("_toml", ".toml").replace("_csv", ".csv"): text for name, text in files.items()}
    folder.mkdir(exist_ok=True)
    for name, text in (FILES | named).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def copy_built_in(folder: Path, **replaced: tuple[str, str]) -> Path:
    """Copy the built-in pack; in a file, by its name without dots, replace one text by another."""
    shutil.copytree(PACK, folder)
    for name, (old, new) in replaced.items():
        file = folder / name.replace("_toml", ".toml").replace("_csv", ".csv")
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP file with these files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()
