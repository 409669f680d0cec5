"""Drafts of the organigram: a list, and the page of each with its steps and what they would change."""

from datetime import date

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.core.db import db
from ks_board.core.editing import saved
from ks_board.core.formatting import short_date
from ks_board.core.imagine import imagined
from ks_board.core.params import day_asked
from ks_board.organigram import scenario_edit
from ks_board.organigram.compare import SIGNS
from ks_board.organigram.scenario_edit import get_scenario
from ks_board.organigram.scenario_models import Scenario, ScenarioState
from ks_board.organigram.scenario_play import Played, list_steps, play
from ks_board.organigram.scenario_run import Run
from ks_board.organigram.scenario_verbs import VERBS
from ks_board.organigram.scenario_words import STATES
from ks_board.pages.organigram_edit import BOTH, show
from ks_board.pages.scenarios_forms import ForceForm, ScenarioForm
from ks_board.pages.scenarios_look import draw, look, mark_words
from ks_board.permissions import Permission

scenarios = Blueprint("scenarios", __name__)


@scenarios.get("/entwuerfe")
@needs(Permission.SCENARIO_EDIT)
def overview() -> str:
    """List all drafts."""
    return render_template("scenarios/overview.html", rows=scenario_edit.list_scenarios(), states=STATES)


@scenarios.route("/entwuerfe/neu", methods=BOTH)
@needs(Permission.SCENARIO_EDIT)
def add() -> ResponseReturnValue:
    """Begin a draft."""
    form = ScenarioForm()
    if form.validate_on_submit():
        scenario = scenario_edit.add_scenario(**form.values(), by=current_user.person_id, on=clock.today())
        db.session.commit()
        return saved(scenario_page(scenario.ref), _("Der Entwurf ist da. Fügen Sie jetzt den ersten Schritt hinzu."))
    return show(form, heading=_("Neuer Entwurf"), button=_("Entwurf anlegen"), back=url_for("scenarios.overview"))


@scenarios.get("/entwuerfe/<ref>")
@needs(Permission.SCENARIO_EDIT)
def page(ref: str) -> str:
    """Show a draft: its steps, and what they would change on a day (`?am=`)."""
    scenario = get_scenario(ref)
    return show_scenario(scenario, day_shown(scenario), sees_names=True, template="scenarios/page.html")


@scenarios.route("/entwuerfe/<ref>/aendern", methods=BOTH)
@needs(Permission.SCENARIO_EDIT)
def edit(ref: str) -> ResponseReturnValue:
    """Change what a draft is called."""
    scenario = get_scenario(ref)
    form = ScenarioForm.open(scenario)
    if form.validate_on_submit():
        scenario.title, scenario.note = form.values()["title"], form.values()["note"]
        db.session.commit()
        return saved(scenario_page(ref), _("Gespeichert."))
    return show(form, heading=_("%(name)s ändern", name=scenario.title), back=scenario_page(ref))


@scenarios.post("/entwuerfe/<ref>/schritte/<step>/entfernen")
@needs(Permission.SCENARIO_EDIT)
def remove_step(ref: str, step: str) -> ResponseReturnValue:
    """Take a step out of a draft."""
    scenario_edit.remove_step(get_scenario(ref), step)
    db.session.commit()
    return saved(scenario_page(ref), _("Der Schritt ist entfernt."))


@scenarios.post("/entwuerfe/<ref>/schritte/<step>/auffrischen")
@needs(Permission.SCENARIO_EDIT)
def renew_step(ref: str, step: str) -> ResponseReturnValue:
    """Let a step be based on what is stored now."""
    scenario_edit.renew_base(get_scenario(ref), step, on=clock.today())
    db.session.commit()
    return saved(scenario_page(ref), _("Der Schritt baut jetzt auf dem heutigen Stand auf."))


@scenarios.route("/entwuerfe/<ref>/in-kraft", methods=BOTH)
@needs(Permission.SCENARIO_EDIT)
def put_into_force(ref: str) -> ResponseReturnValue:
    """Put a draft into force today or for a day gone by, or plan it for a day to come."""
    scenario, form = get_scenario(ref), ForceForm(data={"on": clock.today()})
    if form.validate_on_submit():
        sentence = _put_into_force(scenario, form.values()["on"])
        db.session.commit()
        return saved(scenario_page(ref), sentence)
    note = _("Alle Schritte gelten ab diesem Tag. Liegt er in der Zukunft, geschieht bis dahin nichts.")
    heading = _("%(name)s in Kraft setzen", name=scenario.title)
    return show(form, heading=heading, button=_("In Kraft setzen"), back=scenario_page(ref), note=note)


@scenarios.post("/entwuerfe/<ref>/verwerfen")
@needs(Permission.SCENARIO_EDIT)
def throw_away(ref: str) -> ResponseReturnValue:
    """Give a draft up."""
    scenario_edit.throw_away(get_scenario(ref))
    db.session.commit()
    return saved(scenario_page(ref), _("Verworfen. Der Entwurf bleibt in der Liste."))


@scenarios.post("/entwuerfe/<ref>/wieder")
@needs(Permission.SCENARIO_EDIT)
def reopen(ref: str) -> ResponseReturnValue:
    """Work on a draft again that was planned or thrown away."""
    scenario_edit.reopen(get_scenario(ref))
    db.session.commit()
    return saved(scenario_page(ref), _("Sie können wieder an dem Entwurf arbeiten."))


def scenario_page(ref: str) -> str:
    """Return the address of a draft."""
    return url_for("scenarios.page", ref=ref)


def day_shown(scenario: Scenario) -> date:
    """Return the day asked for, else the day on which the draft is to come into force, else today."""
    return scenario.in_force_on if scenario.in_force_on and not request.args.get("am") else day_asked()


def show_scenario(scenario: Scenario, on: date, *, sees_names: bool, template: str) -> str:
    """Render a draft; one that is in force has nothing to compare any more."""
    is_over = scenario.state is ScenarioState.IN_FORCE
    facts: dict[str, object] = {
        "ref": scenario.ref,
        "title": scenario.title,
        "note": scenario.note,
        "state": scenario.state,
    }
    facts |= {"in_force_on": scenario.in_force_on, "said": [step.said for step in list_steps(scenario.id)]}
    shown = None if is_over else look(scenario.id, on=on, sees_names=sees_names)
    return render_template(
        template,
        scenario=facts,
        on=on,
        look=shown,
        pictures=draw(shown) if shown else (None, None),
        verbs=VERBS,
        states=STATES,
        words=mark_words(),
        signs=SIGNS,
    )


def _put_into_force(scenario: Scenario, on: date) -> str:
    if on <= clock.today():
        scenario_edit.put_into_force(scenario, on=on)
        return _("In Kraft. Bild und Lücken sind schon neu.")
    scenario_edit.plan(scenario, _tried(scenario, on), on=on)
    return _("Geplant: Der Entwurf gilt von selbst ab %(day)s.", day=short_date(on))


def _tried(scenario: Scenario, on: date) -> list[Played]:
    with imagined():
        return play(list_steps(scenario.id), Run(on, is_imagined=True))
