"""One gap of each of the 50 rules is closed by HTTP alone, as the coordinator."""

import pytest
from flask import Flask
from sqlalchemy import select

from ks_board.checklist.models import Question
from ks_board.core.db import db
from ks_board.gaps.queries import find_gaps
from ks_board.gaps.rules import built_in
from ks_board.town.models import Area, Place
from tests.gaps.maker import ON
from tests.gaps.test_weisswald import Key, expected, key
from tests.organigram_edit.browser import coordinator, fill

NOW = ON.isoformat()
CHOSEN = {"K2": Question, "learning": Area, "L01": Place, "L20": Place}
"""Rows that are chosen from a list, where the field sends their number ("=L01")."""
Typed = dict[str, str]
CHANGED: dict[str, tuple[str, str, Typed]] = {
    "actor-unconfirmed": ("einheiten", "U45", {"confirmed_on": NOW}),
    "anchor-no-keeper": ("orte", "L08", {"keeper_person_id": "P028"}),
    "appointment-person-left": ("besetzungen", "A048", {"until": "2026-09-30"}),
    "appointment-unconfirmed": ("besetzungen", "A116", {"confirmed_on": NOW}),
    "certificate-missing": ("menschen", "P085", {"certificate_seen_on": NOW}),
    "diaspora-not-asked": ("menschen", "P129", {"consent_contact": "0"}),
    "done-no-result": ("aufgaben", "T54", {"result": "Der Weg ist frei."}),
    "exchange-no-date": ("ablaeufe", "V09", {"next_on": "2026-12-01"}),
    "grant-undecided": ("antraege", "Y04", {"decision": "yes", "decided_on": NOW}),
    "idea-parked": ("nachrichten", "N06", {"measure_id": "M04"}),
    "initiative-no-space": ("einheiten", "U47", {"place_id": "=L01"}),
    "mandate-ending": ("besetzungen", "A094", {"until": "2029-06-30"}),
    "measure-overdue": ("massnahmen", "M04", {"due_on": "2026-12-31"}),
    "measure-waiting": ("massnahmen", "M02", {"status": "open"}),
    "message-unanswered": ("nachrichten", "N02", {"answered_on": NOW}),
    "person-no-channel": ("menschen", "P088", {"phone": "030 1234"}),
    "person-overloaded": ("menschen", "P089", {"hours_per_month": "29"}),
    "place-no-terms": ("orte", "L19", {"usage_terms": "Wer zuletzt geht, schließt ab."}),
    "post-funding-ends": ("stellen", "S11", {"funded_until": "2030-12-31"}),
    "post-incomplete": ("stellen", "S12", {"authority": "Räume vergeben"}),
    "pot-decided-elsewhere": ("toepfe", "B06", {"decided_by": "town"}),
    "pot-heavy-paperwork": ("toepfe", "B07", {"papers_required": "2"}),
    "procedure-stale": ("ablaeufe", "V03", {"last_reviewed_on": NOW}),
    "recurring-no-schedule": ("aufgaben", "T21", {"start": "2026-11-17T09:00", "rrule": "FREQ=WEEKLY;BYDAY=TU"}),
    "recurring-temporary-money": ("toepfe", "B09", {"valid_until": ""}),
    "responsibility-two-leads": ("besetzungen", "A216", {"until": "2026-11-15"}),
    "sponsor-no-tandem": ("patenschaften", "X04", {"tandem_id": "D06"}),
    "sponsor-silent": ("patenschaften", "X07", {"last_contact_on": NOW}),
    "tandem-ended-no-result": ("tandems", "D14", {"result": "Beide machen allein weiter."}),
    "tandem-no-agreement": ("tandems", "D09", {"agreed_on": NOW}),
    "tandem-silent": ("tandems", "D06", {"last_contact_on": NOW}),
    "task-contact-left": ("aufgaben", "T24", {"contact_person_id": "P028"}),
    "task-no-briefing": ("aufgaben", "T58", {"briefing": "Der Schlüssel liegt im Rathaus."}),
    "task-no-contact": ("aufgaben", "T32", {"contact_person_id": "P028"}),
    "task-no-cover": ("aufgaben", "T46", {"mandate_ref": "Beauftragung 12"}),
    "task-no-effort": ("aufgaben", "T19", {"hours_per_month": "2,5"}),
    "task-one-channel": ("aufgaben", "T59", {"channels": "app\nAushang"}),
    "task-one-person": ("aufgaben", "T04", {"status": "paused"}),
    "task-unfilled": ("aufgaben", "T08", {"status": "paused"}),
    "unit-no-channel": ("einheiten", "U36", {"phone": "030 5678"}),
}
ADDED: dict[str, tuple[str, Typed]] = {
    "answer-outdated": ("antworten", {"question_id": "=K2", "answer": "partly"}),
    "consensus-paper-missing": ("beschluesse", {"title": "Leitbild", "kind": "consensus", "unit_id": "U01"}),
    "district-no-anchor": (
        "orte",
        {"name": "Dorfladen", "kind": "shop", "owner_unit_id": "U01", "district_unit_id": "U08", "is_anchor": "1"},
    ),
    "done-no-thanks": ("dank", {"person_id": "P084", "task_id": "T71", "kind": "Brief"}),
    "enabling-decision-missing": ("beschluesse", {"title": "Ermöglichen", "kind": "enabling", "unit_id": "U01"}),
    "person-no-thanks": ("dank", {"person_id": "P084", "kind": "Blumen"}),
    "place-unused": (
        "aufgaben",
        {
            "title": "Lesen",
            "unit_id": "U01",
            "area_id": "=learning",
            "kind": "single",
            "status": "open",
            "place_id": "=L20",
        },
    ),
    "post-vacant": ("besetzungen", {"person_id": "P028", "post_id": "S12", "kind": "lead", "from_": NOW}),
    "responsibility-no-deputy": ("besetzungen", {"person_id": "P028", "responsibility_id": "R09", "kind": "deputy"}),
    "responsibility-no-holder": ("besetzungen", {"person_id": "P028", "responsibility_id": "R32", "kind": "lead"}),
}


