"""Each rule knows two to four fitting actions; each leads to a page, and what is created shows beside the gap."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import delete, select

from ks_board.core.db import db
from ks_board.gaps.actions import built_in_actions, list_actions
from ks_board.gaps.models import ActionKind, Measure, RuleAction
from ks_board.gaps.queries import Gap, find_gaps
from ks_board.gaps.rules import built_in
from ks_board.pages.gap_steps import list_steps
from ks_board.permissions import Role
from tests.conftest import signed_in
from tests.organigram_edit.browser import coordinator, fill, opened, send

ON = date(2026, 11, 16)
GAP = "/luecken/post-vacant/S12"


def first_gap(rule: str) -> Gap:
    return find_gaps(ON, rules={rule})[0]


@pytest.mark.parametrize("rule", sorted(built_in()))
def test_every_rule_has_two_to_four_actions_in_both_languages(rule: str) -> None:
    actions = built_in_actions()[rule]
    assert 2 <= len(actions) <= 4
    assert all(action.text_de and action.text_en for action in actions)


@pytest.mark.parametrize("rule", sorted(built_in()))
def test_every_action_of_a_gap_leads_to_a_page(weisswald: Flask, rule: str) -> None:
    browser = signed_in(weisswald, Role.COORDINATOR)
    with weisswald.test_request_context():
        steps = list_steps(first_gap(rule))
    assert 2 <= len(steps) <= 4
    answers = [(step.href, browser.get(step.href).status_code) for step in steps]
    assert [answer for answer in answers if answer[1] != 200] == []


def test_the_page_of_a_gap_shows_its_actions_with_one_primary_button(town: Flask) -> None:
    page = coordinator(town).get(GAP).text
    assert page.count("kern-btn--primary") == 1
    assert all(text in page for text in ("Jemanden eintragen", "Auf dem Board zeigen: Wir suchen jemanden"))


def test_the_towns_own_actions_count_instead_of_the_built_in_ones(in_town: Flask) -> None:
    action = db.session.scalars(select(RuleAction).where(RuleAction.ref == "post-vacant-1")).one()
    action.text_de, action.position = "Im Rat fragen", 9
    db.session.flush()
    assert [row.text_de for row in list_actions(built_in()["post-vacant"])][-1] == "Im Rat fragen"


def test_a_rule_without_any_of_its_own_has_the_built_in_ones(in_town: Flask) -> None:
    db.session.execute(delete(RuleAction))
    assert list_actions(built_in()["post-vacant"]) == built_in_actions()["post-vacant"]


def test_a_preview_creates_nothing(town: Flask) -> None:
    fields = opened(coordinator(town), f"{GAP}/tun/post-vacant-3")
    assert (fields["title"], fields["due_on"]) == (["Stelle ausschreiben"], ["2026-12-16"])
    with town.app_context():
        assert first_gap("post-vacant").planned is None


def test_a_planned_call_shows_beside_the_gap_and_leads_to_the_phone(town: Flask) -> None:
    with town.app_context():
        tandem = first_gap("tandem-silent").subject_ref
    address = f"/luecken/tandem-silent/{tandem}/tun/tandem-silent-1"
    answer = fill(coordinator(town), address, who="P001", due_on="2026-11-20")
    assert (answer.status_code, answer.location) == (303, f"/tandems/{tandem}")
    page = coordinator(town).get(f"/luecken/tandem-silent/{tandem}").text
    with town.app_context():
        owner = first_gap("tandem-silent").planned
    assert owner is not None
    assert f"Beide anrufen und das Gespräch notieren – {owner.owner} (bis 20. November 2026)" in page


def test_a_task_begins_after_its_measure(town: Flask) -> None:
    with town.app_context():
        place = first_gap("place-unused").subject_ref
    answer = fill(coordinator(town), f"/luecken/place-unused/{place}/tun/place-unused-1")
    assert answer.location.startswith("/aufgaben/neu/formular?titel=")


@pytest.mark.parametrize(
    "address",
    [
        "/luecken/post-vacant/S12/tun/made-up",
        "/luecken/post-vacant/S12/tun/tandem-silent-1",
        "/luecken/post-vacant/S12/tun/post-vacant-1",
        "/luecken/post-vacant/S999/tun/post-vacant-2",
        "/luecken/made-up/S12/tun/post-vacant-2",
    ],
)
def test_what_does_not_exist_is_not_found(town: Flask, address: str) -> None:
    assert coordinator(town).get(address).status_code == 404


def test_a_gap_that_was_closed_meanwhile_is_a_conflict(town: Flask) -> None:
    client = coordinator(town)
    fields = opened(client, f"{GAP}/tun/post-vacant-3")
    fill(client, "/stellen/S12/besetzen", who="P028", person="P028")
    answer = send(client, f"{GAP}/tun/post-vacant-3", fields)
    assert answer.status_code == 409
    assert "Diese Lücke ist inzwischen geschlossen." in answer.text


def plan(town: Flask) -> str:
    """Plan a measure about the vacant post, appoint somebody, and return the ref of the measure."""
    fill(coordinator(town), f"{GAP}/tun/post-vacant-3", due_on="2026-12-20")
    fill(coordinator(town), "/stellen/S12/besetzen", who="P028", person="P028")
    with town.app_context():
        return db.session.scalars(select(Measure.ref).order_by(Measure.id.desc())).first() or ""


@pytest.mark.parametrize("address", ["/heute", "/checkliste/S2"])
def test_a_measure_whose_gap_is_closed_asks_to_be_finished(town: Flask, address: str) -> None:
    ref = plan(town)
    page = coordinator(town).get(address).text
    assert "Die Lücke ist zu" in page
    assert f'action="/heute/massnahmen/{ref}/erledigt' in page


def test_a_measure_whose_gap_is_open_asks_nothing(town: Flask) -> None:
    fill(coordinator(town), f"{GAP}/tun/post-vacant-3", due_on="2026-12-20")
    assert "Die Lücke ist zu" not in coordinator(town).get("/checkliste/S2").text


def test_every_kind_of_action_is_used() -> None:
    assert {action.kind for actions in built_in_actions().values() for action in actions} == set(ActionKind)
