"""Every rule on both sides of each of its bounds, all in one town."""

from pathlib import Path

import pytest
from flask import Flask

from ks_board.gaps.queries import find_gaps
from ks_board.gaps.registry import REGISTRY
from tests.gaps.conftest import EXAMPLES
from tests.gaps.example import GAP, NONE, Example
from tests.gaps.maker import ON

OF_THE_TOWN = {"enabling-decision-missing", "consensus-paper-missing"}  # Each needs a town: see test_town_rules.py.
Subjects = dict[Example, str]


@pytest.fixture(scope="module")
def found(examples_app: Flask) -> set[tuple[str, str]]:
    with examples_app.app_context():
        return {(gap.rule.ref, gap.subject_ref) for gap in find_gaps(ON)}


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_example(example: Example, found: set[tuple[str, str]], examples_folder: tuple[Path, Subjects]) -> None:
    _folder, subjects = examples_folder

    assert ((example.rule, subjects[example]) in found) is example.is_gap


def test_every_rule_has_examples_with_and_without_a_gap() -> None:
    seen = {(example.rule, example.is_gap) for example in EXAMPLES}
    wanted = {(rule, is_gap) for rule in REGISTRY.keys() - OF_THE_TOWN for is_gap in (GAP, NONE)}

    assert seen == wanted, "add an example to tests/gaps/examples_*.py"


def test_no_two_examples_have_the_same_name() -> None:
    names = [str(example) for example in EXAMPLES]

    assert len(names) == len(set(names))
