"""What a coordinator does about one gap: plan a measure, put it off, accept it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, cast

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import current_user
from sqlalchemy import select

from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.core.columns import SHORT
from ks_board.core.db import db
from ks_board.core.editing import EditForm, refusals_in, saved
from ks_board.core.errors import Conflict, NotFound
from ks_board.core.params import day_asked, other_than_today
from ks_board.exchange.files import file_of
from ks_board.gaps import decide, offers
from ks_board.gaps.models import ActionKind, SubjectKind
from ks_board.gaps.queries import Gap, find_gaps
from ks_board.gaps.registry import REGISTRY
from ks_board.gaps.rulebook import list_rules
from ks_board.organigram.details import find_unit_ref
from ks_board.organigram.edit_appointments import find_namesakes, find_people, find_person
from ks_board.pages.gap_forms import AcceptForm, MeasureForm, OfferForm, PutOffForm
from ks_board.pages.gap_lines import gap_lines
from ks_board.pages.gap_steps import find_action, leads_to, list_steps, words_of
from ks_board.pages.gaps import gaps
from ks_board.people.models import Person
from ks_board.permissions import Permission

_l = cast("Callable[..., str]", lazy_gettext)  # WTForms' types know only texts that are ready.
BOTH = ["GET", "POST"]
USUAL_DAYS = 30
"""How long a measure takes if nobody says otherwise."""
_GO_ON = _l("Die Maßnahme ist geplant. Hier geht es weiter.")
BUTTONS = dict.fromkeys(ActionKind, _l("Planen und weiter")) | {
    ActionKind.MEASURE: _l("Planen"),
    ActionKind.OFFER: _l("Auf dem Board zeigen"),
}
NOTES = dict.fromkeys(
    ActionKind, _l("Das wird angelegt: eine Maßnahme. Danach öffnet sich, was Sie dafür brauchen.")
) | {
    ActionKind.CALL: _l("Das wird angelegt: eine Maßnahme. Danach sehen Sie die Telefonnummer."),
    ActionKind.TASK: _l("Das wird angelegt: eine Maßnahme. Danach schreiben Sie die Aufgabe."),
    ActionKind.MEASURE: _l("Das wird angelegt: eine Maßnahme. Die Lücke zeigt dann, wer bis wann etwas tut."),
    ActionKind.OFFER: _l("So steht es für alle auf dem Board. Es verschwindet von selbst, wenn jemand gefunden ist."),
}
DONE = dict.fromkeys(ActionKind, _GO_ON) | {
    ActionKind.MEASURE: _l("Geplant. Die Lücke zeigt jetzt, wer bis wann etwas tut."),
    ActionKind.OFFER: _l("Das steht jetzt auf dem Board. Es verschwindet von selbst, wenn jemand gefunden ist."),
}


@gaps.route("/luecken/<rule>/<subject>")
@needs(Permission.GAP_ACT)
def gap(rule: str, subject: str) -> ResponseReturnValue:
    """Show one gap and what can be done about it; one of another day (`?am=`) is only shown."""
    if other_day := other_than_today(day_asked()):
        found = gap_of(rule, subject, other_day)
        return render_template("gaps/past.html", line=gap_lines([found], other_day)[0], other_day=other_day)
    found = gap_of_today(rule, subject)
    return render_template(
        "gaps/gap.html",
        unit=find_unit_ref(found.unit_id),
        gap=found,
        line=gap_lines([found], clock.today())[0],
        decided=decide.list_decided(clock.today()).get((rule, subject)),
        steps=list_steps(found),
        offer=offers.find_offer(found),
    )


@gaps.route("/luecken/<rule>/<subject>/tun/<action>", methods=BOTH)
@needs(Permission.GAP_ACT)
def act(rule: str, subject: str, action: str) -> ResponseReturnValue:
    """Show what an action would create, all of it editable; one button creates it and leads on."""
    found = gap_of_today(rule, subject)
    if (chosen := find_action(found, action)) is None:
        raise NotFound(_("Diesen Schritt gibt es hier nicht (mehr)."))
    form = _offer_form(found) if chosen.kind is ActionKind.OFFER else _measure_form(found, words_of(chosen))
    if form.validate_on_submit():
        with refusals_in(form):
            address, sentence = _do(found, chosen.kind, _typed(form))
            db.session.commit()
            return saved(address, sentence)
    return _show(form, found, words_of(chosen), BUTTONS[chosen.kind], note=NOTES[chosen.kind])


@gaps.route("/luecken/<rule>/<subject>/massnahme", methods=BOTH)
@needs(Permission.GAP_ACT)
def plan(rule: str, subject: str) -> ResponseReturnValue:
    """Plan a measure about a gap."""
    found = gap_of_today(rule, subject)
    form = _measure_form(found, found.rule.action_de)
    if form.validate_on_submit():
        with refusals_in(form):
            _plan(found, **_typed(form))
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
    """Return a gap of today; raise NotFound if there is none, or Conflict if it was closed while a form was open."""
    try:
        return gap_of(rule, subject, clock.today())
    except NotFound:
        if request.method == "POST" and _is_known(rule, subject):
            raise Conflict(_("Diese Lücke ist inzwischen geschlossen. Es ist nichts mehr zu tun.")) from None
        raise


def gap_of(rule: str, subject: str, on: date) -> Gap:
    """Return a gap of a day; raise NotFound."""
    for found in find_gaps(on, rules=frozenset({rule})):
        if found.subject_ref == subject:
            return found
    raise NotFound(_("Diese Lücke gibt es nicht (mehr)."))


def person_meant(text: str) -> int:
    """Return the id of the one person meant by a name or ref; raise Conflict with the names if there are several.

    A whole name means those who are called just so, not those whose name only begins like it.
    """
    if person := find_person(text):
        return person.id
    found = find_namesakes(text) or find_people(text)
    if len(found) == 1:
        return int(found[0].id)
    if not found:
        raise Conflict(_("Niemand heißt so. Bitte prüfen Sie den Namen."))
    names = ", ".join(f"{row.given_name} {row.family_name} ({row.ref})" for row in found)
    raise Conflict(_("Wen meinen Sie? Bitte schreiben Sie die Nummer in das Feld: %(names)s", names=names))


def _is_known(rule: str, subject: str) -> bool:
    """Tell whether a rule and a row exist that could make a gap."""
    kinds = (REGISTRY[known.condition].kind for known in list_rules() if known.ref == rule)
    if (kind := next(kinds, SubjectKind.TOWN)) is SubjectKind.TOWN:
        return False
    table = file_of(kind).table
    return db.session.scalar(select(table.c.id).where(table.c.ref == subject)) is not None


def _measure_form(found: Gap, title: str) -> MeasureForm:
    return MeasureForm(data={"title": title, **_usual()})


def _offer_form(found: Gap) -> OfferForm:
    """Return the form as the offer stands on the board, else with words that fit the vacancy."""
    if offer := offers.find_offer(found):
        said = {name: getattr(offer, name) for name in ("title", "sentence", "meaning", "contact")}
    else:
        name = gap_lines([found], clock.today())[0].label
        title = str(offers.OFFERABLE[found.rule.condition]) % {"name": name}
        said = {"title": title, "sentence": _("Das ist frei. Vielleicht passt es zu Ihnen?")}
        said["meaning"] = _("Wir zeigen Ihnen in Ruhe, was dazugehört. Danach entscheiden Sie.")
    form = OfferForm(data=said | _usual())
    if found.planned:  # Somebody is at work already: a second measure would say the same.
        del form.who, form.due_on
    return form


def _usual() -> dict[str, Any]:
    """Return who does something until when, if nobody says otherwise."""
    me = db.session.get(Person, current_user.person_id) if current_user.person_id else None
    return {"who": me.name if me else None, "due_on": clock.today() + timedelta(days=USUAL_DAYS)}


def _do(found: Gap, kind: ActionKind, typed: dict[str, Any]) -> tuple[str, str]:
    """Create what was shown, and return where to go on and what to say."""
    address = leads_to(found, kind) or url_for("gaps.gap", rule=found.rule.ref, subject=found.subject_ref)
    measure = {name: typed.pop(name) for name in ("who", "due_on") if name in typed}
    if kind is ActionKind.OFFER:
        offer = offers.publish(found, **typed, on=clock.today())
        address = url_for("offers.offer", ref=offer.ref)
        typed["title"] = _("Auf dem Board gesucht: %(title)s", title=offer.title)[:SHORT]
    if measure:
        _plan(found, title=typed["title"], **measure)
    return address, str(DONE[kind])


def _plan(found: Gap, *, title: str, who: str, due_on: date) -> None:
    decide.plan_measure(found, title=title, owner_id=person_meant(who), due_on=due_on, on=clock.today())


def _typed(form: EditForm) -> dict[str, Any]:
    return {field.name: field.data for field in form.own_fields()}


def _all(found: Gap) -> str:
    return url_for("gaps.page", frage=found.question_ref)


def _show(form: EditForm, found: Gap, heading: str, button: Any, note: Any = None) -> ResponseReturnValue:
    line = gap_lines([found], clock.today())[0]
    back = url_for("gaps.gap", rule=found.rule.ref, subject=found.subject_ref)
    shown = {"form": form, "line": line, "heading": heading, "button": button, "back": back, "note": note}
    return render_template("gaps/act.html", **shown), form.code
