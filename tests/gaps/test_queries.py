"""Finding gaps: days, people thought away, the town's own rules, measures, narrowed searches."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from ks_board.core.db import db
from ks_board.exchange.importer import import_folder
from ks_board.gaps.describe import describe
from ks_board.gaps.models import SubjectKind
from ks_board.gaps.queries import Gap, find_gaps
from ks_board.organigram.models import Post, Unit
from ks_board.people.models import Person
from tests.conftest import NOW
from tests.gaps.maker import ON, Maker

Town = Callable[[Maker], None]


@pytest.fixture
def town(in_empty: Flask, tmp_path: Path) -> Town:
    def make(maker: Maker) -> None:
        import_folder(maker.write(tmp_path / "town", town_id="ort"), now=NOW)

    return make


def refs(rule: str, on: date = ON, **how: object) -> list[str]:
    return [gap.subject_ref for gap in find_gaps(on, rules={rule}, **how)]  # type: ignore[arg-type]


def person_id(ref: str) -> int:
    return db.session.scalars(select(Person.id).where(Person.ref == ref)).one()


def test_another_day_is_another_answer(town: Town) -> None:
    maker = Maker()
    post = maker.led(maker.post(), from_=-10, until=10)
    town(maker)

    assert refs("post-vacant") == []
    assert refs("post-vacant", ON + timedelta(days=11)) == [post]
    assert refs("post-vacant", ON - timedelta(days=11)) == [post]


def test_a_certificate_is_looked_at_by_the_calendar_on_29_february(town: Town) -> None:
    maker = Maker()
    maker.proof(maker.person(certificate_seen_on="2023-02-28"))
    old = maker.proof(maker.person(certificate_seen_on="2023-02-27"))
    town(maker)

    assert refs("certificate-missing", date(2028, 2, 29)) == [old]


def test_people_thought_away_leave_gaps_behind(town: Town) -> None:
    maker = Maker()
    person = maker.person()
    post, task = maker.led(maker.post(), person_id=person), maker.task(contact_person_id=person)
    place = maker.place(is_anchor=1, keeper_person_id=person)
    town(maker)
    without = [person_id(person)]

    assert refs("post-vacant", without=without) == [post]
    assert refs("appointment-person-left", without=without) == ["AP1"]
    assert refs("task-contact-left", without=without) == [task]
    assert refs("anchor-no-keeper", without=without) == [place]
    assert refs("post-vacant") == []


def test_people_thought_away_have_left_the_day_before(town: Town) -> None:
    maker = Maker()
    person = maker.person()
    maker.led(maker.post(), person_id=person)
    town(maker)
    without = [person_id(person)]

    gaps = find_gaps(ON, without=without, rules={"post-vacant", "appointment-person-left"})

    described = describe(gaps, ON, sees_names=False, without=without)
    assert [gap.since for gap in described] == [ON - timedelta(days=1)] * 2


RULE = {"question_id": "S2", "subject_kind": "message", "severity": 1, "title_de": "T", "title_en": "T"}


def test_the_town_may_change_a_threshold(town: Town) -> None:
    maker = Maker()
    message = maker.message("worry", received_on=-3)
    maker.message("worry", received_on=-2)
    maker.add("rules", id="message-unanswered", threshold_days=3, **RULE)
    town(maker)

    assert refs("message-unanswered") == [message]


def test_an_empty_threshold_is_the_built_in_one(town: Town) -> None:
    maker = Maker()
    message = maker.message("worry", received_on=-7)
    maker.message("worry", received_on=-6)
    maker.add("rules", id="message-unanswered", **RULE)
    town(maker)

    assert refs("message-unanswered") == [message]


def test_texts_severity_and_question_are_those_of_the_town_and_an_empty_text_the_built_in_one(town: Town) -> None:
    maker = Maker()
    maker.message("worry", received_on=-7)
    maker.add("rules", id="message-unanswered", **RULE)
    town(maker)

    [gap] = find_gaps(ON, rules={"message-unanswered"})

    assert (gap.rule.title_de, gap.rule.severity, gap.question_ref) == ("T", 1, "S2")
    assert gap.rule.action_de == "Zwischenantwort geben, Zuständige fragen"


def test_the_town_may_switch_a_rule_off(town: Town) -> None:
    maker = Maker()
    maker.message("worry", received_on=-7)
    maker.add("rules", id="message-unanswered", enabled=0, **RULE)
    town(maker)

    assert refs("message-unanswered") == []


def test_the_public_never_sees_gaps_about_messages_even_if_the_town_says_so(town: Town) -> None:
    maker = Maker()
    maker.message("worry", received_on=-7)
    maker.add("rules", id="message-unanswered", public=1, **RULE)
    town(maker)

    assert refs("message-unanswered", only_public=True) == []


def test_the_town_may_hide_a_rule_from_the_public_and_show_another_one(town: Town) -> None:
    maker = Maker()
    maker.post()
    maker.place(is_usable=1)
    place_rule = {**RULE, "subject_kind": "place", "public": 1}
    maker.add("rules", id="post-vacant", **{**RULE, "subject_kind": "post", "public": 0})
    maker.add("rules", id="place-unused", **place_rule)
    town(maker)

    public = {gap.rule.ref for gap in find_gaps(ON, only_public=True)}

    assert "post-vacant" not in public
    assert "place-unused" in public


@pytest.mark.parametrize(
    ("status", "is_planned"), [("open", True), ("waiting", True), ("done", False), ("stopped", False)]
)
def test_a_measure_at_work_makes_a_gap_planned(town: Town, status: str, is_planned: bool) -> None:
    maker = Maker()
    maker.measure(title="Ausschreiben", status=status, rule_id="post-vacant", subject_id=maker.post())
    town(maker)

    [gap] = find_gaps(ON, rules={"post-vacant"})

    assert (gap.planned is not None) is is_planned


def test_of_several_measures_the_one_due_first_counts(town: Town) -> None:
    maker = Maker()
    about = {"rule_id": "post-vacant", "subject_id": maker.post()}
    for title, due in (("ohne Tag", None), ("bald", 3), ("später", 9)):
        maker.measure(title=title, due_on=due, **about)
    town(maker)

    [gap] = find_gaps(ON, rules={"post-vacant"})

    assert gap.planned
    assert gap.planned.title == "bald"


def found_in_weisswald(**how: object) -> set[tuple[str, str]]:
    return {pair(gap) for gap in find_gaps(ON, **how)}  # type: ignore[arg-type]


def pair(gap: Gap) -> tuple[str, str]:
    return gap.rule.ref, gap.subject_ref


def test_a_search_for_a_unit_finds_just_its_gaps(in_weisswald: Flask) -> None:
    unit_id = db.session.scalars(select(Unit.id).where(Unit.ref == "U12")).one()

    found = found_in_weisswald(unit_id=unit_id)

    assert found == {pair(gap) for gap in find_gaps(ON) if gap.unit_id == unit_id}
    assert ("post-vacant", "S12") in found


def test_a_search_for_a_subject_finds_just_its_gaps(in_weisswald: Flask) -> None:
    post_id = db.session.scalars(select(Post.id).where(Post.ref == "S12")).one()

    found = found_in_weisswald(subject=(SubjectKind.POST, post_id))

    assert found == {("post-vacant", "S12"), ("post-incomplete", "S12")}


def test_a_search_for_a_question_finds_just_its_gaps(in_weisswald: Flask) -> None:
    assert found_in_weisswald(question_ref="K2") == {pair(gap) for gap in find_gaps(ON) if gap.question_ref == "K2"}
