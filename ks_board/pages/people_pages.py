"""People in the coordinator's hands: find, add, change; what happens with one person stands in person_pages."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.core.db import db
from ks_board.core.editing import refusals_in, saved
from ks_board.core.errors import NotFound
from ks_board.core.params import page_asked, text_asked
from ks_board.core.web import page_or_fragment
from ks_board.pages.people_forms import LeaveForm, NewPersonForm
from ks_board.pages.person_facts import contact_facts, count_links, get_person, list_sections
from ks_board.pages.records import service
from ks_board.pages.records.forms import form_of
from ks_board.pages.records.tables import RecordTable
from ks_board.people import find, note
from ks_board.permissions import Permission
from ks_board.tasks.contacts import dialled
from ks_board.tasks.match_queries import tasks_for

people_pages = Blueprint("people_pages", __name__)
BOTH = ["GET", "POST"]
_TABLE = RecordTable(
    *("menschen", "people", ("given_name", "family_name"), (), Permission.PERSON_MANAGE), fixed=frozenset({"left_on"})
)
"""A person without the day of leaving, which also ends links and sessions."""


@people_pages.get("/menschen")
@needs(Permission.PERSON_MANAGE)
def page() -> str:
    """List everybody, or find by three letters, by sound, by phone or e-mail."""
    query, number = text_asked("q"), page_asked()
    listing = find.list_people(query, number)
    if number > listing.pages:
        raise NotFound(_("So viele Seiten gibt es nicht. Die letzte ist Seite %(last)s.", last=listing.pages))
    return page_or_fragment(
        *("people/page.html", "people/_list.html"),
        listing=listing,
        query=query,
        number=number,
        address=lambda other: url_for("people_pages.page", q=query or None, seite=other if other > 1 else None),
    )


@people_pages.route("/menschen/neu", methods=BOTH)
@needs(Permission.PERSON_MANAGE)
def add() -> ResponseReturnValue:
    """Note somebody while on the phone; similar people are shown first, and nobody is merged."""
    form = NewPersonForm()
    similar: list[find.Similar] = []
    if form.validate_on_submit():
        given, family = form.given_name.data or "", form.family_name.data or ""
        phone, email = form.phone.data or None, form.email.data or None
        similar = find.find_similar(given, family, phone=phone, email=email)
        if not form.warns_of(similar):
            person = note.add_person(given_name=given, family_name=family, phone=phone, email=email, on=clock.today())
            db.session.commit()
            sentence = _("%(name)s ist notiert. Unten stehen Aufgaben, die passen könnten.", name=person.name)
            return saved(person_page(person.ref), sentence)
    code = 422 if form.errors or similar else 200
    return render_template("people/add.html", form=form, similar=similar), code


@people_pages.get("/menschen/<ref>")
@needs(Permission.PERSON_MANAGE)
def person(ref: str) -> str:
    """Show everything about a person, and which tasks fit."""
    found, on = get_person(ref), clock.today()
    is_gone = found.left_on is not None and found.left_on <= on
    return render_template(
        "people/person.html",
        person=found,
        facts_said=contact_facts(found),
        tel=dialled(found.phone) if found.phone else "",
        sections=list_sections(found),
        is_gone=is_gone,
        matches=[] if is_gone else tasks_for(found.id, now=clock.now()),
        similar=find.find_similar(
            found.given_name, found.family_name, phone=found.phone, email=found.email, but=found.id
        ),
        links=count_links(found, now=clock.real_now()),
    )


@people_pages.route("/menschen/<ref>/aendern", methods=BOTH)
@needs(Permission.PERSON_MANAGE)
def edit(ref: str) -> ResponseReturnValue:
    """Change everything that is known of a person; of two editors the second sees both versions."""
    found = get_person(ref)
    form = form_of(_TABLE).open(found)
    if form.validate_on_submit():
        with refusals_in(form):
            service.change_row(found, form.row_values(), now=clock.now())
            db.session.commit()
            return saved(person_page(ref), _("Gespeichert."))
    heading = _("%(name)s ändern", name=found.name)
    return show(form, heading=heading, back=person_page(ref))


@people_pages.route("/menschen/<ref>/weggang", methods=BOTH)
@needs(Permission.PERSON_MANAGE)
def leave(ref: str) -> ResponseReturnValue:
    """Note from which day somebody is gone."""
    found = get_person(ref)
    form = LeaveForm.open(found)
    if request.method == "GET" and form.left_on.data is None:
        form.left_on.data = clock.today()
    if form.validate_on_submit():
        with refusals_in(form):
            note.mark_left(found, left_on=form.left_on.data, on=clock.today(), now=clock.real_now())
            service.change_row(found, {}, now=clock.now())
            db.session.commit()
            return saved(person_page(ref), _("Gespeichert. Plätze, Stellen und Lücken sind schon neu."))
    said = _("Nichts wird gelöscht. Plätze in Aufgaben werden frei, Stellen gelten als unbesetzt.")
    return show(form, heading=_("%(name)s ist nicht mehr da", name=found.name), back=person_page(ref), note=said)


def person_page(ref: str) -> str:
    """Return the address of a person."""
    return url_for("people_pages.person", ref=ref)


def show(form: object, *, heading: str, back: str, **more: object) -> ResponseReturnValue:
    """Answer with a form about a person on a page of its own."""
    usual = {"button": _("Speichern"), "note": None}
    page = render_template("people/form.html", **usual | {"form": form, "heading": heading, "back": back} | more)
    return page, 422 if getattr(form, "errors", None) else 200
