"""Write drafts, put them into force on a day, or throw them away."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from ks_board.core.columns import LONG
from ks_board.core.db import db
from ks_board.core.errors import Conflict, NotFound
from ks_board.core.formatting import short_date
from ks_board.core.refs import next_ref
from ks_board.organigram.scenario_base import take_base
from ks_board.organigram.scenario_models import Scenario, ScenarioState, ScenarioStep, StepVerb
from ks_board.organigram.scenario_play import Played, list_steps, play
from ks_board.organigram.scenario_run import EACH, Run
from ks_board.organigram.scenario_verbs import rows_of
from ks_board.organigram.scenario_words import STATES

MOVES: dict[ScenarioState, frozenset[ScenarioState]] = {
    ScenarioState.DRAFT: frozenset({ScenarioState.PLANNED, ScenarioState.IN_FORCE, ScenarioState.THROWN_AWAY}),
    ScenarioState.PLANNED: frozenset({ScenarioState.DRAFT, ScenarioState.IN_FORCE, ScenarioState.THROWN_AWAY}),
    ScenarioState.THROWN_AWAY: frozenset({ScenarioState.DRAFT}),
    ScenarioState.IN_FORCE: frozenset(),
}


def get_scenario(ref: str) -> Scenario:
    """Return a draft; raise NotFound."""
    found = db.session.scalars(select(Scenario).where(Scenario.ref == ref)).one_or_none()
    if found is None:
        raise NotFound(_("Diesen Entwurf gibt es nicht."))
    return found


def list_scenarios() -> Sequence[Any]:
    """Return all drafts with the number of their steps, the newest first."""
    count = select(func.count(ScenarioStep.id)).where(ScenarioStep.scenario_id == Scenario.id).scalar_subquery()
    return db.session.execute(select(Scenario, count.label("steps")).order_by(Scenario.id.desc())).all()


def add_scenario(*, title: str, note: str | None, by: int | None, on: date) -> Scenario:
    """Begin a draft."""
    scenario = Scenario(
        ref=next_ref(Scenario), title=title, note=note, state=ScenarioState.DRAFT, made_on=on, made_by_id=by
    )
    db.session.add(scenario)
    db.session.flush()
    return scenario


def add_step(scenario: Scenario, verb: StepVerb, arguments: Mapping[str, Any], *, on: date) -> ScenarioStep:
    """Add a step at the end of a draft; raise Conflict if it is no draft any more or has too many."""
    check_open(scenario)
    steps = list_steps(scenario.id)
    if len(steps) >= EACH:
        raise Conflict(_("Ein Entwurf hat höchstens %(most)s Schritte. Bitte beginnen Sie einen zweiten.", most=EACH))
    step = ScenarioStep(
        ref=next_ref(ScenarioStep),
        scenario_id=scenario.id,
        position=steps[-1].position + 1 if steps else 1,
        verb=verb,
        arguments=written(arguments),
        base=take_base(rows_of(verb, arguments)),
        based_on=on,
    )
    db.session.add(step)
    db.session.flush()
    return step


def written(arguments: Mapping[str, Any]) -> str:
    """Return the arguments of a step as it keeps them; raise Conflict if they are too long."""
    text = json.dumps(arguments, ensure_ascii=False, sort_keys=True)
    if len(text) > LONG:
        raise Conflict(_("Das ist für einen Schritt zu lang. Bitte kürzen Sie die Texte."))
    return text


def remove_step(scenario: Scenario, ref: str) -> None:
    """Take a step out of a draft; raise NotFound or Conflict."""
    check_open(scenario)
    db.session.delete(get_step(scenario, ref))
    db.session.flush()


def renew_base(scenario: Scenario, ref: str, *, on: date) -> None:
    """Let a step be based on the rows as they are now; raise NotFound or Conflict."""
    check_open(scenario)
    step = get_step(scenario, ref)
    step.base, step.based_on = take_base(rows_of(step.verb, json.loads(step.arguments))), on
    db.session.flush()


def get_step(scenario: Scenario, ref: str) -> ScenarioStep:
    """Return a step of a draft; raise NotFound."""
    step = db.session.scalars(
        select(ScenarioStep).where(ScenarioStep.scenario_id == scenario.id, ScenarioStep.ref == ref)
    ).one_or_none()
    if step is None:
        raise NotFound(_("Diesen Schritt gibt es nicht mehr."))
    return step


def check_open(scenario: Scenario) -> None:
    """Raise Conflict unless the draft can be changed."""
    if scenario.state is not ScenarioState.DRAFT:
        raise Conflict(_("Dieser Entwurf ist %(state)s. Er lässt sich nicht ändern.", state=STATES[scenario.state]))


def put_into_force(scenario: Scenario, *, on: date) -> None:
    """Do every step for real, counting from this day; raise Conflict that names the step which does not go."""
    _check_move(scenario, ScenarioState.IN_FORCE)
    steps = list_steps(scenario.id)
    played = play(steps, Run(on, is_imagined=False, sees_names=False))
    check_goes(played)
    for step, done in zip(steps, played, strict=True):
        step.said = done.sentence
    scenario.state, scenario.in_force_on = ScenarioState.IN_FORCE, on
    db.session.flush()


def plan(scenario: Scenario, played: Sequence[Played], *, on: date) -> None:
    """Let a draft come into force by itself on a day that is still to come; raise Conflict."""
    _check_move(scenario, ScenarioState.PLANNED)
    check_goes(played)
    scenario.state, scenario.in_force_on = ScenarioState.PLANNED, on
    db.session.flush()


def throw_away(scenario: Scenario) -> None:
    """Give a draft up; it stays in the list. Raise Conflict."""
    _check_move(scenario, ScenarioState.THROWN_AWAY)
    scenario.state, scenario.in_force_on = ScenarioState.THROWN_AWAY, None
    db.session.flush()


def reopen(scenario: Scenario) -> None:
    """Work on a draft again that was planned or thrown away; raise Conflict."""
    _check_move(scenario, ScenarioState.DRAFT)
    scenario.state, scenario.in_force_on = ScenarioState.DRAFT, None
    db.session.flush()


def list_due(on: date) -> Sequence[str]:
    """Return the refs of planned drafts whose day has come, the earliest first."""
    planned = select(Scenario.ref).where(Scenario.state == ScenarioState.PLANNED, Scenario.in_force_on <= on)
    return db.session.scalars(planned.order_by(Scenario.in_force_on, Scenario.id)).all()


def check_goes(played: Sequence[Played]) -> None:
    """Raise Conflict if there is no step, or one that does not go or was based on something else."""
    if not played:
        raise Conflict(_("Der Entwurf hat noch keinen Schritt."))
    for step in played:
        if step.problem is not None:
            parts = {"number": step.number, "sentence": step.sentence, "problem": step.problem}
            raise Conflict(_("Schritt %(number)s geht nicht: %(sentence)s %(problem)s", **parts))
        if step.is_stale:
            parts = {"number": step.number, "sentence": step.sentence, "day": short_date(step.based_on)}
            refused = _("Schritt %(number)s geht nicht: %(sentence)s", **parts)
            raise Conflict(
                f"{refused} {_('Das wurde seit dem %(day)s geändert. Bitte prüfen Sie den Schritt.', **parts)}"
            )


def _check_move(scenario: Scenario, to: ScenarioState) -> None:
    if to not in MOVES[scenario.state]:
        raise Conflict(_("Das geht nicht: Dieser Entwurf ist %(state)s.", state=STATES[scenario.state]))
