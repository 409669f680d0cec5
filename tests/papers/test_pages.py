"""The page from which papers are printed, and what its addresses answer."""

from io import BytesIO

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader
from pypdf.generic import TextStringObject

from tests.papers.paper import words_of


def test_page_finds_tasks_by_their_words(staff: FlaskClient) -> None:
    page = staff.get("/drucken?q=heidedorf").text
    assert "/drucken/aufgaben/T01" in page
    assert "/drucken/aufgaben/T03" not in page


def test_page_says_what_to_do_if_no_task_matches(staff: FlaskClient) -> None:
    assert "Versuchen Sie es mit einem kürzeren Wort." in staff.get("/drucken?q=gibtesnicht").text


def test_task_page_has_both_texts_with_their_length(staff: FlaskClient) -> None:
    page = staff.get("/drucken/aufgaben/T01").text
    assert page.count("<textarea") == page.count("readonly") == 2
    assert "Höchstens 400 Zeichen" in page
    assert "Beauftragung für Diana Tschirch" in page


def test_paper_is_a_file_with_a_name(staff: FlaskClient) -> None:
    answer = staff.get("/drucken/aushang.pdf?aufgabe=T01")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == "inline; filename=aushang-T01.pdf"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/drucken/fahrplan.pdf", 404),
        ("/drucken/aushang.pdf", 400),
        ("/drucken/aushang.pdf?aufgabe=T999", 404),
        ("/drucken/nachweis.pdf?mensch=P999", 404),
        ("/drucken/absprache.pdf?tandem=D999", 404),
        ("/drucken/woche.pdf?woche=morgen", 400),
        ("/drucken/organigramm.pdf?fassung=geheim", 400),
    ],
)
def test_what_cannot_be_printed_is_a_sentence(staff: FlaskClient, path: str, status: int) -> None:
    assert staff.get(path).status_code == status


def test_public_list_of_units_names_fewer_people_than_that_of_the_staff(staff: FlaskClient) -> None:
    files = (staff.get(f"/drucken/organigramm.pdf{query}").data for query in ("", "?fassung=oeffentlich"))
    internal, public = (words_of(PdfReader(BytesIO(file))) for file in files)
    assert ("Edith Drechsel" in internal, "Edith Drechsel" in public) == (True, False)


def test_letter_is_german_in_every_language_of_the_page(staff: FlaskClient) -> None:
    answer = staff.get("/drucken/nachweis.pdf?mensch=P084", headers={"Accept-Language": "en"})
    assert PdfReader(BytesIO(answer.data)).root_object["/Lang"].get_object() == TextStringObject("de")
