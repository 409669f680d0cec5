"""Write a pack: the same bytes for the same rows, as a folder or as a ZIP file."""

import csv
import io
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from flask_babel import gettext as _

from ks_board.core.errors import Conflict, NotFound
from ks_board.exchange.files import FILES, LATER
from ks_board.exchange.pack_check import TABLES, TEXTS, built_in_pack
from ks_board.exchange.pack_meta import FILENAME, PackMeta, write_meta
from ks_board.exchange.pack_town import Cells, cells_of, cells_of_town, list_packs
from ks_board.town.packs import Pack

_DAY = (2020, 1, 1, 0, 0, 0)
"""The day of all files in a ZIP file, so that the same pack has the same bytes."""


def pack_files(ref: str | None = None) -> dict[str, bytes]:
    """Return the files of a pack by name: its rows as the town has them now; by default the pack of the program.

    Rows of no pack go with the program's. Raise NotFound for a pack that the town does not have.
    """
    own, noted = built_in_pack(), {pack.ref: pack for pack in list_packs()}
    ref = ref or own.meta.id
    if ref not in noted and ref != own.meta.id:
        raise NotFound(_("Das Paket „%(ref)s“ gibt es hier nicht.", ref=ref))
    known: Cells = noted[ref].cells if ref in noted else cells_of(own.tables)
    others = {} if ref != own.meta.id else {other: pack.cells for other, pack in noted.items() if other != ref}
    rows = _rows(cells_of_town(), known, others, takes_rest=ref == own.meta.id)
    meta = _meta(noted[ref], rows) if ref in noted else own.meta
    files = {FILENAME: write_meta(meta).encode()}
    files |= {FILES[name].filename: _csv(name, rows[name]) for name in TABLES if rows[name]}
    return files | {name: f"{cells['text']}\n".encode() for name, cells in rows[TEXTS].items()}


def export_pack(folder: Path, ref: str | None = None) -> int:
    """Write a pack into a folder and return how many files; raise Conflict if the folder holds something else."""
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / FILENAME).exists())):
        raise Conflict(_("„%(folder)s“ ist kein Paket. Nehmen Sie einen neuen Ordner.", folder=folder))
    files = pack_files(ref)
    folder.absolute().parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.absolute().parent, prefix=f".{folder.name}-") as temporary:
        for name, content in files.items():
            written = Path(temporary) / name.replace("/", "|")
            written.write_bytes(content)
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            written.replace(folder / name)
    for name in TABLES:
        if FILES[name].filename not in files:
            (folder / FILES[name].filename).unlink(missing_ok=True)
    return len(files)


def zip_pack(ref: str | None = None) -> bytes:
    """Return a pack as a ZIP file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in pack_files(ref).items():
            packed.writestr(zipfile.ZipInfo(name, _DAY), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _rows(town: Cells, known: Cells, others: Mapping[str, Cells], *, takes_rest: bool) -> Cells:
    """Return the rows of a pack: those that it brought, in its order, then those of no pack."""
    found: Cells = {}
    for name, rows in town.items():
        elsewhere = {ref for cells in others.values() for ref in cells.get(name, ())}
        mine = [ref for ref in known.get(name, {}) if ref in rows]
        rest = [ref for ref in rows if ref not in known.get(name, {}) and ref not in elsewhere] if takes_rest else []
        found[name] = {ref: rows[ref] for ref in mine + rest}
    return found


def _meta(pack: Pack, rows: Cells) -> PackMeta:
    languages = tuple(pack.languages.split(";"))
    return PackMeta(pack.ref, pack.title, pack.edition, languages, pack.licence, tuple(rows[TEXTS]))


def _csv(name: str, rows: Mapping[str, Mapping[str, str]]) -> bytes:
    first, *further = [column.name for column in FILES[name].columns]
    columns = [column for column in further if column not in LATER or any(row[column] for row in rows.values())]
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow([first, *columns])
    writer.writerows([ref, *(row[column] for column in columns)] for ref, row in rows.items())
    return target.getvalue().encode()
