"""Change the organigram where it is shown: units, posts and responsibilities."""

from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.core.db import db
from ks_board.core.editing import EditForm, refusals_in, saved
from ks_board.core.web import page_or_fragment, wants_fragment
from ks_board.organigram import edit
from ks_board.organigram.edit_forms import CloseForm, CloseUnitForm, PostForm, ResponsibilityForm, UnitForm
from ks_board.organigram.models import Post, PostKind, Responsibility, ResponsibilityKind, Unit
from ks_board.permissions import Permission

organigram_edit = Blueprint("organigram_edit", __name__)
BOTH = ["GET", "POST"]
_SEATS: dict[str, type[Post] | type[Responsibility]] = {"stellen": Post, "zustaendigkeiten": Responsibility}
SEAT = "/<any(stellen, zustaendigkeiten):kind>/<ref>"


@organigram_edit.route("/organigramm/neue-einheit", methods=BOTH)
@needs(Permission.ORGANIGRAM_EDIT)
def add_unit() -> ResponseReturnValue:
    """Add a unit, below the one in the address if there is one (`?unter=U01`)."""
    above = edit.get_row(Unit, request.args["unter"]) if request.args.get("unter") else None
    form = UnitForm(data={"parent_id": above.id if above else None, "valid_from": clock.today()})
    if form.validate_on_submit():
        with refusals_in(form):
            unit = edit.add_unit(form.values())
            db.session.commit()
            return saved(unit_page(unit.ref), _("Die Einheit „%(name)s“ ist da.", name=unit.name))
    back = unit_page(above.ref) if above else url_for("organigram.page")
    return show(form, heading=_("Neue Einheit"), button=_("Einheit anlegen"), back=back)


@organigram_edit.route("/einheiten/<ref>/aendern", methods=BOTH)
@needs(Permission.ORGANIGRAM_EDIT)
def edit_unit(ref: str) -> ResponseReturnValue:
    """Rename, describe or move a unit."""
    unit = edit.get_row(Unit, ref)
    form = UnitForm.open(unit)
    if form.validate_on_submit():
        with refusals_in(form):
            edit.change_unit(unit, form.values())
            db.session.commit()
            return saved(unit_page(ref), _("Gespeichert. Bild und Lücken sind schon neu."))
    return show(form, heading=_("%(name)s ändern", name=unit.name), back=unit_page(ref))


@organigram_edit.route("/einheiten/<ref>/schliessen", methods=BOTH)
@needs(Permission.ORGANIGRAM_EDIT)
def close_unit(ref: str) -> ResponseReturnValue:
    """Give a unit its last day; it stays in the picture of earlier days."""
    unit = edit.get_row(Unit, ref)
    form = opened_for_today(CloseUnitForm, unit, "valid_until")
    if form.validate_on_submit():
        with refusals_in(form):
            edit.close_unit(unit, on=form.valid_until.data, with_all_below=form.with_all_below.data)
            db.session.commit()
            return saved(unit_page(ref), _("„%(name)s“ hat jetzt einen letzten Tag.", name=unit.name))
    note = _("Nichts wird gelöscht: Wer einen früheren Tag ansieht, findet die Einheit wie bisher.")
    return show(form, heading=_("%(name)s schließen", name=unit.name), back=unit_page(ref), note=note)


@organigram_edit.route("/einheiten/<ref>/neue-stelle", methods=BOTH)
@needs(Permission.ORGANIGRAM_EDIT)
def add_post(ref: str) -> ResponseReturnValue:
    """Add a post to a unit."""
    unit = edit.get_row(Unit, ref)
    form = PostForm(data={"unit_id": unit.id, "kind": PostKind.PROFESSIONAL})
    if form.validate_on_submit():
        post = edit.add_post(form.values())
        db.session.commit()
        return saved(seat_page(post), _("Die Stelle ist da. Als Nächstes können Sie sie besetzen."))
    return show(form, heading=_("Neue Stelle"), button=_("Stelle anlegen"), back=unit_page(ref))


