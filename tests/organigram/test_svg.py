"""What Graphviz drew is rewritten: known shapes only, named links, classes for inks."""

import re
from xml.etree import ElementTree as ET

import pytest

from ks_board.assets import STATIC
from ks_board.organigram import chart, engine, svg
from ks_board.organigram.programs import ChartFailed
from ks_board.organigram.wording import chart_words
from tests.organigram.pictures import Drawn
from tests.organigram.towns import Paths, tiny

HEAD = '<svg viewBox="0.00 0.00 20.00 10.00" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


@pytest.fixture(scope="module")
def drawn() -> bytes:
    return engine.render(chart.unit(tiny(), "U2", Paths(), chart_words()).source)


def page(inside: str) -> str:
    return svg.inline(f'{HEAD}<g class="graph">{inside}</g></svg>'.encode(), name="Bild", prefix="p")


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        "<foreignObject><p>x</p></foreignObject>",
        '<image xlink:href="file:///etc/passwd"/>',
        "<style>*{}</style>",
        "<use href='#x'/>",
        "<animate attributeName='href'/>",
        "<!-- <script> -->",
    ],
)
def test_unknown_elements_are_left_out(evil: str) -> None:
    assert page(evil) == page("")


@pytest.mark.parametrize(
    "attribute", ['onload="x()"', 'style="fill:red"', 'id="a"', 'class="c"', 'xml:space="preserve"']
)
def test_unknown_attributes_are_left_out(attribute: str) -> None:
    assert page(f'<polygon points="0,0 1,1" {attribute}/>') == page('<polygon points="0,0 1,1"/>')


@pytest.mark.parametrize("href", ["javascript:alert(1)", "https://example.org", "//example.org", "/\\example.org", ""])
def test_foreign_link_is_no_link(href: str) -> None:
    assert "<a" not in page(f'<a xlink:href="{href}" xlink:title="Amt"><text>Amt</text></a>')


def test_link_has_a_name_and_a_tooltip() -> None:
    link = page('<a xlink:href="/einheiten/U1" xlink:title="Amt: 1 besetzt"><text>Amt</text></a>')
    assert (
        '<a href="/einheiten/U1" aria-label="Amt: 1 besetzt"><title>Amt: 1 besetzt</title><text>Amt</text></a>' in link
    )


def test_page_picture_has_a_role_and_a_name_and_a_width_in_pixels(drawn: bytes) -> None:
    root = ET.fromstring(svg.inline(drawn, name="Organigramm", prefix="a"))  # noqa: S314 # Our own.
    assert (root.get("role"), root.get("aria-label"), root.get("class")) == ("group", "Organigramm", "og")
    assert root.get("height") is None
    assert float(root.attrib["width"]) == round(float(root.attrib["viewBox"].split()[2]) * svg.SCREEN)


def test_groups_have_no_titles(drawn: bytes) -> None:
    assert not re.search("<title>n[0-9]", svg.inline(drawn, name="x", prefix="a"))


def test_lines_are_one_path_that_nobody_hears(drawn: bytes) -> None:
    assert svg.inline(drawn, name="x", prefix="a").count("aria-hidden") == 1


def test_two_pictures_on_one_page_share_no_id(drawn: bytes) -> None:
    first, second = (set(re.findall(' id="([^"]+)"', svg.inline(drawn, name="x", prefix=p))) for p in "ab")
    assert first
    assert not first & second


def test_post_with_only_a_deputy_is_hatched(drawn: bytes) -> None:
    assert 'fill="url(#a-hatch)"' in svg.inline(drawn, name="x", prefix="a")


def test_vacant_post_has_a_dashed_border(drawn: bytes) -> None:
    assert re.search('stroke-dasharray="5,2" class="og-s-vacant"', svg.inline(drawn, name="x", prefix="a"))


def test_every_ink_has_its_class_in_the_style_sheet(drawn: bytes) -> None:
    styles = (STATIC / "css" / "60-organigram.css").read_text(encoding="utf-8")
    picture = svg.inline(drawn, name="x", prefix="a")
    used = {name for names in re.findall('class="([^"]+)"', picture) for name in names.split()}
    assert [name for name in used if f".{name} " not in styles and f".{name},\n" not in styles] == []


def test_file_has_a_size_a_title_and_white_paper(drawn: bytes) -> None:
    text = svg.as_file(drawn, name="Organigramm")
    assert text.startswith(
        '<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 '
    )
    assert '<title>Organigramm</title><polygon fill="#ffffff" points="0,0 ' in text


def test_file_has_no_links_unless_it_knows_where_the_board_is(drawn: bytes) -> None:
    assert "<a" not in svg.as_file(drawn, name="x")
    assert '<a href="https://board.example/stellen/S1"' in svg.as_file(drawn, name="x", base="https://board.example")


def test_file_colours_itself(drawn: bytes) -> None:
    root = ET.fromstring(svg.as_file(drawn, name="x"))  # noqa: S314 # Our own.
    assert all("fill" in text.attrib for text in root.iter("{http://www.w3.org/2000/svg}text"))


def test_numbers_are_short() -> None:
    assert 'points="0,-10.5 100,7"' in page('<polygon points="0.00,-10.50 100.00,7.0"/>')


def test_answer_that_is_no_picture_is_a_failure() -> None:
    with pytest.raises(ChartFailed):
        svg.inline(b"Segmentation fault", name="x", prefix="p")


def test_texts_are_all_there(drawn: bytes) -> None:
    assert len(Drawn(chart.unit(tiny(), "U2", Paths(), chart_words()).source).texts) == drawn.count(b"</text>")
