"""The start page."""

import re

from flask.testing import FlaskClient

from tests.tasks.conftest import HEAD, Fill


def titles(page: str) -> list[str]:
    return re.findall(r'<h3 class="ks-card__title"><a href="[^"]+">([^<]+)</a>', page)


def test_three_numbers_say_what_needs_doing_who_is_there_and_what_is_missing(client: FlaskClient) -> None:
    found = re.findall(r'figure__number">([^<]+)</strong>\s*<a href="([^"]+)">([^<]+)<', client.get("/").text)
    assert found == [
        ("41", "/aufgaben", "Aufgaben suchen jemanden"),
        ("105 von 110", "/organigramm", "Stellen sind besetzt"),
        ("45", "/luecken", "Lücken sind offen"),
    ]


def test_the_soonest_tasks_with_open_places_stand_first(client: FlaskClient) -> None:
    assert titles(client.get("/").text) == [
        "Bürgerbus fahren, Linie Heidedorf",
        "Hausaufgaben im Bürgertreff",
        "Begleiten zum Arzt",
        "Mittagstisch: kochen",
        "Mittagstisch: Essen ausfahren",
        "Online-Anträge gemeinsam ausfüllen",
    ]


def test_a_full_task_does_not_ask_for_hands(fill: Fill) -> None:
    tasks = f"{HEAD},people_needed\nT1,Voll,U02,seniors,single,open,0\nT2,Frei,U02,seniors,single,open,1\n"
    assert titles(fill(tasks=tasks).get("/").text) == ["Frei"]


def test_the_coordination_can_be_called_visited_and_written_to(client: FlaskClient) -> None:
    page = client.get("/").text
    assert "Koordinierungsstelle Kleinstadt gestalten" in page
    assert "Bürgertreff im Bahnhof, Bahnhofstraße 2 (ohne Stufen)" in page
    assert "Montag 14 bis 18 Uhr, Mittwoch 9 bis 13 Uhr" in page
    assert ['href="tel:03023125113"' in page, 'href="mailto:mitmachen@weisswald.example"' in page] == [True, True]


def test_the_search_for_who_is_responsible_leads_to_the_organigram(client: FlaskClient) -> None:
    assert re.search(r'<form[^>]+action="/organigramm" method="get"', client.get("/").text)


def test_an_empty_board_still_answers(empty_browser: FlaskClient) -> None:
    page = empty_browser.get("/").text
    assert "<h1>Willkommen</h1>" in page
    assert "Hier entsteht das Board Ihrer Stadt." in page
    assert "fragen Sie bitte im Rathaus nach" in page


def test_reading_sets_no_cookie(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get("/").headers
