"""Small town folders for tests: valid by default, a test says only what it changes."""

from pathlib import Path

UNITS = "id,parent_id,name,kind\nU01,,Stadt Kleinow,town\nU02,U01,Bauamt,office\n"
PEOPLE = "id,given_name,family_name\nP1,Änne,Öz\nP2,Li,Nguyễn\n"
TASKS = "id,title,unit_id,area,kind,status\nT1,Lesen,U02,seniors,single,open\n"


def write_town(folder: Path, **files: str | bytes) -> Path:
    """Write a town of one office; each further file by its name, in UTF-8 unless given as bytes."""
    folder.mkdir(exist_ok=True)
    for name, content in ({"units": UNITS} | files).items():
        (folder / f"{name}.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder
