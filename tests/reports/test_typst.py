"""The one way to print: a PDF that readers can use, in which typed text stays text."""

from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader

from ks_board.core.errors import Unavailable
from ks_board.reports import typst
from tests.reports.pdf import faults

SHEET = {"title": "Blatt # *Klein*", "town": "Weißwald", "lines": ["= #panic() *fett* $x$ <b> @ref"]}


@pytest.fixture(autouse=True)
def own_templates(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Print a sheet of the tests' own beside the shared base."""
    folder = tmp_path_factory.mktemp("typst")
    (folder / "base.typ").write_text((typst.TEMPLATES / "base.typ").read_text())
    (folder / "sheet.typ").write_text('#import "base.typ": *\n#show: paper\n= #data.title\n#points(data.lines)\n')
    monkeypatch.setattr(typst, "TEMPLATES", folder)


def test_typed_text_is_no_markup(in_weisswald: Flask) -> None:
    text = PdfReader(BytesIO(typst.print_pdf("sheet.typ", SHEET))).pages[0].extract_text()
    assert "= #panic() *fett* $x$ <b> @ref" in text
    assert "Seite 1 von 1" in text


def test_pdf_has_title_language_tags_and_passes_the_check(in_weisswald: Flask) -> None:
    pdf = typst.print_pdf("sheet.typ", SHEET)
    reader = PdfReader(BytesIO(pdf))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.root_object["/Lang"]) == ("Blatt # *Klein*", "de")
    assert not faults(pdf)


def test_png_shows_the_page_asked_for(in_weisswald: Flask) -> None:
    long = SHEET | {"lines": [f"Zeile {number}" for number in range(80)]}
    pages = {typst.print_png("sheet.typ", long, page=number) for number in (1, 2)}
    assert len(pages) == 2
    assert all(page.startswith(b"\x89PNG") for page in pages)


def test_paper_that_cannot_be_set_is_a_sentence(in_weisswald: Flask) -> None:
    with pytest.raises(Unavailable, match="drucken Sie solange die Seite im Browser"):
        typst.print_pdf("missing.typ", SHEET)
