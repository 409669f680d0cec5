"""The pages of the town's data."""

from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ks_board.core import clock
from ks_board.core.access import can, needs
from ks_board.core.db import db
from ks_board.core.editing import EditForm, refusals_in, saved
from ks_board.core.errors import NotFound
from ks_board.core.params import choice_asked, page_asked, text_asked
from ks_board.core.web import page_or_fragment
from ks_board.pages.records import labels, names, service
from ks_board.pages.records.forms import DeleteForm, EndForm, NewSettingForm, RecordForm, first_values, form_of
from ks_board.pages.records.listing import cell_in_words, count_rows, list_rows, sort_keys
from ks_board.pages.records.tables import POTS, TABLES, RecordTable
from ks_board.permissions import Permission
from ks_board.tasks.models import Assignment, Task
from ks_board.town.queries import list_settings

records = Blueprint("records", __name__, url_prefix="/daten")
BOTH = ["GET", "POST"]


@records.get("")
@needs(Permission.TOWN_EDIT)
def overview() -> str:
    """Show all tables."""
    tables = [(table, labels.many(table.name)) for table in TABLES.values() if can(table.permission)]
    return render_template("records/overview.html", tables=tables, counts=count_rows())


@records.get("/<slug>")
@needs(Permission.TOWN_EDIT)
def rows(slug: str) -> str:
    """List, find and sort the rows of a table."""
    table = _table(slug)
    query, sort, number = text_asked("q"), choice_asked("nach", sort_keys(table)), page_asked()
    found = list_rows(table, query=query, sort=sort, page=number)
    return page_or_fragment(
        *("records/rows.html", "records/_rows.html"),
        **_words(table),
        listing=found,
        query=query,
        sort=sort or "",
        number=number,
        sorts=_sorts(table),
        head=[_("Eintrag"), *(labels.label(table.name, column) for column in table.shown)],
        address=lambda **changed: _address(slug, {"q": query, "nach": sort, "seite": number} | changed),
    )


@records.route("/<slug>/neu", methods=BOTH)
@needs(Permission.TOWN_EDIT)
def add(slug: str) -> ResponseReturnValue:
    """Add a row."""
    table = _table(slug)
    if not table.may_add:
        raise NotFound(_("Hier kann nichts Neues entstehen."))
    form = _new_form(table)
    if form.validate_on_submit():
        with refusals_in(form):
            row = service.add_row(table, _values(form), now=clock.now(), pots=_pots(form))
            db.session.commit()
            return saved(url_for(".rows", slug=slug), _("Gespeichert: %(name)s", name=names.row_title(table, row)))
    return show_form(table, form, heading=_("Neu: %(what)s", what=labels.one(table.name)))


@records.route("/<slug>/<ref>", methods=BOTH)
@needs(Permission.TOWN_EDIT)
def row(slug: str, ref: str) -> ResponseReturnValue:
    """Show and change a row; of two editors the second sees both versions."""
    table = _table(slug)
    found = service.get_row(table, ref)
    if not table.may_change:
        return _read(table, found)
    form = form_of(table).open(found, **({POTS: service.pots_of(found)} if table.name == "tasks" else {}))
    if form.validate_on_submit():
        with refusals_in(form):
            service.change_row(found, form.row_values(), now=clock.now(), pots=_pots(form))
            db.session.commit()
            return saved(url_for(".rows", slug=slug), _("Gespeichert: %(name)s", name=names.row_title(table, found)))
    return show_form(table, form, heading=_heading(table, found), row=found)


@records.route("/<slug>/<ref>/beenden", methods=BOTH)
@needs(Permission.TOWN_EDIT)
def end(slug: str, ref: str) -> ResponseReturnValue:
    """Give a row its last day, or remove one that nothing refers to."""
    table = _table(slug)
    found = service.get_row(table, ref)
    if not (table.ending or table.may_delete) or not table.may_change:
        raise NotFound(_("Das kann hier nicht enden."))
    return _end(table, found) if table.ending else _delete(table, found)


