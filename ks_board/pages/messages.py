"""Write to the town, and what the coordination does with it. No text of a message ever stands in a mail."""

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.core.db import db
from ks_board.core.editing import refusals_in, saved
from ks_board.core.formatting import short_date
from ks_board.core.limits import Limit, count_try, network_of
from ks_board.core.params import choice_asked, page_asked
from ks_board.core.web import see_other
from ks_board.gaps.rulebook import list_rules
from ks_board.messages.forms import KINDS, MessageForm
from ks_board.messages.models import Message, MessageKind
from ks_board.messages.queries import PER_PAGE, list_messages
from ks_board.messages.service import answer_message, close_message, send_message
from ks_board.pages.coordination import find_coordination
from ks_board.pages.records.forms import first_values, form_of
from ks_board.pages.records.names import meant
from ks_board.pages.records.service import add_row, get_row
from ks_board.pages.records.tables import BY_FILE
from ks_board.pages.records.views import show_form
from ks_board.permissions import Permission
from ks_board.tasks.contacts import dialled

messages = Blueprint("messages", __name__)
PER_NETWORK = Limit("write from network", tries=10, minutes=60)
PER_PERSON = Limit("write as person", tries=20, minutes=60)
UNANSWERED, PARKED = "message-unanswered", "idea-parked"
_MEASURES, _MESSAGES = BY_FILE["measures"], BY_FILE["messages"]


@messages.get("/nachricht")
@needs(Permission.MESSAGE_SEND)
def write() -> str:
    """Show the form."""
    form = MessageForm(formdata=None)
    form.renew(now=clock.real_now())
    return _page(form)


@messages.post("/nachricht")
@needs(Permission.MESSAGE_SEND)
def send() -> ResponseReturnValue:
    """Keep a message; a program that fills in every field hears the same and nothing is kept."""
    form = MessageForm()
    if not form.validate_on(now=clock.real_now()):
        return _page(form), 422
    if not form.is_from_a_program:
        count_try_to_write()
        typed = form.typed()
        send_message(typed["kind"], typed["text"], contact=typed["contact"], on=clock.today())
        db.session.commit()
    return see_other(url_for(".sent", lob=1 if form.kind.data is MessageKind.PRAISE else None))


@messages.get("/nachricht/danke")
@needs(Permission.MESSAGE_SEND)
def sent() -> str:
    """Say what happens next and by when; the same page for everybody."""
    is_praise = choice_asked("lob", frozenset("1")) is not None
    return render_template("messages/sent.html", due=_answer_due(clock.today()), is_praise=is_praise, **_contact())


@messages.get("/nachrichten")
@needs(Permission.MESSAGE_READ)
def inbox() -> str:
    """List the messages that wait, or all."""
    shown, number = choice_asked("zeige", frozenset({"alle"})), page_asked()
    found = list_messages(only_open=not shown, page=number)
    return render_template(
        "messages/inbox.html",
        found=found[:PER_PAGE],
        more=len(found) > PER_PAGE,
        number=number,
        shown=shown,
        kinds=KINDS,
    )


@messages.post("/nachrichten/<ref>/beantwortet")
@needs(Permission.MESSAGE_READ)
def note_answer(ref: str) -> ResponseReturnValue:
    """Note that a message was answered today."""
    answer_message(get_row(_MESSAGES, ref), on=clock.today())
    db.session.commit()
    return saved(url_for(".inbox"), _("Vermerkt: beantwortet am heutigen Tag."))


@messages.post("/nachrichten/<ref>/abschliessen")
@needs(Permission.MESSAGE_READ)
def close(ref: str) -> ResponseReturnValue:
    """Close a message today."""
    close_message(get_row(_MESSAGES, ref), on=clock.today())
    db.session.commit()
    return saved(url_for(".inbox"), _("Die Nachricht ist abgeschlossen."))


@messages.route("/nachrichten/<ref>/massnahme", methods=["GET", "POST"])
@needs(Permission.MESSAGE_READ)
def plan(ref: str) -> ResponseReturnValue:
    """Make a measure of a message and tie both together."""
    message = get_row(_MESSAGES, ref)
    form = form_of(_MEASURES)(data=_first_measure(message))
    if form.validate_on_submit():
        with refusals_in(form):
            message.measure_id = add_row(_MEASURES, form.row_values(), now=clock.now()).id
            db.session.commit()
            return saved(url_for(".inbox"), _("Die Maßnahme ist da. Die Nachricht zeigt auf sie."))
    note = _("Aus der Nachricht vom %(day)s:", day=short_date(message.received_on))
    return show_form(_MEASURES, form, heading=_("Maßnahme planen"), note=f"{note} {message.subject}")


def _page(form: MessageForm) -> str:
    return render_template("messages/write.html", form=form, **_contact())


def _contact() -> dict[str, Any]:
    return {"contact": find_coordination(clock.today()), "dialled": dialled}


def count_try_to_write() -> None:
    """Limit how often one writes; a network is counted by day, so that yesterday's cannot be joined with today's."""
    now, person = clock.real_now(), current_user.person_id
    if person:
        count_try(PER_PERSON, str(person), now=now)
    else:
        count_try(PER_NETWORK, f"{now.date()} {network_of(request.remote_addr)}", now=now)


def _answer_due(on: date) -> date:
    """Return the day by which a message must be answered: the rule of the gap says it."""
    days = next(rule.threshold for rule in list_rules() if rule.ref == UNANSWERED)
    return on + timedelta(days=days)


def _first_measure(message: Message) -> dict[str, Any]:
    """Return what a measure about a message begins with."""
    rule = next(rule for rule in list_rules() if rule.ref == PARKED)
    values = first_values(_MEASURES, on=clock.today(), person_id=current_user.person_id)
    about = {"title": message.subject[:120], "owner_person_id": current_user.person_id}
    if message.kind is MessageKind.IDEA:
        about |= {"question_id": meant("questions", rule.question_ref)}
    return values | about
