"""The coordinator's ten calls of the week: whom, why, what to say first, and one tap to note it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import current_user

from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.core.db import db
from ks_board.core.editing import saved
from ks_board.core.fields import LongText, TickOne
from ks_board.core.formatting import day_in_words, short_date
from ks_board.core.forms import BaseForm
from ks_board.core.text import shortened
from ks_board.core.web import wants_fragment
from ks_board.gaps.calls import Entry, get_entry, list_calls, log_call
from ks_board.gaps.calls_model import KIND_WORDS, CallKind
from ks_board.permissions import Permission
from ks_board.tasks.contacts import dialled

calls = Blueprint("calls", __name__, url_prefix="/anrufe")
_l = cast("Callable[..., str]", lazy_gettext)  # WTForms' types know only texts that are ready.
REACHED, NOT_REACHED = "erreicht", "nicht-erreicht"
LONGEST_NOTE = 1000
_SENTENCES = {
    CallKind.TANDEM: _l("Ich wollte hören, wie es Ihnen beiden geht. Was würde Ihnen die Sache leichter machen?"),
    CallKind.SPONSOR: _l("Schön, dass Sie zu ‚%(title)s‘ stehen. Mögen Sie bald einmal vorbeischauen?"),
    CallKind.ALONE: _l("‚%(title)s‘ läuft dank Ihnen. Wer könnte mitmachen, damit Sie einmal frei haben?"),
    CallKind.ENDING: _l("Danke für Ihre Arbeit: ‚%(title)s‘. Möchten Sie weitermachen, oder suchen wir jemanden?"),
    CallKind.THANKS: _l("Ich rufe nur an, um Danke zu sagen, für ‚%(title)s‘ und Ihre Zeit."),
}
"""What one could say first: friendly, and without reproach."""
_WITHOUT_TITLE = {
    CallKind.SPONSOR: _l("Schön, dass Sie helfen wollen. Darf ich Ihnen ein Tandem vorstellen, das zu Ihnen passt?"),
    CallKind.THANKS: _l("Ich rufe nur an, um Danke zu sagen, für Ihre Zeit."),
}


class CallForm(BaseForm):
    """How a call went; its buttons are the answer."""

    went = TickOne(
        _l("Wie war der Anruf?"),
        [(REACHED, _l("Erreicht")), (NOT_REACHED, _l("Nicht erreicht"))],
        needed=_l("Bitte tippen Sie auf „Erreicht“ oder „Nicht erreicht“."),
    )
    note = LongText(_l("Notiz"), longest=LONGEST_NOTE)


@dataclass(frozen=True, slots=True)
class CallLine:
    """One line of the list as templates print it."""

    id: str
    kind: str
    people: Sequence[Any]
    why: str
    href: str
    about: str
    """What the link leads to."""
    sentence: str
    """What one could say first."""
    last_note: str | None
    state: str | None
    """What is noted this week; none if there was no call yet."""
    is_done: bool
    note: str
    log_href: str


@calls.get("")
@needs(Permission.CALL_LOG)
def page() -> str:
    """Show the list of this week."""
    return _show([call_line(one, clock.today()) for one in list_calls(clock.today())])


@calls.post("/<kind>/<ref>")
@needs(Permission.CALL_LOG)
def log(kind: str, ref: str) -> ResponseReturnValue:
    """Note how a call went."""
    on, form = clock.today(), CallForm()
    entry = get_entry(kind, ref, on=on)
    if not form.validate_on_submit():
        lines = [call_line(one, on) for one in list_calls(on)]
        typed = [replace(line, note=form.note.data or "") if line.log_href == request.path else line for line in lines]
        return _show(typed, form), 422
    log_call(entry, reached=form.went.data == REACHED, note=form.note.data, by=current_user.person_id, on=on)
    db.session.commit()
    if wants_fragment():
        line = call_line(get_entry(kind, ref, on=on), on)
        return render_template("calls/_call.html", line=line, dialled=dialled)
    return saved(url_for(".page"), _said(entry, form.went.data))


def call_line(entry: Entry, on: date) -> CallLine:
    """Put one line of the list into words."""
    kind, ref, _person = entry.due
    name, call, note = _names(entry), entry.call, entry.last_note
    return CallLine(
        id=f"{kind.value}-{ref}",
        kind=str(KIND_WORDS[kind]),
        people=entry.people,
        why=_why(entry, on),
        href=_href(entry),
        about=entry.title or name,
        sentence=_sentence(entry),
        last_note=f"{short_date(note.called_on)}: {shortened(note.note, 300)}" if note else None,
        state=_state(call, on) if call else None,
        is_done=bool(call and call.reached),
        note=(call and not call.reached and call.note) or "",
        log_href=url_for("calls.log", kind=kind.value, ref=ref),
    )


def _show(lines: list[CallLine], form: CallForm | None = None) -> str:
    done = sum(line.is_done for line in lines)
    return render_template("calls/page.html", lines=lines, done=done, form=form or CallForm(), dialled=dialled)


def _said(entry: Entry, went: str) -> str:
    if went == REACHED:
        return _("Notiert: Gespräch mit %(name)s.", name=_names(entry))
    return _("Notiert: %(name)s nicht erreicht. Nächste Woche steht der Anruf wieder oben.", name=_names(entry))


def _state(call: Any, on: date) -> str:
    day = day_in_words(call.called_on, on=on)
    return _("erreicht: %(day)s", day=day) if call.reached else _("nicht erreicht: %(day)s", day=day)


def _names(entry: Entry) -> str:
    return _(" und ").join(f"{row.given_name} {row.family_name}" for row in entry.people)


def _href(entry: Entry) -> str:
    ref = entry.page_ref
    match entry.due.kind:
        case CallKind.TANDEM:
            return url_for("tandems.tandem", ref=ref)
        case CallKind.ALONE:
            return url_for("tasks.task", ref=ref)
        case CallKind.ENDING:
            return url_for("organigram.post" if entry.is_post else "organigram.responsibility", ref=ref)
        case _:
            return url_for("people_pages.person", ref=entry.people[0].person_ref)


def _why(entry: Entry, on: date) -> str:
    day = day_in_words(entry.day, on=on) if entry.day else None
    match entry.due.kind:
        case CallKind.TANDEM | CallKind.SPONSOR:
            return _("Letzter Kontakt: %(day)s", day=day) if day else _("Noch kein Kontakt eingetragen")
        case CallKind.ALONE:
            return _("Trägt die Aufgabe allein, seit: %(day)s", day=day) if day else _("Trägt die Aufgabe allein")
        case CallKind.ENDING:
            return _("Letzter Tag: %(day)s", day=day)
        case CallKind.THANKS:
            return _("Schon lange dabei, und lange kein Dank")


def _sentence(entry: Entry) -> str:
    if entry.title is None:
        return str(_WITHOUT_TITLE.get(entry.due.kind, _SENTENCES[entry.due.kind]))
    return str(_SENTENCES[entry.due.kind]) % {"title": entry.title}
