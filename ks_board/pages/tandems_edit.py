"""The coordinator's forms for tandems: pair, correct, agree, wish, end, and who stands by."""

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.core.db import db
from ks_board.core.editing import refusals_in, saved
from ks_board.core.errors import NotFound
from ks_board.core.params import text_asked
from ks_board.organigram.edit import get_row
from ks_board.pages.organigram_edit import BOTH, opened_for_today, show
from ks_board.pages.tandems import tandems
from ks_board.people.models import Person
from ks_board.permissions import Permission
from ks_board.tandems import changes, queries
from ks_board.tandems.forms import (
    AgreementForm,
    EndSponsorshipForm,
    EndTandemForm,
    PairForm,
    SponsorForm,
    TandemForm,
    WishForm,
)
from ks_board.tandems.models import Sponsorship
from ks_board.tasks.models import LIVE_ASSIGNMENT, Assignment, Task


@tandems.route("/neu", methods=BOTH)
@needs(Permission.TANDEM_MANAGE)
def add() -> ResponseReturnValue:
    """Pair two people, also for a task with one person (`?aufgabe=T04`)."""
    form = _pair_form()
    if form.validate_on_submit() and (people := form.people(on=clock.today())):
        with refusals_in(form):
            values = {name: form[name].data for name in ("name", "task_id", "purpose", "start")}
            made = changes.pair(*people, **values)
            db.session.commit()
            sentence = _("Das Tandem ist da. Als Nächstes: Schreiben Sie auf, was die beiden absprechen.")
            return saved(url_for("tandems.tandem", ref=made.ref), sentence)
    back = url_for("tandems.page")
    template = "tandems/_pair_fields.html"
    return show(form, heading=_("Neues Tandem"), button=_("Tandem bilden"), back=back, fields_template=template)


@tandems.route("/<ref>/aendern", methods=BOTH)
@needs(Permission.TANDEM_MANAGE)
def edit(ref: str) -> ResponseReturnValue:
    """Correct name, task, purpose or first day."""
    found = queries.get_tandem(ref)
    form = TandemForm.open(found)
    if form.validate_on_submit():
        changes.change(found, form.values())
        db.session.commit()
        return saved(_page(ref), _("Gespeichert."))
    return show(form, heading=_("%(name)s ändern", name=found.name), back=_page(ref))


@tandems.route("/<ref>/absprache/aendern", methods=BOTH)
@needs(Permission.TANDEM_MANAGE)
def agree(ref: str) -> ResponseReturnValue:
    """Write down what the two agree on."""
    found = queries.get_tandem(ref)
    sheet, agreed_on = queries.find_agreement(found.id), found.agreed_on or clock.today()
    form = AgreementForm.open(sheet, agreed_on=agreed_on) if sheet else AgreementForm(data={"agreed_on": agreed_on})
    if form.validate_on_submit():
        with refusals_in(form):
            values = form.values()
            changes.agree(found, values, agreed_on=values["agreed_on"])
            db.session.commit()
            sentence = _("Die Absprache steht. Drucken Sie das Blatt für beide aus.")
            return saved(url_for("tandems.agreement", ref=ref), sentence)
    return show(form, heading=_("Absprache: %(name)s", name=found.name), back=_page(ref))


@tandems.route("/<ref>/wunsch", methods=BOTH)
@needs(Permission.TANDEM_MANAGE)
def write_wish(ref: str) -> ResponseReturnValue:
    """Write the one wish that sponsors see first."""
    found = queries.get_tandem(ref)
    wish = queries.open_wishes([found.id]).get(found.id)
    form = WishForm.open(wish) if wish else WishForm()
    if form.validate_on_submit():
        with refusals_in(form):
            changes.write_wish(found, form.text.data or "", on=clock.today())
            db.session.commit()
            return saved(_page(ref), _("Der Wunsch steht jetzt bei den Patinnen und Paten ganz oben."))
    note = _("Patinnen und Paten sehen immer nur einen Wunsch: den wichtigsten.")
    return show(form, heading=_("Wunsch: %(name)s", name=found.name), back=_page(ref), note=note)


