"""Pictures on paper: vector PDF with tags and text, PNG with a limit."""

import struct
from io import BytesIO

import pytest
from pypdf import PdfReader

from ks_board.assets import TTF
from ks_board.organigram import chart, engine, papers, svg
from ks_board.organigram.chart.cards import Pen
from ks_board.organigram.chart.outline import Line, outline
from ks_board.organigram.chart.style import A2, A3, A4, Paper
from ks_board.organigram.programs import ChartFailed
from ks_board.organigram.wording import chart_words
from tests.organigram.towns import Paths, tiny, weisswald


@pytest.fixture(scope="module")
def picture() -> str:
    return svg.as_file(engine.render(chart.overview(tiny(), Paths(), chart_words()).source), name="Organigramm")


def read(picture: str, *papers_used: Paper, lines: tuple[Line, ...] = ()) -> PdfReader:
    pages = [papers.Page(picture, "Was man sieht", paper) for paper in papers_used]
    made = papers.pdf(pages, title="Organigramm # *Klein*", subtitle="Stand", language="de", fonts=TTF, lines=lines)
    return PdfReader(BytesIO(made))


@pytest.mark.parametrize("paper", [A4, A3, A2], ids=["A4", "A3", "A2"])
def test_page_has_the_size_of_the_paper(picture: str, paper: Paper) -> None:
    (page,) = read(picture, paper).pages
    assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (
        round(paper.width),
        round(paper.height),
    )


def test_pdf_is_text_and_lines_not_pixels(picture: str) -> None:
    (page,) = read(picture, A3).pages
    assert "Hauptamt" in page.extract_text()
    assert not page.images


def test_pdf_has_a_title_a_language_and_tags(picture: str) -> None:
    reader = read(picture, A4)
    assert reader.metadata is not None
    assert reader.metadata.title == "Organigramm # *Klein*"
    assert reader.root_object["/Lang"] == "de"
    assert "/StructTreeRoot" in reader.root_object


def test_tree_follows_as_a_list(picture: str) -> None:
    lines = outline(weisswald().roots, Pen(Paths(), chart_words()), with_posts=True)
    text = " ".join(page.extract_text() for page in read(picture, A2, lines=lines).pages[1:])
    assert "Leitung Hauptamt: Regina Ebersbach" in " ".join(text.split())


def test_what_people_typed_is_no_markup_of_the_typesetter(picture: str) -> None:
    lines = (Line("= #panic() *fett* $x$ <b> @ref", (Line("- darunter"),)),)
    assert "= #panic() *fett* $x$ <b> @ref" in read(picture, A4, lines=lines).pages[1].extract_text()


@pytest.mark.parametrize("text", ["Stadt 🏛️", "שלום עולם", "مرحبا", "漢字", "nie vergeben: \u0378"])
def test_any_script_gets_a_pdf(picture: str, text: str) -> None:
    assert len(read(picture, A4, lines=(Line(text),)).pages) == 2


def test_png_has_two_pixels_for_a_point() -> None:
    plain = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200" width="300pt" height="200pt"></svg>'
    assert _pixels(papers.png(plain, fonts=TTF)) == (600, 400)


def test_huge_png_gets_fewer_pixels() -> None:
    huge = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9000 6000" width="9000pt" height="6000pt"></svg>'
    across, down = _pixels(papers.png(huge, fonts=TTF))
    assert across * down <= papers.MOST_PIXELS * 1.01


def test_picture_that_is_none_is_a_failure() -> None:
    with pytest.raises(ChartFailed):
        papers.png('<svg viewBox="0 0 1 1"', fonts=TTF)


def test_outline_joins_what_is_very_deep() -> None:
    (town, *_) = outline(weisswald().roots, Pen(Paths(), chart_words()), with_posts=False)
    assert town.text == "Stadt Weißwald"
    assert town.below[0].text == "Hauptamt: 1 besetzt"


def _pixels(png: bytes) -> tuple[int, int]:
    across, down = struct.unpack(">II", png[16:24])
    return across, down
