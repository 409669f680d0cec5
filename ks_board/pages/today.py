"""The coordinator's day: one page, each line one or two clicks from done, and "morgen wieder" for what can wait."""

from flask import Blueprint, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from ks_board.core import clock
from ks_board.core.access import can, needs
from ks_board.core.db import db
from ks_board.core.editing import saved
from ks_board.core.errors import NotFound
from ks_board.core.outbox import MailState, OutgoingMail
from ks_board.core.params import choice_asked
from ks_board.gaps import decide
from ks_board.gaps.calls import count_made
from ks_board.gaps.calls_choice import MOST
from ks_board.gaps.measures import finish
from ks_board.gaps.models import Measure
from ks_board.pages import today_dates as dates
from ks_board.pages import today_people as people
from ks_board.pages.asked_again import QUESTIONS, questions
from ks_board.pages.gap_actions import gap_of_today
from ks_board.pages.today_lines import Day
from ks_board.permissions import Permission
from ks_board.tasks.contacts import dialled
from ks_board.town.queries import NAMELESS, town_name

today = Blueprint("today", __name__, url_prefix="/heute")

SECTIONS = {
    people.CALLS: people.calls,
    people.YESES: people.yeses,
    people.MESSAGES: people.messages,
    dates.GAPS: dates.gaps,
    dates.FINISHED: dates.finished,
    dates.MEASURES: dates.measures,
    dates.ANSWERS: dates.answers,
    QUESTIONS: questions,
    people.WISHES: people.wishes,
    people.TANDEMS: people.tandems,
    dates.APPOINTMENTS: dates.appointments,
    dates.MAILS: dates.mails,
}
LATER = "later"
"""Key in the session: the day, and what waits until the next one. It is one coordinator's own order of work."""
MOST_LATER, LONGEST_REF = 80, 20


@today.get("")
@needs(Permission.TODAY_READ)
def page() -> ResponseReturnValue:
    """Show the day; one section in full if asked for (`?alle=nachrichten`). A town without a name is set up first."""
    if can(Permission.SETUP_USE) and town_name() == NAMELESS:
        return redirect(url_for("setup.page"))
    day = Day(clock.today(), frozenset(_waiting()), choice_asked("alle", frozenset(SECTIONS)))
    sections = [make(day) for make in SECTIONS.values()]
    shown = {"sections": [each for each in sections if each.lines], "dialled": dialled}
    return render_template("today/page.html", on=day.on, calls_made=count_made(day.on), most_calls=MOST, **shown)


@today.post("/morgen/<kind>/<ref>")
@needs(Permission.TODAY_READ)
def later(kind: str, ref: str) -> ResponseReturnValue:
    """Hide a line until tomorrow, in this browser only."""
    if kind not in SECTIONS or kind == dates.GAPS or len(ref) > LONGEST_REF:
        raise NotFound(_("Das gibt es nicht (mehr)."))
    kept = dict.fromkeys([*_waiting(), (kind, ref)])
    session[LATER] = [clock.today().isoformat(), list(kept)[-MOST_LATER:]]
    return saved(_page(), _("Das steht morgen wieder hier."))


@today.post("/morgen/luecken/<rule>/<subject>")
@needs(Permission.TODAY_READ)
def gap_later(rule: str, subject: str) -> ResponseReturnValue:
    """Put a gap off for the rest of the day, for everybody."""
    decide.put_off_until_tomorrow(gap_of_today(rule, subject), by=current_user.person_id, on=clock.today())
    db.session.commit()
    return saved(_page(), _("Diese Lücke steht morgen wieder hier."))


@today.post("/massnahmen/<ref>/erledigt")
@needs(Permission.TODAY_READ)
def finish_measure(ref: str) -> ResponseReturnValue:
    """Note that a measure is done."""
    measure = db.session.scalars(select(Measure).where(Measure.ref == ref).with_for_update()).one_or_none()
    if measure is None:
        raise NotFound(_("Diese Maßnahme gibt es nicht."))
    finish(measure, on=clock.today())
    db.session.commit()
    return saved(_page(), _("Erledigt: %(title)s", title=measure.title))


@today.post("/mails/<int:mail_id>/noch-einmal")
@needs(Permission.TODAY_READ)
def send_again(mail_id: int) -> ResponseReturnValue:
    """Let a mail that failed be sent once more."""
    failed = select(OutgoingMail).where(OutgoingMail.id == mail_id, OutgoingMail.state == MailState.FAILED)
    mail = db.session.scalars(failed.with_for_update()).one_or_none() if mail_id < 2**31 else None
    if mail is None:
        raise NotFound(_("Diese Mail wartet nicht mehr."))
    mail.state, mail.tries, mail.due_at = MailState.QUEUED, 0, clock.now()
    db.session.commit()
    return saved(_page(), _("Die Mail wird in den nächsten Minuten noch einmal gesendet."))


def _page() -> str:
    return url_for("today.page")


def _waiting() -> list[tuple[str, str]]:
    """Return what was put off today; what was put off on another day is back."""
    day, lines = session.get(LATER) or ("", [])
    return [(kind, ref) for kind, ref in lines] if day == clock.today().isoformat() else []