def show_form(table: RecordTable, form: EditForm, *, heading: str, **more: Any) -> ResponseReturnValue:
    """Answer with a form of the town's data as a page."""
    targets = sorted(form.targets) if isinstance(form, RecordForm) else []
    usual = {"button": _("Speichern"), "note": None, "row": None}
    offers = {target: names.offered(target) for target in targets}
    context = usual | {"form": form, "heading": heading, "offers": offers} | _words(table) | more
    return render_template("records/form.html", **context), form.code


def _end(table: RecordTable, found: Any) -> ResponseReturnValue:
    title, form = _heading(table, found), EndForm.open(found)
    if not table.ending or not table.ending.asks_result:
        del form.result
    if request.method == "GET":
        form.on.data = clock.today()
    if form.validate_on_submit() and form.on.data:
        with refusals_in(form):
            result = form.result.data if "result" in form else None
            service.end_row(table, found, on=form.on.data, result=result, now=clock.now())
            db.session.commit()
            return saved(url_for(".rows", slug=table.slug), _("Beendet: %(name)s", name=title))
    note = _("Nichts wird gelöscht. Frühere Tage bleiben, wie sie waren.")
    return show_form(table, form, heading=_("Beenden: %(name)s", name=title), button=_("Beenden"), note=note)


def _delete(table: RecordTable, found: Any) -> ResponseReturnValue:
    title, form = _heading(table, found), DeleteForm.open(found)
    if form.validate_on_submit():
        with refusals_in(form):
            service.delete_row(table, found)
            db.session.commit()
            return saved(url_for(".rows", slug=table.slug), _("Entfernt: %(name)s", name=title))
    note = _("Das geht nur, wenn nichts anderes diesen Eintrag braucht. Sie können es 30 Tage lang rückgängig machen.")
    return show_form(table, form, heading=_("Entfernen: %(name)s", name=title), button=_("Entfernen"), note=note)


def _table(slug: str) -> RecordTable:
    table = TABLES.get(slug)
    if table is None:
        raise NotFound(_("Diese Liste gibt es nicht."))
    if not can(table.permission):
        abort(403)
    return table


def _new_form(table: RecordTable) -> EditForm:
    if table.name == "meta":
        form = NewSettingForm()
        known = list_settings()
        form.key.offer(
            [(None, _("bitte wählen")), *((k, said) for k, said in labels.SETTINGS.items() if k not in known)]
        )
        return form
    return form_of(table)(data=first_values(table, on=clock.today(), person_id=current_user.person_id))


def _values(form: EditForm) -> dict[str, Any]:
    return form.row_values() if isinstance(form, RecordForm) else form.values()


def _pots(form: EditForm) -> list[int] | None:
    return list(form[POTS].data or ()) if POTS in form else None


def _read(table: RecordTable, found: Any) -> str:
    said = [(labels.label(table.name, column.name), cell_in_words(table, column, found)) for column in table.columns]
    task_ref = db.session.get_one(Task, found.task_id).ref if isinstance(found, Assignment) else None
    words = {"heading": _heading(table, found), "facts_said": said, "task_ref": task_ref}
    return render_template("records/read.html", **words, **_words(table))


def _words(table: RecordTable) -> dict[str, Any]:
    return {"table": table, "many": labels.many(table.name)}


def _heading(table: RecordTable, found: Any) -> str:
    if table.name == "meta":
        return str(labels.SETTINGS.get(found.key, found.key))
    return f"{labels.one(table.name)}: {names.row_title(table, found)}"


def _sorts(table: RecordTable) -> list[tuple[str, str]]:
    keys = sorted(key for key in sort_keys(table) if not key.startswith("-") and key != table.key)
    up = [(key, str(labels.label(table.name, key))) for key in keys]
    return [("", _("wie immer")), *up, *((f"-{key}", _("%(what)s, rückwärts", what=said)) for key, said in up)]


def _address(slug: str, asked: dict[str, Any]) -> str:
    return url_for(
        ".rows", slug=slug, **{name: value for name, value in asked.items() if value and (name, value) != ("seite", 1)}
    )
