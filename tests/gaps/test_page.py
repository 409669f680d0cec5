"""The page of gaps: what it shows to whom, grouped, filtered, a page at a time."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ks_board.exchange.importer import import_folder
from ks_board.gaps.queries import find_gaps
from ks_board.gaps.registry import REGISTRY
from tests.conftest import NOW
from tests.gaps.maker import ON, Maker

PUBLIC = {
    "post-vacant",
    "task-no-contact",
    "post-incomplete",
    "task-no-briefing",
    "task-no-cover",
    "responsibility-no-holder",
    "responsibility-no-deputy",
    "responsibility-two-leads",
    "recurring-no-schedule",
    "anchor-no-keeper",
    "place-no-terms",
    "done-no-thanks",
    "task-one-person",
    "task-unfilled",
}
SWAP = {"HX-Request": "true"}


def number_of(html: str) -> int:
    """Return the number of gaps that the page tells."""
    found = re.search(r"data-announce>(\d+) Lücken?<", html)
    return int(found[1]) if found else 0


def headings(html: str) -> list[str]:
    """Return the headings of the groups."""
    return [re.sub(r"<.*?>", "", text).strip() for text in re.findall(r"<h2[^>]*>(.*?)</h2>", html, re.DOTALL)]


def test_every_rule_has_a_gap_in_the_town_of_examples(in_examples: Flask) -> None:
    assert {gap.rule.ref for gap in find_gaps(ON)} == REGISTRY.keys()


def test_the_public_sees_exactly_the_public_rules_of_all(in_examples: Flask) -> None:
    assert {gap.rule.ref for gap in find_gaps(ON, only_public=True)} == PUBLIC


@pytest.mark.parametrize("path", ["/luecken", "/luecken?gruppe=einheit", "/checkliste", "/checkliste/S1"])
def test_the_public_reads_no_name_of_anybody(examples_app: Flask, path: str) -> None:
    assert "Geheim" not in examples_app.test_client().get(path).text


def test_coordination_reads_who_answered_a_question(coordinator: FlaskClient) -> None:
    assert "Geantwortet hat Vor Geheim." in coordinator.get("/checkliste/S1").text


def test_public_pages_say_that_they_do_not_show_everything(client: FlaskClient) -> None:
    assert "Öffentlich zu sehen sind nur Lücken" in client.get("/luecken").text


def test_coordination_sees_all_gaps_with_names(staff: FlaskClient) -> None:
    page = staff.get("/luecken?frage=S4").text

    assert number_of(page) == 19
    assert "Vollstreckung, Leitung: Steffen Ullmann" in page


def test_a_gap_names_subject_unit_days_question_and_what_to_do(client: FlaskClient) -> None:
    page = client.get("/luecken?frage=S2&gruppe=einheit").text

    assert '<a href="/stellen/S27">Vollstreckung</a>' in page
    assert '<a href="/einheiten/U19">Stadtkasse</a>' in page
    assert '<time datetime="2026-09-30">seit 6 Wochen</time>' in page
    assert '<a href="/checkliste/S2">Frage S2</a>' in page
    assert "Ausschreiben, Vertretung eintragen oder Stelle schließen" in page


def test_gaps_are_grouped_by_question_in_the_order_of_the_checklist(client: FlaskClient) -> None:
    found = [heading.split(":")[0] for heading in headings(client.get("/luecken").text)]

    assert found == ["S2", "S3a", "S3b", "S4", "S5", "S6", "S7", "S9", "S11"]


def test_gaps_are_grouped_by_unit_as_people_sort_names(client: FlaskClient) -> None:
    found = headings(client.get("/luecken?gruppe=einheit&frage=S2").text)

    assert found == [
        "Heimatmuseum",
        "Jugendclub Gleis 3",
        "Koordinierungsstelle Kleinstadt gestalten",
        "Sachgebiet Soziales und Senioren",
        "Sachgebiet Tiefbau und Grün",
        "Stadtkasse",
    ]


def test_the_most_urgent_gaps_of_a_group_come_first(staff: FlaskClient) -> None:
    words = re.findall(r">(dringend|wichtig|bei Gelegenheit)</span>", staff.get("/luecken?frage=S4").text)

    assert words == ["dringend"] * 7 + ["wichtig"] * 8 + ["bei Gelegenheit"] * 4


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ("schwere=3", 34),
        ("schwere=1", 32),
        ("geplant=ja", 10),
        ("geplant=nein", 118),
        ("feld=mobility", 3),
        ("frage=K2", 7),
        ("einheit=U12", 14),
        ("frage=S4&schwere=2&geplant=ja", 1),
    ],
)
def test_filters(staff: FlaskClient, filters: str, number: int) -> None:
    assert number_of(staff.get(f"/luecken?{filters}").text) == number


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("frage=S99", 400),
        ("feld=nichts", 400),
        ("einheit=U999", 400),
        ("schwere=4", 400),
        ("geplant=vielleicht", 400),
        ("gruppe=farbe", 400),
        ("am=31.02.2026", 400),
        ("seite=-1", 400),
        ("seite=99", 404),
    ],
)
def test_what_is_not_on_offer_is_refused(client: FlaskClient, query: str, status: int) -> None:
    assert client.get(f"/luecken?{query}").status_code == status


def test_a_swap_gets_the_list_and_everybody_else_the_page(client: FlaskClient) -> None:
    fragment, page = client.get("/luecken?frage=S2", headers=SWAP).text, client.get("/luecken?frage=S2").text

    assert fragment.strip().startswith('<div id="luecken"')
    assert "<h1>Lücken</h1>" in page
    assert fragment.strip() in page


def test_long_lists_go_on_on_the_next_page(staff: FlaskClient) -> None:
    first, second = staff.get("/luecken").text, staff.get("/luecken?seite=2").text

    assert (first.count("<tr>") - first.count("<table"), second.count("<tr>") - second.count("<table")) == (100, 28)
    assert 'rel="next" href="/luecken?seite=2"' in first
    assert number_of(first) == number_of(second) == 128


def test_a_planned_gap_says_by_when_and_to_staff_also_what(client: FlaskClient, staff: FlaskClient) -> None:
    address = "/luecken?frage=S4&geplant=ja&schwere=3"

    assert "Daran arbeitet schon jemand. (bis 31. Oktober 2026)" in client.get(address).text
    assert "Ortschronik neu besetzen – Wanda Klemmt (bis 31. Oktober 2026)" in staff.get(address).text


def test_a_chosen_unit_is_named_with_a_way_back(client: FlaskClient) -> None:
    page = client.get("/luecken?einheit=U19&schwere=3").text

    assert "Nur Lücken dieser Einheit: Stadtkasse." in page
    assert 'href="/luecken?schwere=3"' in page


def test_today_is_not_kept_in_the_form_so_that_a_kept_address_stays_up_to_date(client: FlaskClient) -> None:
    assert 'name="am" value=""' in client.get("/luecken").text
    assert 'name="am" value="2026-12-01"' in client.get("/luecken?am=2026-12-01").text


def test_another_day_is_named_and_kept_in_the_links(client: FlaskClient) -> None:
    page = client.get("/luecken?am=2026-12-01&frage=S2").text

    assert "Sie sehen den Stand vom" in page
    assert 'href="/stellen/S27?am=2026-12-01"' in page


def test_nothing_found_says_how_to_see_all(client: FlaskClient) -> None:
    page = client.get("/luecken?frage=K1").text

    assert "Mit dieser Auswahl gibt es keine Lücke." in page
    assert 'href="/luecken"' in page


def test_an_empty_board_says_what_will_stand_here(empty: Flask) -> None:
    assert "Noch ist keine Stadt eingetragen." in empty.test_client().get("/luecken").text


def test_a_town_without_people_gets_one_sentence(empty: Flask, tmp_path: Path) -> None:
    maker = Maker()
    for _ in range(3):
        maker.post()
    with empty.app_context():
        import_folder(maker.write(tmp_path / "town"), now=NOW)

    page = empty.test_client().get("/luecken").text

    assert "Für „Stadt“ sind noch keine Menschen eingetragen." in page
    assert "Hier warten 3 Stellen und 0 Zuständigkeiten auf die ersten Namen." in page
    assert "Stelle oder Amt ist nicht besetzt" not in page
