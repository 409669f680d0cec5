"""States, counts and order of the tree."""

from datetime import date

import pytest

from ks_board.organigram.tree import Counts, Holder, PostNode, PostState, Town, UnitNode
from tests.organigram.towns import DAY, tiny, weisswald

LEAD, DEPUTY = Holder("Eva", "lead"), Holder("Uwe", "deputy")


@pytest.mark.parametrize(
    ("holders", "state"),
    [
        ((), PostState.VACANT),
        ((DEPUTY,), PostState.DEPUTY_ONLY),
        ((LEAD,), PostState.FILLED),
        ((DEPUTY, LEAD), PostState.FILLED),
    ],
    ids=["nobody", "deputy", "lead", "both"],
)
def test_state_of_a_post_comes_from_its_holders(holders: tuple[Holder, ...], state: PostState) -> None:
    assert PostNode("S1", "Kasse", "professional", holders=holders).state == state


def test_branch_counts_everything_below() -> None:
    assert tiny().roots[0].branch == Counts(units=2, filled=1, deputy_only=1, vacant=1)


def test_own_counts_only_the_unit() -> None:
    assert tiny().roots[0].own == Counts(units=1)


def test_weisswald_has_all_its_units_and_posts() -> None:
    assert weisswald().counts == Counts(units=48, filled=105, vacant=5)


def test_dissolved_unit_is_there_on_a_day_when_it_was_in_force() -> None:
    assert [unit.ref for unit in weisswald(date(2022, 12, 31)).find("U49")] == ["U01", "U49"]


def test_unit_that_is_not_in_force_has_no_path() -> None:
    assert weisswald().find("U49") == ()


def test_units_come_by_office_number_and_then_by_name() -> None:
    units = tuple(
        UnitNode(name, name, number, "office")
        for name, number in [("Zoo", None), ("B", "10.2"), ("Ärger", None), ("A", "10.10"), ("C", "9")]
    )
    root = UnitNode("U1", "Stadt", None, "town", children=units)
    assert [unit.name for unit in root.children] == ["C", "B", "A", "Ärger", "Zoo"]


def test_head_comes_first_and_seats_by_number() -> None:
    posts = tuple(
        PostNode(name, name, "elected", is_head=name == "Vorsitz") for name in ("Sitz 10", "Sitz 2", "Vorsitz")
    )
    assert [post.title for post in UnitNode("U1", "Rat", None, "council", posts).posts] == [
        "Vorsitz",
        "Sitz 2",
        "Sitz 10",
    ]


def test_town_comes_before_other_roots() -> None:
    roots = (UnitNode("U2", "Aal e. V.", None, "association"), UnitNode("U1", "Stadt", None, "town"))
    assert [root.ref for root in Town("X", DAY, roots).roots] == ["U1", "U2"]


def test_very_deep_tree_needs_no_recursion() -> None:
    unit = UnitNode("U0", "Unten", None, "section")
    for number in range(1, 5000):
        unit = UnitNode(f"U{number}", f"Ebene {number}", None, "section", children=(unit,))
    assert len(Town("Tief", DAY, (unit,)).find("U0")) == 5000
