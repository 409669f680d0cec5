"""What the coordinator does for one person: note a promise, thank, make and revoke links, merge a double record."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.core.db import db
from ks_board.core.editing import refusals_in, saved
from ks_board.core.errors import Conflict
from ks_board.core.forms import BaseForm
from ks_board.core.params import text_asked
from ks_board.pages import notices
from ks_board.pages.merging import check_can_merge, merge
from ks_board.pages.people_forms import PromiseForm, ThankForm
from ks_board.pages.people_pages import BOTH, people_pages, person_page, show
from ks_board.pages.person_facts import get_person, list_own_tasks
from ks_board.pages.record_words import TABLES as WORDS
from ks_board.people import find
from ks_board.people.links import LinkPurpose, make_link, revoke_links
from ks_board.people.merge import count_references
from ks_board.people.models import Person
from ks_board.people.newcomers import welcome
from ks_board.permissions import Permission
from ks_board.tasks.claim import Entry, Outcome, claim
from ks_board.tasks.models import AssignmentSource, Task
from ks_board.tasks.publish import get_task, thank


@people_pages.route("/menschen/<ref>/zusage/<task_ref>", methods=BOTH)
@needs(Permission.ASSIGNMENT_MANAGE)
def promise(ref: str, task_ref: str) -> ResponseReturnValue:
    """Note that somebody said yes to a task by phone or on paper."""
    person, task = get_person(ref), get_task(task_ref)
    form = PromiseForm(data={"source": AssignmentSource.PHONE})
    if form.validate_on_submit():
        with refusals_in(form):
            outcome = _note_promise(person, task, form)
            if outcome.relieved:
                notices.tell_relieved(outcome.relieved)
            db.session.commit()
            return saved(person_page(ref), _said(outcome, task))
    heading = _("%(name)s: Zusage notieren", name=person.name)
    return show(form, heading=heading, back=person_page(ref), note=task.title, button=_("Zusage eintragen"))


@people_pages.route("/menschen/<ref>/dank", methods=BOTH)
@needs(Permission.PERSON_MANAGE)
def give_thanks(ref: str) -> ResponseReturnValue:
    """Note that a person was thanked."""
    person = get_person(ref)
    form = ThankForm(list_own_tasks(person), data={"kind": "call", "given_on": clock.today()})
    if form.validate_on_submit():
        with refusals_in(form):
            given = {"task_id": form.task_id.data, "kind": form.kind.data, "on": form.given_on.data}
            thank(person.id, **given, by=own_person_id())
            db.session.commit()
            return saved(person_page(ref), _("Der Dank ist notiert."))
    heading = _("%(name)s danken", name=person.name)
    return show(form, heading=heading, back=person_page(ref), button=_("Dank notieren"))


@people_pages.post("/menschen/<ref>/link")
@needs(Permission.PERSON_MANAGE)
def new_link(ref: str) -> ResponseReturnValue:
    """Make a new link to somebody's own page and show it this once."""
    person = get_person(ref)
    token = make_link(LinkPurpose.MY_PAGE, person_id=person.id, now=clock.real_now())
    db.session.commit()
    link = notices.address(url_for("people.link", token=token))
    return render_template("people/new_link.html", person=person, link=link), 201


@people_pages.post("/menschen/<ref>/links-sperren")
@needs(Permission.PERSON_MANAGE)
def revoke(ref: str) -> ResponseReturnValue:
    """Let all links of a person be dead at once."""
    person = get_person(ref)
    revoke_links(person.id, now=clock.real_now())
    db.session.commit()
    return saved(person_page(ref), _("Alle Links von %(name)s sind gesperrt.", name=person.name))


@people_pages.route("/menschen/<ref>/zusammenlegen", methods=BOTH)
@needs(Permission.PERSON_MANAGE)
def merge_double(ref: str) -> ResponseReturnValue:
    """Choose the double record of a person (`?mit=P002`), see what would move, and merge."""
    kept, form = get_person(ref), BaseForm()
    gone = get_person(request.args["mit"]) if request.args.get("mit") else None
    if gone and form.validate_on_submit():
        with refusals_in(form):
            merge(gone, kept, now=clock.now())
            db.session.commit()
            return saved(person_page(ref), _("Die beiden Einträge sind jetzt einer."))
    return _preview(kept, gone, form), 409 if form.form_errors else 200


def own_person_id() -> int:
    """Return the person of the account; raise Conflict for an account that belongs to nobody."""
    if current_user.person_id is None:
        raise Conflict(_("Ihr Konto gehört noch zu keinem Menschen. Bitte lassen Sie es verbinden."))
    return int(current_user.person_id)


def _note_promise(person: Person, task: Task, form: PromiseForm) -> Outcome:
    """Say yes for somebody; who told the coordination in person is known from then on."""
    on, now = clock.today(), clock.now()
    if person.left_on and person.left_on <= on:
        raise Conflict(_("%(name)s ist nicht mehr da.", name=person.name))
    entry = Entry(form.source.data, current_user.person_id, form.note.data or None, is_called=True)
    welcome(person, on=on)
    return claim(task.ref, person_id=person.id, now=now, old_enough=True, cleared=form.cleared.data, entry=entry)


def _said(outcome: Outcome, task: Task) -> str:
    if not outcome.fresh:
        return _("Die Zusage zu „%(title)s“ stand schon da.", title=task.title)
    if outcome.is_in:
        return _("Die Zusage zu „%(title)s“ ist eingetragen.", title=task.title)
    return _("Vorgemerkt für „%(title)s“: Führungszeugnis oder Fahrerlaubnis fehlen noch.", title=task.title)


def _preview(kept: Person, gone: Person | None, form: BaseForm) -> str:
    query, refusal = text_asked("q"), ""
    try:
        if gone:
            check_can_merge(gone, kept)
    except Conflict as conflict:
        refusal = str(conflict)
    moved = count_references(gone.id) if gone else {}
    return render_template(
        "people/merge.html",
        kept=kept,
        gone=gone,
        form=form,
        refusal=refusal,
        moved=[(str(WORDS.get(table, table)), number) for table, number in moved.items()],
        query=query,
        found=[row for row in find.find_people(query)[: find.PAGE] if row.id != kept.id] if query else [],
        similar=find.find_similar(kept.given_name, kept.family_name, phone=kept.phone, email=kept.email, but=kept.id),
    )
