"""Play the steps of a draft one after the other and tell of each what it does, and why if it does not go."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from ks_board.core.db import db
from ks_board.core.errors import Conflict, NotFound
from ks_board.organigram.scenario_base import has_changed
from ks_board.organigram.scenario_models import ScenarioStep
from ks_board.organigram.scenario_run import Run
from ks_board.organigram.scenario_verbs import VERBS, Step, rows_of


@dataclass(frozen=True, slots=True)
class Played:
    """A step after it was tried."""

    ref: str
    number: int
    sentence: str
    problem: str | None
    """Why it does not go; may name people, so it is for staff only."""
    is_stale: bool
    """A row that it changes is not what it was when the step was written."""
    based_on: date

    @property
    def goes(self) -> bool:
        """Tell whether it could be put into force."""
        return self.problem is None and not self.is_stale


def list_steps(scenario_id: int) -> Sequence[ScenarioStep]:
    """Return the steps of a draft in their order."""
    of = select(ScenarioStep).where(ScenarioStep.scenario_id == scenario_id)
    return db.session.scalars(of.order_by(ScenarioStep.position, ScenarioStep.id)).all()


def play(steps: Sequence[ScenarioStep], run: Run) -> list[Played]:
    """Do every step that goes; what goes not is left out, changes nothing, and is told."""
    stale = [has_changed(step.base, rows_of(step.verb, json.loads(step.arguments))) for step in steps]
    return list(_play(steps, stale, run))


def plain_step(step: ScenarioStep) -> Step:
    """Return a step as a run needs it."""
    return Step(step.id, step.ref, step.verb, json.loads(step.arguments))


def attempt(step: Step, run: Run) -> str | None:
    """Do one step; return why it does not go, then nothing changed."""
    try:
        with db.session.begin_nested():
            VERBS[step.verb].do(run, step)
    except (Conflict, NotFound) as refusal:
        return str(refusal)
    return None


def _play(steps: Sequence[ScenarioStep], stale: Sequence[bool], run: Run) -> Iterator[Played]:
    facts = [(plain_step(step), step.based_on) for step in steps]
    for number, ((step, based_on), is_stale) in enumerate(zip(facts, stale, strict=True), 1):
        sentence = _say(step, run)
        yield Played(step.ref, number, sentence, attempt(step, run), is_stale, based_on)


def _say(step: Step, run: Run) -> str:
    verb = VERBS[step.verb]
    try:
        return verb.say(run, step.arguments)
    except NotFound:
        return _("%(step)s: Was gemeint war, gibt es nicht mehr.", step=verb.words)
