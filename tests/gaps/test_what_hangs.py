"""What hangs on each single person and pot, found in one pass, against asking for each of them alone."""

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import case, or_, select, update

from ks_board.core.db import db
from ks_board.core.imagine import imagined
from ks_board.exchange.importer import import_folder
from ks_board.fund.models import Pot
from ks_board.gaps.hanging import HANGING
from ks_board.gaps.models import Rule as RuleRow
from ks_board.gaps.models import SubjectKind
from ks_board.gaps.queries import Ended, Gap, _select, find_gaps
from ks_board.gaps.registry import REGISTRY
from ks_board.gaps.what_hangs import Keeper, Loss, find_losses, rank
from ks_board.organigram.models import Unit
from ks_board.people.models import Person
from tests.conftest import NOW
from tests.gaps.maker import ON
from tests.towns import make_town

ONE_DAY = timedelta(days=1)
DAYS = (ON, date(2027, 6, 1))
TOWNS = 6

Key = tuple[str, int | None]
Keys = set[Key]


def keys(gaps: list[Gap]) -> Keys:
    return {(gap.rule.ref, gap.subject_id) for gap in gaps}


def ids(model: Any) -> list[int]:
    return list(db.session.scalars(select(model.id).order_by(model.id)))


def applied(before: Keys, loss: Loss) -> Keys:
    """Return the gaps after a loss; what opens was not there, and what closes was."""
    opened = {(rule.ref, subject) for rule, subject in loss.opened}
    closed = {(rule.ref, subject) for rule, subject in loss.closed}
    assert not opened & before
    assert closed <= before
    return before - closed | opened


def some(on: date, **gone: Any) -> Keys:
    """Return the gaps of the rules that can depend on a person or pot: a test below tells that these are all."""
    return keys(find_gaps(on, rules=HANGING, **gone))


def assert_one_pass_is_right(on: date) -> None:
    before, losses = some(on), find_losses(on)
    for person in ids(Person):
        loss = losses.pop(Keeper(SubjectKind.PERSON, person), Loss())
        assert applied(before, loss) == some(on, without=[person]), (on, person)
    for pot in ids(Pot):
        loss = losses.pop(Keeper(SubjectKind.POT, pot), Loss())
        assert applied(before, loss) == some(on, ended=Ended(pots=frozenset({pot}))), (on, pot)
    assert not losses


@contextmanager
def ended_on(model: Any, column: str, key: int, day: date) -> Iterator[None]:
    """Imagine that the row's own day of its end is this one, or an earlier one that it has already."""
    field = getattr(model, column)
    with imagined():
        earliest = case((or_(field.is_(None), field > day), day), else_=field)
        db.session.execute(update(model).where(model.id == key).values({column: earliest}))
        yield


@pytest.mark.parametrize("on", DAYS)
def test_one_pass_over_weisswald_says_the_same_as_asking_for_each_person_and_pot(on: date, in_weisswald: Flask) -> None:
    assert_one_pass_is_right(on)


@pytest.mark.parametrize("seed", range(TOWNS))
def test_one_pass_over_a_random_town_says_the_same_as_asking_one_by_one(
    seed: int, in_empty: Flask, tmp_path: Path
) -> None:
    reference_day = make_town(seed, tmp_path)
    import_folder(tmp_path, now=NOW)

    assert_one_pass_is_right(reference_day)
    assert_one_pass_is_right(reference_day + timedelta(random.Random(seed).randint(-800, 800)))


def test_one_pass_over_all_examples_says_the_same_as_asking_one_by_one(in_examples: Flask) -> None:
    assert_one_pass_is_right(ON)


def test_thinking_a_person_away_is_the_town_in_which_they_left_the_day_before(town: Flask) -> None:
    with town.app_context():
        for person in ids(Person):
            thought = keys(find_gaps(ON, without=[person]))
            with ended_on(Person, "left_on", person, ON - ONE_DAY):
                assert keys(find_gaps(ON)) == thought, person


@pytest.mark.parametrize(("model", "name"), [(Unit, "units"), (Pot, "pots")])
def test_thinking_away_is_the_town_in_which_it_was_valid_until_the_day_before(
    model: Any, name: str, town: Flask
) -> None:
    with town.app_context():
        for key in ids(model):
            thought = keys(find_gaps(ON, ended=Ended(**{name: frozenset({key})})))
            with ended_on(model, "valid_until", key, ON - ONE_DAY):
                assert keys(find_gaps(ON)) == thought, key


def test_a_rule_of_a_further_checklist_counts_with_its_own_threshold_and_severity(in_weisswald: Flask) -> None:
    words = {"title_de": "Bald frei", "title_en": "Soon free", "severity": 1, "subject_kind": SubjectKind.APPOINTMENT}
    with imagined():
        rule = RuleRow(ref="b-mandate-ending", condition_ref="mandate-ending", threshold_days=800, **words)
        db.session.add(rule)
        db.session.flush()
        before, losses = keys(find_gaps(ON)), find_losses(ON)
        closed = Counter(rule.ref for loss in losses.values() for rule, _subject in loss.closed)

        assert closed["b-mandate-ending"] > closed["mandate-ending"]
        for keeper in [keeper for keeper in losses if keeper.kind is SubjectKind.PERSON][::10]:
            assert applied(before, losses[keeper]) == keys(find_gaps(ON, without=[keeper.id])), keeper


def test_every_rule_that_asks_for_people_or_pots_tells_what_hangs_on_them() -> None:
    asks = {ref for ref in REGISTRY if {"gone", "ended_pots"} & _words(ref)}

    assert set(HANGING) == asks | {"person-overloaded"}


def _words(ref: str) -> set[str]:
    text = str(_select(ref, ref, False, False))
    return {word for word in ("gone", "ended_pots") if word in text}


def test_the_ranking_begins_with_the_loss_of_most_severe_gaps(in_weisswald: Flask) -> None:
    ranking = rank(find_losses(ON), most=5)

    assert [row.opened for row in ranking] == sorted((row.opened for row in ranking), reverse=True)
    assert len(ranking) == 5


def test_who_has_left_already_hangs_nowhere(in_weisswald: Flask) -> None:
    gone = set(db.session.scalars(select(Person.id).where(Person.left_on <= ON)))

    assert gone
    assert not {keeper.id for keeper in find_losses(ON) if keeper.kind is SubjectKind.PERSON} & gone
