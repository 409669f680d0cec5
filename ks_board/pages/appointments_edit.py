"""Appoint, end, replace and confirm where posts and responsibilities are shown."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.core.db import db
from ks_board.core.editing import refusals_in, saved
from ks_board.core.formatting import short_date
from ks_board.core.params import text_asked
from ks_board.organigram import edit, edit_appointments
from ks_board.organigram.edit_forms import APPOINTMENT_KINDS, AppointForm, AppointmentForm, EndForm
from ks_board.organigram.models import Appointment, AppointmentKind, Post, Responsibility
from ks_board.pages.organigram_edit import BOTH, SEAT, get_seat, opened_for_today, organigram_edit, seat_page, show
from ks_board.people.models import Person
from ks_board.permissions import Permission

SEARCHES = {
    "data-hx-trigger": "input changed delay:300ms",
    "data-hx-target": "#gefunden",
    "data-hx-select": "#gefunden",
    "data-hx-swap": "outerHTML",
}
"""Lets htmx show who is found while somebody types; without it, sending the form shows the same."""


@organigram_edit.route(SEAT + "/besetzen", methods=BOTH)
@needs(Permission.ORGANIGRAM_EDIT)
def appoint(kind: str, ref: str) -> ResponseReturnValue:
    """Appoint somebody, also in place of somebody (`?abloesen=A012`); `?who=` finds people while one types."""
    seat = get_seat(kind, ref)
    form = _appoint_form(seat)
    if form.validate_on_submit():
        with refusals_in(form):
            if sentence := _appoint(form, seat):
                return saved(seat_page(seat), sentence)
    heading = _("%(name)s besetzen", name=seat.title)
    template = "organigram/edit/_appoint_fields.html"
    return show(form, heading=heading, button=_("Eintragen"), back=seat_page(seat), fields_template=template)


@organigram_edit.route("/besetzungen/<ref>/aendern", methods=BOTH)
@needs(Permission.ORGANIGRAM_EDIT)
def edit_appointment(ref: str) -> ResponseReturnValue:
    """Correct the days or the kind of an appointment."""
    appointment, seat, person = _get(ref)
    form = AppointmentForm.open(appointment)
    if form.validate_on_submit():
        with refusals_in(form):
            edit_appointments.change(appointment, form.values())
            db.session.commit()
            return saved(seat_page(seat), _("Gespeichert. Bild und Lücken sind schon neu."))
    heading = _("%(name)s: %(seat)s ändern", name=person.name, seat=seat.title)
    return show(form, heading=heading, back=seat_page(seat))


@organigram_edit.route("/besetzungen/<ref>/beenden", methods=BOTH)
@needs(Permission.ORGANIGRAM_EDIT)
def end_appointment(ref: str) -> ResponseReturnValue:
    """Give an appointment its last day."""
    appointment, seat, person = _get(ref)
    form = opened_for_today(EndForm, appointment, "until")
    if form.validate_on_submit():
        with refusals_in(form):
            edit_appointments.set_end(appointment, on=form.until.data)
            db.session.commit()
            ends = short_date(form.until.data)
            return saved(seat_page(seat), _("%(name)s: letzter Tag ist der %(day)s.", name=person.name, day=ends))
    heading = _("%(name)s: %(seat)s beenden", name=person.name, seat=seat.title)
    return show(form, heading=heading, button=_("Beenden"), back=seat_page(seat))


@organigram_edit.post("/besetzungen/<ref>/bestaetigen")
@needs(Permission.ORGANIGRAM_EDIT)
def confirm_appointment(ref: str) -> ResponseReturnValue:
    """Note today that an appointment is right."""
    appointment, seat, person = _get(ref)
    edit_appointments.confirm(appointment, on=clock.today())
    db.session.commit()
    return saved(seat_page(seat), _("Bestätigt: %(name)s, %(seat)s.", name=person.name, seat=seat.title))


def _get(ref: str) -> tuple[Appointment, edit.Seat, Person]:
    appointment = edit.get_row(Appointment, ref)
    seat: edit.Seat
    if appointment.post_id:
        seat = db.session.get_one(Post, appointment.post_id)
    else:
        seat = db.session.get_one(Responsibility, appointment.responsibility_id)
    return appointment, seat, db.session.get_one(Person, appointment.person_id)


def _appoint_form(seat: edit.Seat) -> AppointForm:
    """Return the form with the people that fit what was typed, and those who can be replaced."""
    current = edit_appointments.list_current(seat, on=clock.today())
    replaced = next((row for row in current if row.ref == request.args.get("abloesen")), None)
    as_deputy = replaced.kind is AppointmentKind.DEPUTY if replaced else request.args.get("als") == "deputy"
    form = AppointForm(
        data={
            "who": text_asked("who"),
            "from_": clock.today(),
            "kind": AppointmentKind.DEPUTY if as_deputy else AppointmentKind.LEAD,
            "replaces": replaced.id if replaced else None,
        }
    )
    names = [(row.id, f"{row.given_name} {row.family_name} ({APPOINTMENT_KINDS[row.kind]})") for row in current]
    form.replaces.offer([(None, _("niemanden")), *names])
    form.who.render_kw = SEARCHES | {"data-hx-get": request.path}
    offer_people(form, edit_appointments.find_people(form.who.data or ""))
    return form


def offer_people(form: Any, found: Any) -> None:
    """Offer people to choose from; who was chosen before stays among them, and a single one is chosen at once."""
    known = {row.ref for row in found}
    chosen = form.person.data
    if chosen and chosen not in known and (person := edit_appointments.find_person(chosen)):
        found = [person, *found]
    contact = _("kein Telefon, keine E-Mail")
    names = [(row.ref, f"{row.given_name} {row.family_name} – {row.phone or row.email or contact}") for row in found]
    form.person.offer([*names, (None, _("niemand davon"))] if names else [])
    if request.method == "GET" and len(names) == 1:
        form.person.data = names[0][0]


def _appoint(form: AppointForm, seat: edit.Seat) -> str | None:
    """Appoint as the form says and return what happened; None if it is not clear who is meant."""
    if (person := _person(form)) is None:
        return None
    values = form.values()
    replaced = db.session.get(Appointment, values["replaces"]) if values["replaces"] else None
    days = {"from_": values["from_"], "until": values["until"], "confirmed_on": clock.today()}
    edit_appointments.appoint(seat, person=person, kind=values["kind"], replaces=replaced, **days)
    db.session.commit()
    day = short_date(days["from_"])
    return _("%(name)s übernimmt ab %(day)s: %(seat)s.", name=person.name, day=day, seat=seat.title)


def _person(form: AppointForm) -> Person | None:
    """Return who is meant, noting a new person if one is typed in; else say in the form what is missing."""
    if form.person.data and form.names_new_person:
        form.person.errors = [_("Bitte entweder jemanden auswählen oder einen neuen Menschen eintragen.")]
    elif form.person.data:
        return edit.get_row(Person, form.person.data)
    elif not form.names_new_person:
        form.who.errors = [_("Bitte wählen Sie jemanden aus, oder tragen Sie unten einen neuen Menschen ein.")]
    elif (namesakes := edit_appointments.find_namesakes(form.full_name)) and not form.is_new.data:
        offer_people(form, namesakes)
        form.family_name.errors = [
            _("Diesen Namen gibt es schon. Ist es derselbe Mensch? Dann wählen Sie ihn oben aus.")
        ]
    else:
        values = form.values()
        names = {name: values[name] for name in ("given_name", "family_name", "phone", "email")}
        return edit_appointments.add_person(**names, on=clock.today())
    return None
