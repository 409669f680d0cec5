"""A draft comes into force whole or not at all, on its day, and can be taken back."""

from collections import Counter
from datetime import date, timedelta

import pytest
from flask import Flask

from ks_board.core import clock
from ks_board.core.db import db
from ks_board.core.errors import Conflict
from ks_board.core.record import acting
from ks_board.core.undo import undo
from ks_board.gaps.queries import Gap, find_gaps
from ks_board.organigram import edit
from ks_board.organigram.models import Appointment, Unit
from ks_board.organigram.queries import load_town
from ks_board.organigram.scenario_edit import get_scenario, plan, put_into_force, reopen, throw_away
from ks_board.organigram.scenario_models import Scenario, ScenarioState, StepVerb
from ks_board.organigram.scenario_play import list_steps
from ks_board.pages.scenarios_look import look
from ks_board.pages.scenarios_work import put_due_into_force
from ks_board.people.models import Person
from tests.scenarios.drafts import APPOINTED, EVERYTHING, NEW_UNIT, ON, REF, RENAMED, draft, everything

TOMORROW = ON + timedelta(days=1)
NOT_UNDONE = frozenset({"event", "town_setting", "version"})
"""The record, how often a row was changed, and the version of the data go on."""


def test_gaps_and_tree_are_those_that_the_draft_had_shown(in_town: Flask) -> None:
    scenario = draft(*EVERYTHING)
    shown = look(scenario.id, on=ON, sees_names=True)
    put_into_force(get_scenario(REF), on=ON)
    real = find_gaps(ON)
    assert {line.ref: line.after for line in shown.gaps.questions}.items() <= _by_question(real).items()
    assert (shown.gaps.after, shown.gaps.before) == (len(real), shown.gaps.before)
    town = load_town("Weißwald", ON, sees_names=True, other_day=False)
    assert town.counts == shown.towns[1].counts


def test_everything_counts_from_the_day_on(in_town: Flask) -> None:
    put_into_force(draft(*EVERYTHING), on=ON)
    new = db.session.query(Unit).filter_by(name="Amt für Neues").one()
    assert (new.valid_from, edit.get_row(Unit, "U13").valid_until) == (ON, ON - timedelta(days=1))
    assert edit.get_row(Appointment, "A004").until == ON - timedelta(days=1)
    assert edit.get_row(Unit, "U11").parent_id == new.id


def test_one_action_that_can_be_taken_back(in_town: Flask) -> None:
    draft(*EVERYTHING)
    before = everything(left_out=NOT_UNDONE)
    with acting(None, "scenarios.put_into_force") as action:
        put_into_force(get_scenario(REF), on=ON)
        db.session.commit()
    undo(action, now=clock.now())
    db.session.commit()
    assert everything(left_out=NOT_UNDONE) == before
    assert get_scenario(REF).state is ScenarioState.DRAFT


def test_one_stale_step_stops_all_and_is_named(in_town: Flask) -> None:
    scenario = draft(NEW_UNIT, RENAMED)
    edit.change_unit(edit.get_row(Unit, "U11"), {"phone": "03571 1"})
    db.session.commit()
    before = everything()
    with pytest.raises(Conflict, match=r"Schritt 2 geht nicht: .*Das wurde seit dem .* geändert"):
        put_into_force(get_scenario(scenario.ref), on=ON)
    assert everything() == before


def test_step_that_no_longer_goes_stops_all_and_is_named(in_town: Flask) -> None:
    draft(NEW_UNIT, (StepVerb.MERGE_UNITS, {"row": "U13", "into": "U14"}))
    with pytest.raises(Conflict, match=r"Schritt 2 geht nicht: „Hauptamt“.* Diese gehört selbst dazu"):
        put_into_force(get_scenario(REF), on=ON)


def test_day_to_come_is_kept_until_it_is_there(in_town: Flask) -> None:
    _plan(draft(APPOINTED, NEW_UNIT), TOMORROW)
    assert put_due_into_force(ON) == 0
    assert put_due_into_force(TOMORROW) == 1
    assert (get_scenario(REF).state, put_due_into_force(TOMORROW)) == (ScenarioState.IN_FORCE, 0)
    assert db.session.query(Unit).filter_by(name="Amt für Neues").one().valid_from == TOMORROW


def test_planned_draft_that_does_not_go_any_more_changes_nothing(in_town: Flask) -> None:
    _plan(draft(NEW_UNIT, RENAMED), TOMORROW)
    edit.change_unit(edit.get_row(Unit, "U11"), {"phone": "03571 1"})
    db.session.commit()
    assert put_due_into_force(TOMORROW) == 0
    assert get_scenario(REF).state is ScenarioState.PLANNED
    assert db.session.query(Unit).filter_by(name="Amt für Neues").count() == 0


def test_thrown_away_draft_can_be_brought_back_but_not_put_into_force(in_town: Flask) -> None:
    scenario = draft(RENAMED)
    throw_away(scenario)
    with pytest.raises(Conflict, match="Dieser Entwurf ist verworfen"):
        put_into_force(scenario, on=ON)
    reopen(scenario)
    put_into_force(scenario, on=ON)
    with pytest.raises(Conflict, match="Dieser Entwurf ist in Kraft"):
        reopen(scenario)


def test_draft_without_steps_cannot_come_into_force(in_town: Flask) -> None:
    with pytest.raises(Conflict, match="noch keinen Schritt"):
        put_into_force(draft(), on=ON)


@pytest.mark.parametrize("consents", [True, False])
def test_what_was_said_is_kept_without_names_since_consent_may_end(in_town: Flask, consents: bool) -> None:
    edit.get_row(Person, "P025").consent_public = consents
    scenario = draft(APPOINTED)
    put_into_force(scenario, on=ON)
    said = [step.said for step in list_steps(scenario.id)]
    assert said == ["„Assistenz der Koordinierungsstelle“: ein Mensch übernimmt (Leitung)."]


def _plan(scenario: Scenario, on: date) -> None:
    played = look(scenario.id, on=on, sees_names=True).steps
    plan(get_scenario(REF), played, on=on)
    db.session.commit()


def _by_question(gaps: list[Gap]) -> Counter[str]:
    return Counter(gap.question_ref for gap in gaps)
