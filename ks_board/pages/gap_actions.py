"""What a coordinator does about one gap: plan a measure, put it off, accept it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import current_user

from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.core.db import db
from ks_board.core.editing import EditForm, refusals_in, saved
from ks_board.core.errors import Conflict, NotFound
from ks_board.core.fields import Day, LongText, ShortText
from ks_board.gaps import decide
from ks_board.gaps.queries import Gap, find_gaps
from ks_board.organigram.details import find_unit_ref
from ks_board.organigram.edit_appointments import find_people, find_person
from ks_board.pages.gap_lines import gap_lines
from ks_board.pages.gaps import gaps
from ks_board.people.models import Person
from ks_board.permissions import Permission

_l = cast("Callable[..., str]", lazy_gettext)  # WTForms' types know only texts that are ready.
BOTH = ["GET", "POST"]
USUAL_DAYS = 30
"""How long a measure takes if nobody says otherwise."""


class MeasureForm(EditForm):
    """Who does what by when."""

    title = ShortText(_l("Was wird getan?"), needed=_l("Bitte schreiben Sie, was getan wird."))
    who = ShortText(
        _l("Wer?"), description=_l("Drei Buchstaben des Namens genügen."), needed=_l("Bitte nennen Sie, wer es macht.")
    )
    due_on = Day(_l("Bis wann?"), needed=_l("Bitte nennen Sie den Tag."))


class PutOffForm(EditForm):
    """Until when, and why."""

    until = Day(_l("Bis wann?"), needed=_l("Bitte nennen Sie den Tag."))
    reason = LongText(_l("Warum?"), needed=_l("Bitte schreiben Sie einen Grund."))


class AcceptForm(EditForm):
    """Why it stays as it is."""

    reason = LongText(
        _l("Warum bleibt es so?"),
        description=_l("Der Grund steht im Bericht an den Rat."),
        needed=_l("Bitte schreiben Sie einen Grund."),
    )


@gaps.route("/luecken/<rule>/<subject>")
@needs(Permission.GAP_ACT)
def gap(rule: str, subject: str) -> ResponseReturnValue:
    """Show one gap and what can be done about it."""
    found = gap_of_today(rule, subject)
    line = gap_lines([found], clock.today())[0]
    decided = decide.list_decided(clock.today()).get((rule, subject))
    unit = find_unit_ref(found.unit_id)
    return render_template("gaps/gap.html", unit=unit, gap=found, line=line, decided=decided)


@gaps.route("/luecken/<rule>/<subject>/massnahme", methods=BOTH)
@needs(Permission.GAP_ACT)
def plan(rule: str, subject: str) -> ResponseReturnValue:
    """Plan a measure about a gap."""
    found = gap_of_today(rule, subject)
    me = db.session.get(Person, current_user.person_id) if current_user.person_id else None
    due = clock.today() + timedelta(days=USUAL_DAYS)
    form = MeasureForm(data={"title": found.rule.action_de, "who": me.name if me else None, "due_on": due})
    if form.validate_on_submit():
        with refusals_in(form):
            typed = _typed(form)
            decide.plan_measure(found, owner_id=person_meant(typed.pop("who")), on=clock.today(), **typed)
            db.session.commit()
            return saved(_all(found), _("Geplant. Die Lücke zeigt jetzt, wer bis wann etwas tut."))
    return _show(form, found, _("Maßnahme planen"), _("Planen"))


@gaps.route("/luecken/<rule>/<subject>/zurueckstellen", methods=BOTH)
@needs(Permission.GAP_ACT)
def put_off(rule: str, subject: str) -> ResponseReturnValue:
    """Put a gap off until a day."""
    found, form = gap_of_today(rule, subject), PutOffForm()
    if form.validate_on_submit():
        with refusals_in(form):
            decide.put_off(found, by=current_user.person_id, on=clock.today(), **_typed(form))
            db.session.commit()
            return saved(_all(found), _("Zurückgestellt. An dem Tag danach zählt die Lücke wieder."))
    return _show(form, found, _("Lücke zurückstellen"), _("Zurückstellen"))


@gaps.route("/luecken/<rule>/<subject>/annehmen", methods=BOTH)
@needs(Permission.GAP_ACT)
def accept(rule: str, subject: str) -> ResponseReturnValue:
    """Accept a gap for good."""
    found, form = gap_of_today(rule, subject), AcceptForm()
    if form.validate_on_submit():
        decide.accept(found, by=current_user.person_id, on=clock.today(), **_typed(form))
        db.session.commit()
        return saved(_all(found), _("Notiert: So bleibt es. Der Grund steht im Bericht."))
    return _show(form, found, _("Lücke so lassen"), _("So lassen"))


@gaps.post("/luecken/<rule>/<subject>/wieder")
@needs(Permission.GAP_ACT)
def take_back(rule: str, subject: str) -> ResponseReturnValue:
    """Let a gap count again."""
    found = gap_of_today(rule, subject)
    decide.take_back(found)
    db.session.commit()
    return saved(_all(found), _("Die Lücke zählt wieder."))


def gap_of_today(rule: str, subject: str) -> Gap:
    """Return a gap of today; raise NotFound if there is none, for instance because it was closed meanwhile."""
    for found in find_gaps(clock.today(), rules=frozenset({rule})):
        if found.subject_ref == subject:
            return found
    raise NotFound(_("Diese Lücke gibt es nicht (mehr)."))


def person_meant(text: str) -> int:
    """Return the id of the one person meant by a name or ref; raise Conflict with the names if there are several."""
    if person := find_person(text):
        return person.id
    found = find_people(text)
    if len(found) == 1 and (person := find_person(found[0].ref)):
        return person.id
    if not found:
        raise Conflict(_("Niemand heißt so. Bitte prüfen Sie den Namen."))
    names = ", ".join(f"{row.given_name} {row.family_name} ({row.ref})" for row in found)
    raise Conflict(_("Wen meinen Sie? Bitte schreiben Sie die Nummer in das Feld: %(names)s", names=names))


def _typed(form: EditForm) -> dict[str, Any]:
    return {field.name: field.data for field in form.own_fields()}


def _all(found: Gap) -> str:
    return url_for("gaps.page", frage=found.question_ref)


def _show(form: EditForm, found: Gap, heading: str, button: str) -> ResponseReturnValue:
    line = gap_lines([found], clock.today())[0]
    back = url_for("gaps.gap", rule=found.rule.ref, subject=found.subject_ref)
    shown = {"form": form, "line": line, "heading": heading, "button": button, "back": back}
    return render_template("gaps/act.html", **shown), form.code
