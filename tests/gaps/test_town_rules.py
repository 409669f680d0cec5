"""The two rules about the town itself; each example is a town of its own."""

from pathlib import Path

import pytest
from flask import Flask

from ks_board.exchange.importer import import_folder
from ks_board.gaps.queries import find_gaps
from tests.conftest import NOW
from tests.gaps.maker import ON, Maker, day

ENABLING, CONSENSUS = "enabling-decision-missing", "consensus-paper-missing"
TERM = {"town_id": "ort", "council_term_start": day(-100)}
DECISIONS = [
    ("none", [], [ENABLING, CONSENSUS]),
    ("today", [{"decided_on": 0}], []),
    ("tomorrow", [{"decided_on": 1}], [ENABLING, CONSENSUS]),
    ("on the first day of the term", [{"decided_on": -100}], []),
    ("a day before the term", [{"decided_on": -101}], [ENABLING]),
    ("valid until today", [{"decided_on": -50, "valid_until": 0}], []),
    ("valid until yesterday", [{"decided_on": -50, "valid_until": -1}], [ENABLING, CONSENSUS]),
    ("one of two is valid", [{"decided_on": -50, "valid_until": -1}, {"decided_on": -60}], []),
]


def town_gaps(maker: Maker, folder: Path, **meta: str) -> list[tuple[str, str]]:
    import_folder(maker.write(folder / "town", **meta), now=NOW)
    return [(gap.rule.ref, gap.subject_ref) for gap in find_gaps(ON, rules={ENABLING, CONSENSUS})]


@pytest.mark.parametrize(
    ("decisions", "missing"), [case[1:] for case in DECISIONS], ids=[case[0] for case in DECISIONS]
)
def test_decisions(in_empty: Flask, tmp_path: Path, decisions: list[dict[str, int]], missing: list[str]) -> None:
    maker = Maker()
    for decision in decisions:
        maker.decision("enabling", **decision)
        maker.decision("consensus", **decision)

    assert town_gaps(maker, tmp_path, **TERM) == [(rule, "ort") for rule in missing]


def test_a_decision_of_another_kind_does_not_count(in_empty: Flask, tmp_path: Path) -> None:
    maker = Maker()
    maker.decision("statute", decided_on=-1)

    assert town_gaps(maker, tmp_path, **TERM) == [(ENABLING, "ort"), (CONSENSUS, "ort")]


def test_without_a_council_term_the_enabling_decision_is_missing(in_empty: Flask, tmp_path: Path) -> None:
    maker = Maker()
    maker.decision("enabling", decided_on=-1)
    maker.decision("consensus", decided_on=-1)

    assert town_gaps(maker, tmp_path, town_id="ort") == [(ENABLING, "ort")]


def test_without_an_id_in_meta_the_subject_is_the_root_of_kind_town(in_empty: Flask, tmp_path: Path) -> None:
    maker = Maker()
    maker.unit("association", parent_id=None)

    assert town_gaps(maker, tmp_path) == [(ENABLING, maker.town), (CONSENSUS, maker.town)]


def test_an_empty_board_has_no_gaps(in_empty: Flask) -> None:
    assert find_gaps(ON) == []
