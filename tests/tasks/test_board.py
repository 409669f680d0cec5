"""The board as people see it in Weißwald."""

import re

import pytest
from flask.testing import FlaskClient

from tests.tasks.conftest import HEAD, Fill

SWAP = {"HX-Request": "true", "HX-Request-Type": "partial"}
WEEKLY = "id,title,unit_id,area,kind,status,start,rrule,people_needed"


def titles(page: str) -> list[str]:
    return re.findall(r'<h2 class="ks-card__title"><a href="[^"]+">([^<]+)</a>', page)


def announced(page: str) -> str:
    found = re.search(r"data-announce>\s*([^<]+?)\s*<", page)
    assert found, "nothing is announced"
    return found[1]


def test_only_open_and_running_tasks_stand_on_the_board(fill: Fill) -> None:
    states = ["draft", "open", "running", "paused", "done", "stopped"]
    rows = "".join(f"T{n},{state},U02,seniors,single,{state}\n" for n, state in enumerate(states))
    assert titles(fill(tasks=f"{HEAD}\n{rows}").get("/aufgaben").text) == ["open", "running"]


def test_open_places_come_first_then_the_next_date_and_no_date_last(fill: Fill) -> None:
    tasks = f"""{WEEKLY}
T1,full,U02,seniors,recurring,running,2026-11-17T09:00,FREQ=DAILY,0
T2,undated,U02,seniors,recurring,running,,,2
T3,later,U02,seniors,recurring,running,2026-11-20T09:00,FREQ=WEEKLY,2
T4,sooner,U02,seniors,single,open,2026-11-18T09:00,,
"""
    assert titles(fill(tasks=tasks).get("/aufgaben").text) == ["sooner", "later", "undated", "full"]


def test_a_page_has_25_tasks_and_says_how_many_there_are(client: FlaskClient) -> None:
    page = client.get("/aufgaben").text
    assert (len(titles(page)), announced(page)) == (25, "69 Aufgaben")


def test_all_pages_together_show_every_task_once(client: FlaskClient) -> None:
    shown = [title for number in (1, 2, 3) for title in titles(client.get(f"/aufgaben?seite={number}").text)]
    assert (len(shown), len(set(shown))) == (69, 69)


def test_the_links_between_pages_keep_the_filters(client: FlaskClient) -> None:
    page = client.get("/aufgaben?art=regelmaessig&q=sie&seite=2").text
    assert 'rel="prev" href="/aufgaben?q=sie&amp;art=regelmaessig&amp;seite=1"' in page


def test_a_page_after_the_last_is_not_there_and_names_the_last(client: FlaskClient) -> None:
    answer = client.get("/aufgaben?seite=4")
    assert (answer.status_code, "Die letzte ist Seite 3." in answer.text) == (404, True)


def test_beyond_what_is_counted_pages_go_on_to_the_last_task(fill: Fill) -> None:
    rows = "".join(f"T{n},Lesen {n:04},U02,seniors,single,open\n" for n in range(1, 2031))
    browser = fill(tasks=f"{HEAD}\n{rows}")
    first, last = (browser.get(f"/aufgaben?seite={number}") for number in (1, 82))
    assert (announced(first.text), "Seite 1<" in first.text) == ("Mehr als 2.000 Aufgaben", True)
    assert (titles(last.text)[-1], 'rel="next"' in last.text) == ("Lesen 2030", False)
    assert [browser.get(f"/aufgaben?seite={number}").status_code for number in (83, 100)] == [404, 404]


def test_a_card_says_when_where_how_much_who_is_missing_and_whom_to_call(client: FlaskClient) -> None:
    page = client.get("/aufgaben?q=arzt").text
    card = page[page.index("<article") : page.index("</article>")]
    said = " ".join(re.sub(r"<[^>]+>", " ", card).split())
    assert said == (
        "Ältere Menschen Begleiten zum Arzt Sie gehen mit einem älteren Menschen zum Arzt und wieder nach Hause. "
        "Wann jeden Dienstag, 9 bis 11.30 Uhr wieder morgen Wo nach Absprache Aufwand etwa 6 Stunden im Monat "
        "Fragen an Seniorenarbeit und Teilhabe, Sachgebiet Soziales und Senioren 030 23125 165 1 Platz frei"
    )


def test_the_phone_of_a_card_can_be_called(client: FlaskClient) -> None:
    assert '<a href="tel:03023125165">030 23125 165</a>' in client.get("/aufgaben?q=arzt").text


def test_an_empty_board_says_so(fill: Fill) -> None:
    assert "Im Moment gibt es keine offenen Aufgaben." in fill(tasks=f"{HEAD}\n").get("/aufgaben").text


def test_titles_are_shown_as_text(fill: Fill) -> None:
    page = fill(tasks=f"{HEAD}\nT1,<b>Fett</b> & “frech”,U02,seniors,single,open\n").get("/aufgaben").text
    assert "&lt;b&gt;Fett&lt;/b&gt; &amp; “frech”" in page


def test_a_ref_with_signs_makes_a_working_link(fill: Fill) -> None:
    browser = fill(tasks=f"{HEAD}\nT 1?ä,Lesen,U02,seniors,single,open\n")
    found = re.search(r'ks-card__title"><a href="([^"]+)"', browser.get("/aufgaben").text)
    assert found is not None
    assert "<h1>Lesen</h1>" in browser.get(found[1]).text


def test_a_swap_gets_only_the_list(client: FlaskClient) -> None:
    answer = client.get("/aufgaben?q=garten", headers=SWAP)
    assert answer.text.startswith('<div id="aufgaben"')
    assert "<form" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [{}, {"HX-Request": "true", "HX-Boosted": "true"}, {"HX-Request": "true", "HX-History-Restore-Request": "true"}],
)
def test_everybody_else_gets_the_page_around_the_same_list(headers: dict[str, str], client: FlaskClient) -> None:
    swapped = client.get("/aufgaben?q=garten", headers=SWAP).text
    page = client.get("/aufgaben?q=garten", headers=headers).text
    assert "<h1>Aufgaben</h1>" in page
    assert titles(page) == titles(swapped)


def test_caches_keep_page_and_list_apart(client: FlaskClient) -> None:
    assert "HX-Request" in client.get("/aufgaben").headers["Vary"]


def test_reading_sets_no_cookie(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get("/aufgaben").headers
