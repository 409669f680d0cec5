"""Any page that shows structure can be asked for another day; it says so, and its links stay on that day."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient

DAY = "2027-01-15"
PAGES = [
    "/organigramm",
    "/luecken",
    "/luecken?frage=S4",
    "/checkliste",
    "/checkliste/S4",
    "/einheiten/U01",
    "/stellen/S01",
    "/zustaendigkeiten/R01",
]
DATED = re.compile(r'href="((?:/organigramm|/luecken|/checkliste|/einheiten|/stellen|/zustaendigkeiten)[^"#]*)"')


def on_day(address: str, day: str = DAY) -> str:
    return f"{address}{'&' if '?' in address else '?'}am={day}"


def of_page(html: str) -> str:
    """Return the page without the menus and the line that leads back to today."""
    page = html[html.index('<div class="ks-page">') : html.index("</main>")]
    return re.sub(r'<p class="ks-other-day">.*?</p>|<nav class="ks-section".*?</nav>', "", page, flags=re.DOTALL)


@pytest.mark.parametrize("address", PAGES)
def test_another_day_is_said_with_the_way_back(address: str, client: FlaskClient) -> None:
    page = client.get(on_day(address)).text
    assert "Sie sehen den Stand vom 15. Januar 2027" in page
    assert f'<a href="{address}">Zum heutigen Stand</a>' in page
    assert "Sie sehen den Stand" not in client.get(address).text


@pytest.mark.parametrize("address", PAGES)
def test_links_stay_on_the_day(address: str, client: FlaskClient) -> None:
    links = DATED.findall(of_page(client.get(on_day(address)).text))
    assert links
    assert [link for link in links if f"am={DAY}" not in link] == []


NO_DAYS = ["1899-12-31", "2026-02-30", "15.01.2027", "heute", "20270115"]


@pytest.mark.parametrize(
    ("address", "day"),
    [(address, "2101-01-01") for address in (*PAGES, "/luecken/post-vacant/S12")]
    + [("/luecken", day) for day in NO_DAYS],
)
def test_a_day_that_cannot_be_is_refused_with_a_sentence(address: str, day: str, staff: FlaskClient) -> None:
    answer = staff.get(on_day(address, day))
    assert answer.status_code == 400
    assert "zwischen 1900 und 2100" in answer.text or "Schreiben Sie ihn so: „2026-12-24“" in answer.text


@pytest.mark.parametrize("day", ["1900-01-01", "2100-12-31"])
@pytest.mark.parametrize("address", ["/luecken", "/checkliste/S4"])
def test_the_first_and_the_last_day_are_shown(address: str, day: str, client: FlaskClient) -> None:
    assert client.get(on_day(address, day)).status_code == 200


def test_an_answer_is_not_shown_before_it_was_given(client: FlaskClient) -> None:
    today, before = (client.get(address).text for address in ("/checkliste/S4", on_day("/checkliste/S4", "2020-01-01")))
    assert ("Antwort vom" in today, "Noch keine Antwort." in before) == (True, True)


def test_the_checklist_counts_the_gaps_of_the_day(client: FlaskClient) -> None:
    now, then = (re.findall(r"(\d+) Lücken?</a>", client.get(at).text) for at in ("/checkliste", on_day("/checkliste")))
    assert now != then


def test_a_gap_to_come_is_shown_but_not_acted_on(staff: FlaskClient) -> None:
    """The appointment of S83 ends with 2026; nobody follows."""
    address = "/luecken/post-vacant/S83"
    then = staff.get(on_day(address))
    assert (staff.get(address).status_code, then.status_code) == (404, 200)
    assert "Maßnahme planen" not in then.text


def test_the_coordinator_sees_what_comes_until_then(staff: FlaskClient, client: FlaskClient) -> None:
    sentence = "Was bis dahin endet, beginnt oder fällig wird"
    pages = (staff.get(on_day("/luecken")), staff.get(on_day("/luecken", "2020-01-01")), client.get(on_day("/luecken")))
    assert [sentence in page.text for page in pages] == [True, False, False]


@pytest.mark.parametrize("address", ["/checkliste", "/checkliste/S4", "/einheiten/U01", "/stellen/S01", "/organigramm"])
def test_the_day_can_be_chosen(address: str, client: FlaskClient) -> None:
    page = client.get(address).text
    assert re.search(rf'<form[^>]*action="{address}" method="get">(?:(?!</form>).)*name="am"', page, re.DOTALL)
    assert f'value="{date(2026, 11, 16)}"' in page
