"""Add a step to a draft: choose what it is about, then fill in the form of real editing."""

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.core.db import db
from ks_board.core.editing import saved
from ks_board.core.errors import Conflict, NotFound
from ks_board.core.imagine import imagined
from ks_board.core.params import text_asked
from ks_board.organigram import scenario_edit
from ks_board.organigram.edit_appointments import find_people
from ks_board.organigram.models import Unit
from ks_board.organigram.scenario_edit import get_scenario
from ks_board.organigram.scenario_models import Scenario, StepVerb
from ks_board.organigram.scenario_play import attempt, list_steps, play
from ks_board.organigram.scenario_run import Run
from ks_board.organigram.scenario_verbs import VERBS, Step
from ks_board.organigram.scenario_words import title_of
from ks_board.pages.appointments_edit import SEARCHES, offer_people
from ks_board.pages.organigram_edit import BOTH, show
from ks_board.pages.scenarios import scenario_page, scenarios
from ks_board.pages.scenarios_forms import APPOINTS, arguments_of, choices_of, form_of
from ks_board.permissions import Permission

UNSAVED = "neu"
"""The ref of a step that is being written: it is tried before it is kept."""


@scenarios.route("/entwuerfe/<ref>/neuer-schritt/<verb>", methods=BOTH)
@needs(Permission.SCENARIO_EDIT)
def add_step(ref: str, verb: str) -> ResponseReturnValue:
    """Add a step; `?wen=` is the ref of what it is about."""
    scenario, kind = get_scenario(ref), _verb(verb)
    scenario_edit.check_open(scenario)
    about = text_asked("wen")
    if VERBS[kind].about and not about:
        return _choose(scenario, kind)
    form, name, arguments = _fill_in(scenario, kind, about)
    if arguments is not None:
        scenario_edit.add_step(scenario, kind, arguments, on=clock.today())
        db.session.commit()
        return saved(scenario_page(ref), _("Der Schritt steht im Entwurf. Am Organigramm hat sich nichts geändert."))
    return _show(form, kind, name, scenario_page(ref))


def _choose(scenario: Scenario, kind: StepVerb) -> str:
    """Ask what the step is about; things that the draft makes stand in the list, too."""
    ref, title, on = scenario.ref, scenario.title, clock.today()
    with imagined():
        play(list_steps(scenario.id), Run(on, is_imagined=True))
        choices = choices_of(kind, on=on)
    heading = VERBS[kind].words
    return render_template("scenarios/choose.html", ref=ref, title=title, heading=heading, choices=choices)


def _fill_in(scenario: Scenario, kind: StepVerb, about: str) -> tuple[Any, str | None, dict[str, Any] | None]:
    """Return the form and the name of what it is about, and the arguments once the step goes."""
    with imagined():
        run = Run(clock.today(), is_imagined=True)
        play(list_steps(scenario.id), run)
        model = VERBS[kind].about
        row: Any = run.row(model, about) if model else None
        name = title_of(row) if row is not None and hasattr(row, "name" if model is Unit else "title") else None
        form = form_of(kind, row, on=run.on)
        if kind in APPOINTS:
            _offer(form)
        arguments = arguments_of(kind, form, row) if form.validate_on_submit() else None
        if arguments is not None and (problem := _try(Step(0, UNSAVED, kind, arguments), run)):
            form.form_errors.append(problem)
            arguments = None
        return form, name, arguments


def _try(step: Step, run: Run) -> str | None:
    """Return why a step cannot be kept, if it cannot."""
    try:
        scenario_edit.written(step.arguments)
    except Conflict as refusal:
        return str(refusal)
    return attempt(step, run)


def _offer(form: Any) -> None:
    if request.method == "GET":
        form.who.data = text_asked("who")
    form.who.render_kw = SEARCHES | {"data-hx-get": request.full_path.rstrip("?")}
    offer_people(form, find_people(form.who.data or ""))


def _show(form: Any, kind: StepVerb, name: str | None, back: str) -> ResponseReturnValue:
    heading = f"{VERBS[kind].words}: {name}" if name else str(VERBS[kind].words)
    note = _("Alle Schritte gelten ab dem Tag, an dem der Entwurf in Kraft tritt.")
    fields = "scenarios/_who_fields.html" if kind in APPOINTS else "organigram/edit/_fields.html"
    return show(form, heading=heading, button=_("In den Entwurf"), back=back, note=note, fields_template=fields)


def _verb(text: str) -> StepVerb:
    try:
        return StepVerb(text)
    except ValueError:
        raise NotFound(_("Diese Art von Schritt gibt es nicht.")) from None