def test_every_rule_has_its_way() -> None:
    assert CHANGED.keys() | ADDED.keys() == built_in().keys()
    assert len(CHANGED) + len(ADDED) == 50


@pytest.mark.parametrize("rule", sorted(CHANGED))
def test_changing_a_row_closes_the_gap(town: Flask, rule: str) -> None:
    slug, ref, typed = CHANGED[rule]
    close(town, rule, f"/daten/{slug}/{ref}", typed)
    assert gap_of(rule) not in gaps_of(town)


@pytest.mark.parametrize("rule", sorted(ADDED))
def test_adding_a_row_closes_the_gap(town: Flask, rule: str) -> None:
    slug, typed = ADDED[rule]
    close(town, rule, f"/daten/{slug}/neu", typed)
    assert gap_of(rule) not in gaps_of(town)


def close(town: Flask, rule: str, address: str, typed: Typed) -> None:
    """Fill in the page as the coordinator, where the gap is still there."""
    assert gap_of(rule) in gaps_of(town)
    with town.app_context():
        sent = {name: number_of(text[1:]) if text.startswith("=") else text for name, text in typed.items()}
    answer = fill(coordinator(town), address, **sent)
    assert answer.status_code == 303, answer.text


def gap_of(rule: str) -> Key:
    """Return the first gap of a rule that Weißwald's makers wrote down."""
    return min(gap for gap in expected() if gap[0] == rule)


def gaps_of(town: Flask) -> set[Key]:
    with town.app_context():
        return {key(gap) for gap in find_gaps(ON)}


def number_of(ref: str) -> str:
    return str(db.session.scalar(select(CHOSEN[ref].id).where(CHOSEN[ref].ref == ref)))
