"""The second line of the menu, and what is marked in the first."""

import re

from flask.testing import FlaskClient


def marked(page: str) -> list[str]:
    return re.findall(r'aria-current="[a-z]+">([^<]+)</a>', page.partition("<main")[0])


def test_a_page_of_the_second_line_marks_where_it_stands_in_both_lines(staff: FlaskClient) -> None:
    assert marked(staff.get("/bericht").text) == ["Checkliste", "Bericht"]


def test_a_page_below_another_marks_only_the_first_line(staff: FlaskClient) -> None:
    assert marked(staff.get("/luecken/post-vacant/S12").text) == ["Lücken"]


def test_the_second_line_names_only_what_the_viewer_may_open(client: FlaskClient, staff: FlaskClient) -> None:
    of_everybody, of_staff = ("Vorschau" in browser.get("/luecken").text for browser in (client, staff))
    assert (of_everybody, of_staff) == (False, True)


def test_a_page_that_would_stand_alone_has_no_second_line(client: FlaskClient) -> None:
    assert "ks-section__list" not in client.get("/organigramm").text
