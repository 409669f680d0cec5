"""The steps of a draft: tried without a trace, told in sentences, refused one by one."""

from collections.abc import Mapping
from typing import Any

import pytest
from flask import Flask

from ks_board.core.db import db
from ks_board.core.errors import Conflict
from ks_board.core.imagine import imagined
from ks_board.organigram import edit
from ks_board.organigram.models import Post, Unit
from ks_board.organigram.scenario_edit import add_step, remove_step, renew_base
from ks_board.organigram.scenario_models import StepVerb
from ks_board.organigram.scenario_play import list_steps
from ks_board.organigram.scenario_run import EACH
from tests.scenarios.drafts import APPOINTED, EVERYTHING, MERGED, NEW_UNIT, ON, RENAMED, draft, everything, try_out

IN_NEW_UNIT = (StepVerb.ADD_POST, {"values": {"title": "Leitung", "kind": "elected", "unit_id": "ES001"}})


def test_every_kind_of_step_goes_and_leaves_no_trace(in_town: Flask) -> None:
    draft(*EVERYTHING)
    before = everything()
    with imagined():
        tried = try_out()
    assert [step.problem for step in tried] == [None] * len(EVERYTHING)
    assert {verb for verb, _ in EVERYTHING} == set(StepVerb)
    assert everything() == before


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        (NEW_UNIT, "Neue Einheit „Amt für Neues“ unter „Stadt Weißwald“."),
        (RENAMED, "„Presse und Öffentlichkeit“: Name wird „Pressestelle“."),
        (MERGED, "„Hauptamt“ geht in „Amt für Finanzen“ auf: alles, was dazugehört, zieht um."),
        (APPOINTED, "„Assistenz der Koordinierungsstelle“: Manuela Angermann übernimmt (Leitung)."),
        (
            (StepVerb.CLOSE_UNIT, {"row": "U08", "with_all_below": True}),
            "„Ortschaft Lindenrode“ endet, mit allem darunter.",
        ),
        ((StepVerb.END_APPOINTMENT, {"row": "A001"}), "„Bürgermeisterin“: Anja Achterberg hört auf."),
    ],
)
def test_step_says_what_it_does(in_town: Flask, step: tuple[StepVerb, Mapping[str, Any]], sentence: str) -> None:
    draft(step)
    with imagined():
        assert try_out()[0].sentence == sentence


def test_names_stand_in_sentences_for_those_only_who_may_read_them(in_town: Flask) -> None:
    draft(APPOINTED)
    with imagined():
        assert try_out(sees_names=False)[0].sentence.endswith(": ein Mensch übernimmt (Leitung).")


@pytest.mark.parametrize(
    ("step", "problem"),
    [
        ((StepVerb.MERGE_UNITS, {"row": "U09", "into": "U10"}), "Diese gehört selbst dazu."),
        ((StepVerb.MERGE_UNITS, {"row": "U09", "into": "U09"}), "nicht mit sich selbst"),
        ((StepVerb.CHANGE_UNIT, {"row": "U09", "values": {"parent_id": "U10"}}), "unter sich selbst hängen"),
        ((StepVerb.CLOSE_UNIT, {"row": "U01"}), "Die Stadt selbst kann nicht enden."),
        ((StepVerb.CLOSE_POST, {"row": "S999"}), "gibt es nicht"),
        ((StepVerb.ADD_POST, {"values": {"title": "A", "kind": "elected", "unit_id": "ES99"}}), "gibt es nicht"),
    ],
)
def test_what_does_not_go_is_told_and_the_others_still_go(
    in_town: Flask, step: tuple[StepVerb, Mapping[str, Any]], problem: str
) -> None:
    draft(step, RENAMED)
    with imagined():
        refused, renamed = try_out()
        assert problem in str(refused.problem)
        assert (renamed.goes, edit.get_row(Unit, "U11").name) == (True, "Pressestelle")


def test_step_that_builds_on_a_removed_one_says_so(in_town: Flask) -> None:
    scenario = draft(NEW_UNIT, IN_NEW_UNIT)
    remove_step(scenario, "ES001")
    with imagined():
        assert [step.goes for step in try_out()] == [False]


def test_change_meanwhile_makes_a_step_stale_until_its_base_is_renewed(in_town: Flask) -> None:
    scenario = draft(RENAMED, APPOINTED)
    edit.change_unit(edit.get_row(Unit, "U11"), {"phone": "03571 1"})
    assert _stale() == [True, False]
    renew_base(scenario, "ES001", on=ON)
    assert _stale() == [False, False]


def test_change_taken_back_is_no_conflict(in_town: Flask) -> None:
    draft(RENAMED)
    for phone in ("03571 1", edit.get_row(Unit, "U11").phone):
        edit.change_unit(edit.get_row(Unit, "U11"), {"phone": phone})
    assert _stale() == [False]


def test_head_of_a_unit_that_goes_up_leads_no_more(in_town: Flask) -> None:
    draft(MERGED)
    heads = db.session.query(Post).filter_by(unit_id=edit.get_row(Unit, "U17").id, is_head=True)
    assert heads.count() == 1
    with imagined():
        try_out()
        assert (heads.count(), edit.get_row(Unit, "U14").parent_id) == (1, edit.get_row(Unit, "U17").id)


def test_draft_has_an_end(in_town: Flask) -> None:
    scenario = draft(RENAMED)
    first = list_steps(scenario.id)[0]
    for _ in range(EACH - 1):
        add_step(scenario, first.verb, {"row": "U11", "values": {"name": "A"}}, on=ON)
    with pytest.raises(Conflict, match="höchstens 100 Schritte"):
        add_step(scenario, first.verb, {"row": "U11", "values": {"name": "A"}}, on=ON)


def _stale() -> list[bool]:
    db.session.commit()
    with imagined():
        return [step.is_stale for step in try_out()]
