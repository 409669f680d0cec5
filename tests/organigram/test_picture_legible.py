"""Every picture fits a sheet and can be read on it, whatever the size of the town."""

from functools import cache

import pytest

from ks_board.organigram import chart
from ks_board.organigram.chart.style import A2, A3, A4, LEGIBLE, Paper
from ks_board.organigram.tree import Town, UnitNode
from ks_board.organigram.wording import chart_words
from tests.organigram.pictures import Drawn, inside, overlap
from tests.organigram.towns import DAY, Paths, generated, weisswald


def wide() -> Town:
    sections = tuple(UnitNode(f"U{n}", f"Sachgebiet {n}", None, "section") for n in range(2, 500))
    return Town("Breit", DAY, (UnitNode("U0", "Stadt", None, "town", (), (), (one_office(sections),)),))


def one_office(below: tuple[UnitNode, ...]) -> UnitNode:
    return UnitNode("U1", "Amt", "1", "office", (), (), below)


def chain(length: int) -> Town:
    unit = UnitNode("U0", "Ganz unten", None, "section")
    for number in range(1, length):
        unit = UnitNode(
            f"U{number}", f"Ebene {number}", None, "town" if number == length - 1 else "section", (), (), (unit,)
        )
    return Town("Tief", DAY, (unit,))


TOWNS = {
    "weisswald": weisswald,
    "1 unit": lambda: generated(1),
    "14 units": lambda: generated(14),
    "49 units": lambda: generated(49),
    "49 units, 8 roots": lambda: generated(49, roots=8),
    "80 units, 3 roots": lambda: generated(80, roots=3),
    "500 units": lambda: generated(500),
    "500 units, 60 roots": lambda: generated(500, roots=60),
    "500 roots": lambda: generated(500, roots=500),
    "500 sections of one office": wide,
    "a chain of 400 units": lambda: chain(400),
}


@pytest.fixture(params=TOWNS)
def overview(request: pytest.FixtureRequest) -> Drawn:
    return _overview(request.param)


@cache
def _overview(name: str) -> Drawn:
    return Drawn(chart.overview(TOWNS[name](), Paths(), chart_words()).source)


def test_smallest_text_of_the_overview_can_be_read_on_a3(overview: Drawn) -> None:
    assert overview.points_on(A3) >= LEGIBLE


def test_overview_is_at_most_twice_as_wide_as_high(overview: Drawn) -> None:
    assert overview.ratio <= 2


def test_boxes_do_not_overlap(overview: Drawn) -> None:
    boxes = overview.boxes
    clashes = [(a, b) for n, a in enumerate(boxes) for b in boxes[n + 1 :] if overlap(a, b)]
    assert not clashes


def test_no_line_runs_through_a_box(overview: Drawn) -> None:
    thick = [(left - 0.6, top - 0.6, right + 0.6, bottom + 0.6) for left, top, right, bottom in overview.lines]
    shrunk = [(left + 2, top + 2, right - 2, bottom - 2) for left, top, right, bottom in overview.boxes]
    assert not [(line, box) for line in thick for box in shrunk if overlap(line, box)]


def test_every_text_of_a_box_stays_within_it(overview: Drawn) -> None:
    started = [(text, box) for text in overview.written for box in overview.boxes if _starts_in(text, box)]
    assert started
    assert not [(text, box) for text, box in started if not inside(text, box)]


def _starts_in(text: tuple[float, ...], box: tuple[float, ...]) -> bool:
    return box[0] < text[0] < box[2] and box[1] < text[3] < box[3]


def test_texts_do_not_overlap(overview: Drawn) -> None:
    ordered = sorted(overview.written, key=lambda text: text[1])
    clashes = []
    for number, text in enumerate(ordered):
        for other in ordered[number + 1 :]:
            if other[1] >= text[3]:
                break
            if overlap(text, other):
                clashes.append((text, other))
    assert not clashes


@pytest.mark.parametrize("name", ["14 units", "49 units", "80 units, 3 roots", "weisswald"])
def test_picture_of_a_middling_town_lies_across(name: str) -> None:
    assert 1 <= _overview(name).ratio <= 2


@pytest.mark.parametrize("ref", ["U01", "U02", "U03", "U12", "U13", "U21", "U26", "U42"])
def test_picture_of_a_unit_can_be_read_on_a3(ref: str) -> None:
    drawn = Drawn(chart.unit(weisswald(), ref, Paths(), chart_words()).source)
    assert drawn.points_on(A3) >= LEGIBLE
    assert drawn.ratio <= 2


@pytest.mark.parametrize("ref", ["U12", "U13"])
def test_small_unit_goes_on_a4(ref: str) -> None:
    drawing = chart.unit(weisswald(), ref, Paths(), chart_words())
    assert drawing.paper == A4
    assert Drawn(drawing.source).points_on(A4) >= LEGIBLE


def test_weisswald_with_all_posts_fits_one_a2_sheet() -> None:
    (sheet,) = chart.poster(weisswald(), Paths(), chart_words())
    assert sheet.paper == A2
    assert Drawn(sheet.source).points_on(A2) >= LEGIBLE


def test_large_town_is_printed_branch_by_branch_on_a3() -> None:
    sheets = chart.poster(generated(110, roots=2), Paths(), chart_words())
    assert {_legible_on(sheet.source, sheet.paper) for sheet in sheets} == {(True, "a3")}
    assert len(sheets) > 2


def _legible_on(source: str, paper: Paper) -> tuple[bool, str]:
    return Drawn(source).points_on(paper) >= LEGIBLE, paper.name
