"""The first units: from a template or a table, with a preview in which columns and doubtful rows are put right."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.core.db import db
from ks_board.core.errors import Conflict
from ks_board.exchange.sheets import MOST_COLUMNS, Rows, Sheet, SheetRefused, pack_rows, read_sheet, unpack_rows
from ks_board.exchange.sheets_apply import apply_plan
from ks_board.exchange.sheets_board import Board
from ks_board.exchange.sheets_columns import FARTHEST_HEAD, Columns, Meaning, columns_at, find_columns
from ks_board.exchange.sheets_lines import read_lines
from ks_board.exchange.sheets_plan import Decision, SheetPlan, make_plan
from ks_board.pages.setup import saved, setup
from ks_board.pages.setup_forms import TEMPLATES, PreviewForm, UploadForm
from ks_board.pages.setup_preview import shown_plan
from ks_board.pages.setup_town import find_root
from ks_board.permissions import Permission
from ks_board.town.legal import TEMPLATES as FOLDER

MEANINGS = {
    Meaning.NOTHING: _l("nicht einlesen"),
    Meaning.UNIT: _l("Einheit"),
    Meaning.PARENT: _l("Übergeordnete Einheit"),
    Meaning.NUMBER: _l("Nummer, zum Beispiel 1.2"),
    Meaning.SHORT: _l("Kürzel"),
    Meaning.PHONE: _l("Telefon der Einheit"),
    Meaning.EMAIL: _l("E-Mail der Einheit"),
    Meaning.HEAD: _l("Wer leitet"),
    Meaning.DEPUTY: _l("Wer vertritt"),
    Meaning.POST: _l("Stelle"),
    Meaning.HOLDER: _l("Wer die Stelle hat"),
    Meaning.HOURS: _l("Stunden in der Woche"),
}
DECISIONS = {
    Decision.SAME: _l("Das ist dasselbe"),
    Decision.NEW: _l("Das ist neu"),
    Decision.SKIP: _l("Auslassen"),
}
MOST_ASKED = 150
"""As many doubtful things as a form may ask about."""


@setup.get("/einheiten")
@needs(Permission.SETUP_USE)
def units() -> str:
    """Offer templates, and take a table."""
    return _page(UploadForm(formdata=None))


@setup.post("/einheiten")
@needs(Permission.SETUP_USE)
def upload_units() -> ResponseReturnValue:
    """Read a template or a table and show what it would change."""
    form = UploadForm()
    try:
        form.validate()
        sheet = _sheet(form)
        pack_rows(sheet.rows)
    except SheetRefused as refused:
        form.table.errors = [str(refused)]
        return _page(form), 422
    return _preview(sheet.rows, find_columns(sheet.rows), sheet.notes)


@setup.post("/einheiten/pruefen")
@needs(Permission.SETUP_USE)
def check_units() -> ResponseReturnValue:
    """Show the preview again, with the columns and decisions as they were put right."""
    try:
        rows = unpack_rows(PreviewForm().rows.data or "")
    except SheetRefused as refused:
        return _refused(refused)
    return _preview(rows, _columns(rows))


@setup.post("/einheiten/uebernehmen")
@needs(Permission.SETUP_USE)
def apply_units() -> ResponseReturnValue:
    """Take everything over that was not rejected; what is undecided is asked again."""
    try:
        rows = unpack_rows(PreviewForm().rows.data or "")
        columns = _columns(rows)
        plan, board = _plan(rows, columns)
        apply_plan(plan, board, on=clock.today())
    except SheetRefused as refused:
        return _refused(refused)
    except Conflict as conflict:
        db.session.rollback()
        return _preview(rows, columns, (str(conflict),)), 409
    return saved(_("Übernommen. Im Verlauf können Sie alles auf einmal zurücknehmen."))


def _sheet(form: UploadForm) -> Sheet:
    if find_root() is None:
        raise SheetRefused(_("Bitte geben Sie zuerst den Namen der Stadt an."))
    if form.table.data:
        return read_sheet(form.table.data.read())
    if form.template.data in TEMPLATES:
        return read_sheet((FOLDER / f"{form.template.data}.csv").read_bytes())
    raise SheetRefused(_("Bitte wählen Sie ein Muster oder eine Datei."))


def _columns(rows: Rows) -> Columns:
    """Return the columns as the form says; another row of names is read anew."""
    head = request.form.get("head", type=int, default=0) - 1
    columns = columns_at(rows, head)
    if request.form.get("head") != request.form.get("head_before"):
        return columns
    asked = [request.form.get(f"column-{at}", "") for at in range(len(columns.meanings))]
    known = set(Meaning)
    meanings = (Meaning(a) if a in known else was for a, was in zip(asked, columns.meanings, strict=True))
    return Columns(columns.head, columns.names, tuple(meanings))


def _plan(rows: Rows, columns: Columns) -> tuple[SheetPlan, Board]:
    board = Board(clock.today())
    return make_plan(read_lines(rows, columns), board, request.form), board


def _preview(rows: Rows, columns: Columns, notes: tuple[str, ...] = ()) -> str:
    plan, _board = _plan(rows, columns)
    asked = plan.undecided
    if len(asked) > MOST_ASKED:
        notes += (_("Hier ist sehr viel unklar. Stimmt, was die Spalten bedeuten? Sonst teilen Sie die Tabelle."),)
    return render_template(
        "setup/preview.html",
        form=PreviewForm(formdata=None, rows=pack_rows(rows)),
        notes=notes,
        columns=columns,
        examples=_examples(rows, columns),
        meanings=MEANINGS,
        heads=range(min(len(rows), FARTHEST_HEAD) + 1),
        decisions=DECISIONS,
        decided={key: value for key, value in request.form.items() if key.startswith(("unit-", "person-"))},
        plan=plan,
        shown=shown_plan(plan, MOST_ASKED),
    )


def _examples(rows: Rows, columns: Columns) -> list[str]:
    """Return for each column the first text below its name."""
    below = rows[columns.head + 1 :]
    widths = range(min(len(columns.meanings), MOST_COLUMNS))
    return [next((row[at] for row in below if at < len(row) and row[at].strip()), "") for at in widths]


def _refused(refused: SheetRefused) -> ResponseReturnValue:
    form = UploadForm(formdata=None)
    form.table.errors = [str(refused)]
    return _page(form), 422


def _page(form: UploadForm) -> str:
    return render_template("setup/units.html", form=form, has_town=find_root() is not None, town=url_for(".town"))