@tandems.route("/<ref>/beenden", methods=BOTH)
@needs(Permission.TANDEM_MANAGE)
def end(ref: str) -> ResponseReturnValue:
    """End a tandem with a sentence about what came of it."""
    found = queries.get_tandem(ref)
    form = opened_for_today(EndTandemForm, found, "end")
    if form.validate_on_submit():
        with refusals_in(form):
            changes.end(found, on=form.end.data, result=form.result.data)
            db.session.commit()
            return saved(_page(ref), _("Das Tandem ist beendet. Vielleicht möchten Sie den beiden danken?"))
    heading = _("%(name)s beenden", name=found.name)
    note = _("Nichts wird gelöscht. Das Ergebnis steht später im Bericht.")
    return show(form, heading=heading, button=_("Tandem beenden"), back=_page(ref), note=note)


@tandems.route("/<ref>/patenschaft", methods=BOTH)
@needs(Permission.TANDEM_MANAGE)
def add_sponsorship(ref: str) -> ResponseReturnValue:
    """Let somebody stand by a tandem, also who waits for one (`?patenschaft=X04`)."""
    found = queries.get_tandem(ref)
    form = _sponsor_form()
    if form.validate_on_submit() and (person := form.finder.person(on=clock.today())):
        with refusals_in(form):
            changes.stand_by(found, person, form.values(), on=clock.today())
            db.session.commit()
            return saved(_page(ref), _("%(name)s steht jetzt diesem Tandem bei.", name=person.name))
    free = queries.list_free_sponsors(on=clock.today())
    heading, template = _("Patenschaft: %(name)s", name=found.name), "tandems/_sponsor_fields.html"
    return show(
        form, heading=heading, button=_("Eintragen"), back=_page(ref), fields_template=template, free=free, ref=ref
    )


@tandems.route("/<ref>/patenschaften/<sponsorship>/beenden", methods=BOTH)
@needs(Permission.TANDEM_MANAGE)
def end_sponsorship(ref: str, sponsorship: str) -> ResponseReturnValue:
    """Give a sponsorship its last day."""
    found = queries.get_tandem(ref)
    row = get_row(Sponsorship, sponsorship)
    if row.tandem_id != found.id:
        raise NotFound(_("Diese Patenschaft gibt es nicht."))
    form = opened_for_today(EndSponsorshipForm, row, "until")
    if form.validate_on_submit():
        with refusals_in(form):
            changes.end_sponsorship(row, on=form.until.data)
            db.session.commit()
            return saved(_page(ref), _("Die Patenschaft hat jetzt einen letzten Tag. Ein Dank tut gut."))
    name = db.session.get_one(Person, row.person_id).name
    heading = _("Patenschaft von %(name)s beenden", name=name)
    return show(form, heading=heading, button=_("Beenden"), back=_page(ref))


def _page(ref: str) -> str:
    return url_for("tandems.tandem", ref=ref)


def _pair_form() -> PairForm:
    """Return the form; of a task with one person it knows the first of the two."""
    ref = text_asked("aufgabe")
    task = db.session.execute(select(Task.id, Task.title).where(Task.ref == ref)).one_or_none() if ref else None
    if ref and task is None:
        raise NotFound(_("Diese Aufgabe gibt es nicht."))
    if task is None:
        return PairForm(data={"start": clock.today()})
    in_it = select(Person.ref).join(Assignment, Assignment.person_id == Person.id).order_by(Assignment.id)
    people = db.session.scalars(
        in_it.where(Assignment.task_id == task.id, Assignment.status.in_(LIVE_ASSIGNMENT)).limit(2)
    ).all()
    names = dict(zip(("first", "second"), people, strict=False))
    return PairForm(data=names | {"start": clock.today(), "task_id": task.id, "name": task.title})


def _sponsor_form() -> SponsorForm:
    """Return the form, filled for somebody who waits for a tandem."""
    ref = text_asked("patenschaft")
    if not ref or request.method == "POST":
        return SponsorForm()
    row = get_row(Sponsorship, ref)
    person = db.session.get_one(Person, row.person_id)
    return SponsorForm(obj=row, who=person.ref)
