"""A second checklist beside the first: its rules ask built-in conditions with thresholds and questions of their own."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from ks_board.core.db import db
from ks_board.exchange.pack_apply import apply_pack
from ks_board.exchange.pack_check import check_pack
from ks_board.exchange.stored import Stored
from ks_board.gaps.describe import describe
from ks_board.gaps.models import SubjectKind
from ks_board.gaps.queries import Gap, count_by_question, find_gaps
from ks_board.gaps.what_hangs import Keeper, find_losses
from ks_board.people.models import Person
from ks_board.permissions import Role
from tests.conftest import NOW, signed_in
from tests.packs.folders import write_pack

ON = date(2026, 11, 16)


@pytest.fixture
def with_b(in_town: Flask, tmp_path: Path) -> Flask:
    """Bring checklist B into the town."""
    apply_pack(check_pack(write_pack(tmp_path / "b"), home=Stored().home), now=NOW)
    db.session.commit()
    return in_town


def subjects(gaps: list[Gap], rule: str) -> list[str]:
    return [gap.subject_ref for gap in gaps if gap.rule.ref == rule]


def test_the_same_condition_gives_the_same_gaps_to_both_questions(with_b: Flask) -> None:
    gaps = find_gaps(ON)
    assert subjects(gaps, "b-stelle") == subjects(gaps, "post-vacant") != []
    assert {gap.question_ref for gap in gaps if gap.rule.ref == "b-stelle"} == {"B1"}


def test_a_shorter_threshold_finds_more(with_b: Flask) -> None:
    gaps = find_gaps(ON)
    early, late = set(subjects(gaps, "b-antwort")), set(subjects(gaps, "message-unanswered"))
    assert early > late


def test_the_gaps_of_the_first_checklist_stay_as_they_were(with_b: Flask, weisswald: Flask) -> None:
    further = {"b-stelle", "b-antwort"}
    now = [(gap.rule.ref, gap.subject_ref) for gap in find_gaps(ON) if gap.rule.ref not in further]
    asked = [pair for pair in now if pair not in (("answer-outdated", "B1"), ("answer-outdated", "B2"))]
    with weisswald.app_context():
        assert asked == [(gap.rule.ref, gap.subject_ref) for gap in find_gaps(ON)]


def test_a_gap_knows_since_when_it_lasts_by_its_condition(with_b: Flask) -> None:
    found = describe(find_gaps(ON, rules={"b-stelle", "post-vacant"}), ON, sees_names=True)
    since = {(line.gap.rule.ref, line.gap.subject_ref): line.since for line in found}
    assert [since["b-stelle", ref] for rule, ref in since if rule == "b-stelle"] == [
        since["post-vacant", ref] for rule, ref in since if rule == "post-vacant"
    ]


def test_counts_are_by_question(with_b: Flask) -> None:
    counts = count_by_question(find_gaps(ON, question_ref="B2", rules={"b-antwort"}))
    assert counts == {"B2": {2: len(find_gaps(ON, rules={"b-antwort"}))}}


def test_what_hangs_on_each_person_equals_their_leaving_also_for_the_second_checklist(with_b: Flask) -> None:
    person = db.session.scalars(select(Person.id).where(Person.ref == "P028")).one()
    now, then = (
        {(gap.rule.ref, gap.subject_id) for gap in find_gaps(ON, without=without)} for without in ((), [person])
    )
    loss = find_losses(ON)[Keeper(SubjectKind.PERSON, person)]
    assert {(rule.ref, subject) for rule, subject in loss.opened} == then - now
    assert "b-stelle" in {rule.ref for loss in find_losses(ON).values() for rule, _subject in loss.opened}


def test_the_checklist_shows_one_list_at_a_time(with_b: Flask) -> None:
    browser = signed_in(with_b, Role.COORDINATOR)
    first, second = browser.get("/checkliste").text, browser.get("/checkliste?liste=B").text
    assert ("Ist jede Stelle besetzt?" in first, "Ist jede Stelle besetzt?" in second) == (False, True)
    assert ("Frage S1" in first, "Frage S1" in second) == (True, False)


def test_a_question_names_its_checklist(with_b: Flask) -> None:
    assert "Quelle: Checkliste B" in with_b.test_client().get("/checkliste/B1").text


def test_an_unknown_checklist_is_refused(with_b: Flask) -> None:
    assert with_b.test_client().get("/checkliste?liste=C").status_code == 400


def test_one_gap_of_the_second_checklist_has_its_page(with_b: Flask) -> None:
    subject = subjects(find_gaps(ON), "b-stelle")[0]
    db.session.rollback()
    answer = signed_in(with_b, Role.COORDINATOR).get(f"/luecken/b-stelle/{subject}")
    assert answer.status_code == 200
    assert "Stelle frei" in answer.text
