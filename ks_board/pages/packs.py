"""Town packs in the browser: download, upload with a preview, apply."""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Callable
from typing import Any, cast

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField

from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.core.db import db
from ks_board.core.forms import BaseForm
from ks_board.core.web import see_other
from ks_board.exchange.files import FILES
from ks_board.exchange.pack_apply import UndecidedConflicts, apply_pack, plan_pack, warn_of_older
from ks_board.exchange.pack_check import TownPack, built_in_pack, check_pack
from ks_board.exchange.pack_export import zip_pack
from ks_board.exchange.pack_merge import Cell, Choice, Merge, merge
from ks_board.exchange.pack_town import Cells, cells_of, cells_of_town, list_packs
from ks_board.exchange.pack_zip import unpacked
from ks_board.exchange.problems import FolderRefused
from ks_board.exchange.stored import Stored
from ks_board.pages.record_words import COLUMNS
from ks_board.permissions import Permission

_l = cast("Callable[..., str]", lazy_gettext)  # WTForms' types know only texts that are ready.
packs = Blueprint("packs", __name__, url_prefix="/paket")
MOST_SHOWN = 150
"""As many cells as a form may ask about one by one; of more the town decides at once."""
FILE_WORDS = {
    "checklists": _l("Checklisten"),
    "areas": _l("Felder"),
    "questions": _l("Fragen"),
    "rules": _l("Regeln"),
    "actions": _l("Handlungen"),
    "catalogue": _l("Katalog der Aufgaben"),
    "texts": _l("Briefe und Texte"),
}
CHOICES = {Choice.KEEP.value: _l("Es bleibt, wie die Stadt es hat"), Choice.TAKE.value: _l("Es gilt das Paket")}


class UploadForm(BaseForm):
    """A ZIP file with a pack."""

    packed = FileField(
        _l("ZIP-Datei mit dem Paket"),
        [FileRequired(_l("Bitte wählen Sie eine ZIP-Datei."))],
        description=_l("Es wird noch nichts geändert. Sie sehen zuerst eine Vorschau."),
    )


class ApplyForm(BaseForm):
    """The same ZIP file again: nothing of it is kept between preview and applying."""

    packed = HiddenField()


@packs.get("")
@needs(Permission.PACK_MANAGE)
def page() -> str:
    """Show the packs of the town and what it has changed, and take a new one."""
    return _page(UploadForm())


@packs.get("/<ref>.zip")
@needs(Permission.PACK_MANAGE)
def download(ref: str) -> Response:
    """Return a pack as it is now as a ZIP file."""
    answer = Response(zip_pack(ref), mimetype="application/zip")
    answer.headers.set("Content-Disposition", "attachment", filename=f"paket-{ref}.zip")
    return answer


@packs.post("/pruefen")
@needs(Permission.PACK_MANAGE)
def check() -> ResponseReturnValue:
    """Check an uploaded pack and show what it would change."""
    form = UploadForm()
    if not form.validate_on_submit():
        return _page(form), 422
    packed = form.packed.data.read()
    try:
        pack = _read(packed)
    except FolderRefused as refused:
        return _page(form, refused.lines()), 422
    return _preview(pack, packed, plan_pack(pack), warn_of_older(pack))


@packs.post("/uebernehmen")
@needs(Permission.PACK_MANAGE)
def apply() -> ResponseReturnValue:
    """Bring the pack in, all of it or nothing; what was not decided is asked again."""
    packed = _packed(ApplyForm())
    try:
        pack = _read(packed)
        _apply(pack)
    except FolderRefused as refused:
        return _page(UploadForm(formdata=None), refused.lines()), 422
    except UndecidedConflicts as undecided:
        return _preview(pack, packed, plan_pack(pack), str(undecided)), 409
    flash(_("Das Paket „%(title)s“ ist übernommen. Im Verlauf können Sie es zurücknehmen.", title=pack.meta.title))
    return see_other(url_for(".page"))


def _apply(pack: TownPack) -> None:
    try:
        apply_pack(pack, _decided, now=clock.now())
        db.session.commit()
    finally:
        db.session.rollback()


def _read(packed: bytes) -> TownPack:
    with unpacked(packed) as folder:
        return check_pack(folder, home=Stored().home)


def _packed(form: ApplyForm) -> bytes:
    try:
        return b64decode(form.packed.data or "", validate=True)
    except (NotBase64, ValueError):
        return b""


def _decided(cell: Cell) -> Choice | None:
    chosen = request.form.get(cell.key) or request.form.get("all")
    return Choice(chosen) if chosen in CHOICES else None


def _page(form: UploadForm, faults: list[str] | None = None) -> str:
    own, town = built_in_pack(), cells_of_town()
    noted = [(pack.ref, pack.title, pack.edition, pack.cells) for pack in list_packs()]
    if own.meta.id not in {pack[0] for pack in noted}:
        noted.insert(0, (own.meta.id, own.meta.title, own.meta.version, cells_of(own.tables)))
    lines = [(ref, title, edition, _shown(_changed(cells, town))) for ref, title, edition, cells in noted]
    return render_template("packs/page.html", form=form, packs=lines, faults=faults or [])


def _changed(cells: Cells, town: Cells) -> list[Cell]:
    """Return the cells in which the town differs from what the pack said."""
    return merge(cells, town, cells).kept


def _preview(pack: TownPack, packed: bytes, found: Merge, note: str | None = None) -> str:
    return render_template(
        "packs/preview.html",
        form=ApplyForm(formdata=None, packed=b64encode(packed).decode()),
        pack=pack,
        note=note,
        new=[(FILE_WORDS[name], refs) for name, refs in found.new.items() if refs],
        gone=[(FILE_WORDS[name], refs) for name, refs in found.gone.items()],
        taken=_shown(found.taken),
        kept=_shown(found.kept),
        conflicts=_shown(found.conflicts),
        one_by_one=len(found.conflicts) <= MOST_SHOWN,
        choices=CHOICES,
        chosen=request.form,
        writes=found.writes or bool(found.conflicts),
    )


def _shown(cells: list[Cell]) -> list[dict[str, Any]]:
    """Return cells as templates print them."""
    return [
        {"where": _where(cell), "key": cell.key, "town": cell.town, "pack": cell.pack, "before": cell.before}
        for cell in cells
    ]


def _where(cell: Cell) -> str:
    file = FILES[cell.file]
    column = file.columns[file.position[cell.column]].stored or cell.column
    return f"{FILE_WORDS[cell.file]}, {cell.ref}: {COLUMNS.get(column, cell.column)}"
