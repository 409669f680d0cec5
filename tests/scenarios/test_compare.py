"""What differs between two organigrams, as marks, as one tree, and in the picture."""

from flask import Flask

from ks_board.organigram import chart
from ks_board.organigram.chart.marks import Marks
from ks_board.organigram.compare import Branch, Item, Mark, compare
from ks_board.organigram.tree import Holder, PostNode, Town, UnitNode
from ks_board.organigram.wording import chart_words
from tests.organigram.pictures import Drawn
from tests.organigram.towns import DAY, Paths

WORDS = {Mark.ADDED: "neu", Mark.REMOVED: "fällt weg", Mark.MOVED: "umgehängt", Mark.CHANGED: "geändert"}
DESK = PostNode("S1", "Kasse", "professional")


def town(*below: UnitNode) -> Town:
    return Town("Stadt", DAY, (UnitNode("U1", "Stadt", None, "town", children=below),))


def office(ref: str, name: str, *children: UnitNode, posts: tuple[PostNode, ...] = ()) -> UnitNode:
    return UnitNode(ref, name, None, "office", posts, (), children)


def test_same_towns_have_no_marks() -> None:
    here = town(office("U2", "Bauamt", posts=(DESK,)))
    assert compare(here, here).is_same


def test_added_removed_moved_and_renamed_units() -> None:
    before = town(office("U2", "Bauamt", office("U3", "Grün")), office("U4", "Archiv"), office("U6", "Forst"))
    after = town(office("U2", "Bauamt"), office("U5", "Markt", office("U3", "Grün")), office("U6", "Wald"))
    found = compare(before, after)
    assert found.units == {"U5": Mark.ADDED, "U3": Mark.MOVED, "U6": Mark.CHANGED, "U4": Mark.REMOVED}
    assert found.tree[0].children == (
        Branch("U2", "Bauamt", None, None, None, (), ()),
        Branch("U5", "Markt", Mark.ADDED, None, None, (), (Branch("U3", "Grün", Mark.MOVED, "Bauamt", None, (), ()),)),
        Branch("U6", "Wald", Mark.CHANGED, None, "Forst", (), ()),
        Branch("U4", "Archiv", Mark.REMOVED, None, None, (), ()),
    )


def test_moved_post_marks_both_units_and_says_where_it_was() -> None:
    found = compare(
        town(office("U2", "Bauamt", posts=(DESK,)), office("U3", "Archiv")),
        town(office("U2", "Bauamt"), office("U3", "Archiv", posts=(DESK,))),
    )
    assert (found.units, found.seats) == ({"U2": Mark.CHANGED, "U3": Mark.CHANGED}, {"S1": Mark.MOVED})
    archive = next(branch for branch in found.tree[0].children if branch.ref == "U3")
    assert archive.items == (Item("S1", "Kasse", Mark.MOVED, "Bauamt"),)


def test_new_holder_changes_a_post() -> None:
    held = PostNode("S1", "Kasse", "professional", holders=(Holder(None, "lead"),))
    found = compare(town(office("U2", "A", posts=(DESK,))), town(office("U2", "A", posts=(held,))))
    assert found.seats == {"S1": Mark.CHANGED}


def test_what_is_below_a_gone_unit_is_gone_or_has_moved() -> None:
    found = compare(town(office("U2", "A", office("U3", "B"), office("U4", "C"))), town(office("U4", "C")))
    assert found.units == {"U2": Mark.REMOVED, "U3": Mark.REMOVED, "U4": Mark.MOVED}
    assert [branch.ref for branch in found.tree[0].children] == ["U4", "U2"]


def test_picture_carries_sign_word_and_border_of_each_mark(in_weisswald: Flask) -> None:
    marks = Marks({"U2": Mark.ADDED, "U3": Mark.REMOVED, "U4": Mark.MOVED}, WORDS)
    here = town(office("U2", "Bauamt"), office("U3", "Archiv"), office("U4", "Forst"))
    source = chart.overview(here, Paths(), chart_words(), marks).source
    assert [source.count(text) for text in ("+ neu", "– fällt weg", "→ umgehängt", "geändert")] == [2, 2, 2, 0]
    assert [source.count(f'STYLE="{line}"') for line in ("solid", "dotted")] == [2, 2]
    assert 'TITLE="Bauamt: neu"' in source


def test_marked_picture_can_be_drawn(in_weisswald: Flask) -> None:
    marks = Marks({"U1": Mark.CHANGED, "U2": Mark.ADDED}, WORDS)
    drawn = Drawn(chart.overview(town(office("U2", "Bauamt")), Paths(), chart_words(), marks).source)
    assert {"+ neu", "≈ geändert", "Bauamt"} <= set(drawn.texts)
