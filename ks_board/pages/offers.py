"""What the board looks for: vacancies that a coordinator published, for everybody to read and to answer."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.core.db import db
from ks_board.core.editing import saved
from ks_board.core.errors import Conflict
from ks_board.core.web import see_other
from ks_board.gaps import offers as service
from ks_board.gaps.models import Offer, Rule
from ks_board.gaps.registry import REGISTRY
from ks_board.messages.forms import InterestForm
from ks_board.messages.models import MessageKind
from ks_board.messages.queries import is_waiting
from ks_board.messages.service import send_message
from ks_board.pages.coordination import find_coordination
from ks_board.pages.gap_lines import PAGES
from ks_board.pages.messages import count_try_to_write
from ks_board.people.models import Person
from ks_board.permissions import Permission
from ks_board.tasks.contacts import dialled

offers = Blueprint("offers", __name__, url_prefix="/gesucht")


@offers.get("")
@needs(Permission.TASK_READ)
def page() -> str:
    """Show everything the board looks for."""
    return render_template("tasks/offers.html", offers=service.list_offers(clock.today()))


@offers.get("/<ref>")
@needs(Permission.TASK_READ)
def offer(ref: str) -> ResponseReturnValue:
    """Show one thing the board looks for, also when it is found: the address may stand on paper."""
    found = service.get_offer(ref)
    if not service.is_open(found, clock.today()):
        return _page(found, None)
    form = InterestForm(formdata=None)
    form.renew(now=clock.real_now())
    return _page(found, form)


@offers.post("/<ref>/interesse")
@needs(Permission.MESSAGE_SEND)
def be_interested(ref: str) -> ResponseReturnValue:
    """Tell the coordination who is interested; known people need not type anything."""
    found, me, form = service.get_offer(ref), _me(), InterestForm()
    if not service.is_open(found, clock.today()):
        raise Conflict(_("Danke! Hier wird inzwischen niemand mehr gesucht. Auf dem Board finden Sie anderes."))
    if me is None and not form.validate_on(now=clock.real_now()):
        return _page(found, form), 422
    if not form.is_from_a_program:
        _tell(found, me.name if me else form.name.data, (me.phone or me.email) if me else form.contact.data)
        db.session.commit()
    return see_other(url_for("messages.sent"))


@offers.post("/<ref>/zuruecknehmen")
@needs(Permission.GAP_ACT)
def withdraw(ref: str) -> ResponseReturnValue:
    """Take it from the board by hand."""
    service.withdraw(service.get_offer(ref), on=clock.today())
    db.session.commit()
    return saved(url_for(".offer", ref=ref), _("Das steht nicht mehr auf dem Board."))


def _tell(found: Offer, name: str | None, contact: str | None) -> None:
    """Write a message, once: who presses twice is interested once."""
    count_try_to_write()
    text = _("Interesse an „%(title)s“ (%(ref)s): %(name)s", title=found.title, ref=found.ref, name=name)
    if not is_waiting(text, contact):
        send_message(MessageKind.OFFER, text, contact=contact, on=clock.today())


def _me() -> Person | None:
    return db.session.get(Person, current_user.person_id) if current_user.person_id else None


def _page(found: Offer, form: InterestForm | None) -> str:
    """Draw an offer; without a form nobody is looked for any more."""
    on, rule = clock.today(), db.session.get_one(Rule, found.rule_id)
    kind = REGISTRY[rule.condition_ref or rule.ref].kind
    shown: dict[str, Any] = {
        "offer": found,
        "form": form,
        "me": _me(),
        "subject_href": url_for(PAGES[kind], ref=found.subject_ref) if kind in PAGES else None,
        "edit_href": url_for("gaps.gap", rule=rule.ref, subject=found.subject_ref),
        "contact": find_coordination(on),
        "dialled": dialled,
    }
    return render_template("tasks/offer.html", **shown)