@organigram_edit.route("/einheiten/<ref>/neue-zustaendigkeit", methods=BOTH)
@needs(Permission.ORGANIGRAM_EDIT)
def add_responsibility(ref: str) -> ResponseReturnValue:
    """Add a responsibility to a unit."""
    unit = edit.get_row(Unit, ref)
    form = ResponsibilityForm(data={"unit_id": unit.id, "kind": ResponsibilityKind.MANDATORY})
    if form.validate_on_submit():
        responsibility = edit.add_responsibility(form.values())
        db.session.commit()
        return saved(seat_page(responsibility), _("Die Zuständigkeit ist da. Als Nächstes können Sie sie besetzen."))
    return show(form, heading=_("Neue Zuständigkeit"), button=_("Zuständigkeit anlegen"), back=unit_page(ref))


@organigram_edit.route(SEAT + "/aendern", methods=BOTH)
@needs(Permission.ORGANIGRAM_EDIT)
def edit_seat(kind: str, ref: str) -> ResponseReturnValue:
    """Change a post or a responsibility."""
    seat = get_seat(kind, ref)
    form = (PostForm if isinstance(seat, Post) else ResponsibilityForm).open(seat)
    if form.validate_on_submit():
        edit.change_seat(seat, form.values())
        db.session.commit()
        return saved(seat_page(seat), _("Gespeichert. Bild und Lücken sind schon neu."))
    return show(form, heading=_("%(name)s ändern", name=seat.title), back=seat_page(seat))


@organigram_edit.route(SEAT + "/schliessen", methods=BOTH)
@needs(Permission.ORGANIGRAM_EDIT)
def close_seat(kind: str, ref: str) -> ResponseReturnValue:
    """End a post or a responsibility on a day, or delete it if it never had a history."""
    seat = get_seat(kind, ref)
    back, title, unit = seat_page(seat), seat.title, db.session.get_one(Unit, seat.unit_id)
    form = CloseForm(data={"on": clock.today()})
    if form.validate_on_submit():
        with refusals_in(form):
            edit.close_seat(seat, on=form.values()["on"])
            db.session.commit()
            return saved(unit_page(unit.ref), _("„%(name)s“ ist geschlossen.", name=title))
    return show(form, heading=_("%(name)s schließen", name=title), back=back, note=_note_on_closing(seat))


def get_seat(kind: str, ref: str) -> edit.Seat:
    """Return the post or responsibility of an address; raise NotFound."""
    return edit.get_row(_SEATS[kind], ref)


def unit_page(ref: str) -> str:
    """Return the address of a unit."""
    return url_for("organigram.unit", ref=ref)


def seat_page(seat: edit.Seat) -> str:
    """Return the address of a post or responsibility."""
    endpoint = "organigram.post" if isinstance(seat, Post) else "organigram.responsibility"
    return url_for(endpoint, ref=seat.ref)


def opened_for_today(form_class: type[EditForm], row: Any, name: str) -> Any:
    """Open a form for a last day; where none is stored it offers today."""
    form = form_class.open(row)
    if request.method == "GET" and form[name].data is None:
        form[name].data = clock.today()
    return form


def show(form: EditForm, *, heading: str, back: str, **more: Any) -> ResponseReturnValue:
    """Answer with a form: as a page of its own, or for htmx as the part of the page that was asked for."""
    usual = {"button": _("Speichern"), "note": None, "fields_template": "organigram/edit/_fields.html"}
    context = usual | {"form": form, "heading": heading, "back": back, "is_part": wants_fragment()} | more
    return page_or_fragment("organigram/edit/form.html", "organigram/edit/_form.html", **context), form.code


def _note_on_closing(seat: edit.Seat) -> str:
    if edit.is_used(seat):
        return _("Wer eingetragen ist, endet an diesem Tag. Nichts wird gelöscht: Frühere Tage zeigen weiter alles.")
    return _("Hier war noch nie etwas eingetragen. Der Eintrag wird deshalb ganz gelöscht.")
