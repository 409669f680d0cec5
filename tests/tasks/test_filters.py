"""The filters of the board: each state is an address."""

import re

import pytest
from flask.testing import FlaskClient

from tests.tasks.conftest import HEAD, Fill
from tests.tasks.test_board import SWAP, announced, titles

TASKS = f"""{HEAD},description,place_id,remote,certificate_required,licence_required
T1,Frühling,U02,green,single,open,Wir fegen die Straße,L1,0,0,
T2,Fahren,U02,mobility,recurring,running,,,0,1,B
T3,Übersetzen,U03,admin,recurring,open,,,1,,
T4,Singen,U03,culture,recurring,open,,L1,,1,
"""


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("feld=green", ["Frühling"]),
        ("einheit=U03", ["Übersetzen", "Singen"]),
        ("ort=L1", ["Frühling", "Singen"]),
        ("art=einmal", ["Frühling"]),
        ("art=regelmaessig", ["Fahren", "Übersetzen", "Singen"]),
        ("zuhause=1", ["Übersetzen"]),
        ("nachweis=fuehrungszeugnis", ["Fahren", "Singen"]),
        ("nachweis=fahrerlaubnis", ["Fahren"]),
        ("nachweis=keiner", ["Frühling", "Übersetzen"]),
        ("q=strasse", ["Frühling"]),
        ("q=fruhling", ["Frühling"]),
        ("q=STRA%C3%9FE+fegen", ["Frühling"]),
        ("q=singverein", ["Übersetzen", "Singen"]),
        ("q=stadtgrün", ["Frühling"]),
        ("q=strasse+singen", []),
        ("q=%25", ["Frühling", "Fahren", "Übersetzen", "Singen"]),
        ("q=_", ["Frühling", "Fahren", "Übersetzen", "Singen"]),
        ("q=Ehrenamt", ["Frühling", "Fahren", "Übersetzen", "Singen"]),
        ("q=Helfer+singen", ["Singen"]),
        ("einheit=U03&ort=L1&q=sing", ["Singen"]),
        ("q=&feld=&einheit=&ort=&art=&nachweis=", ["Frühling", "Fahren", "Übersetzen", "Singen"]),
    ],
)
def test_each_filter_finds_its_tasks(asked: str, found: list[str], fill: Fill) -> None:
    assert titles(fill(tasks=TASKS, areas=AREAS).get(f"/aufgaben?{asked}").text) == found


AREAS = "id,label_de,label_en\n" + "".join(
    f"{ref},{label},{ref}\n"
    for ref, label in [
        ("green", "Stadtgrün"),
        ("mobility", "Unterwegs"),
        ("admin", "Verwaltung"),
        ("culture", "Kultur"),
        ("seniors", "Ältere"),
    ]
)


@pytest.mark.parametrize("headers", [{}, SWAP], ids=["page", "swap"])
@pytest.mark.parametrize(
    "asked",
    [
        "feld=nix",
        "einheit=U99",
        "ort=T1",
        "art=oft",
        "zuhause=ja",
        "nachweis=%27",
        "seite=-1",
        "seite=x",
        f"q={'x' * 201}",
    ],
)
def test_a_value_that_is_no_choice_is_refused_with_a_sentence(
    asked: str, headers: dict[str, str], client: FlaskClient
) -> None:
    answer = client.get(f"/aufgaben?{asked}", headers=headers)
    assert answer.status_code == 400
    assert re.search(r"„|Höchstens", answer.text)


def more_filters(page: str) -> str:
    form = page[page.index("ks-filters") :]
    return form[form.index("<details") : form.index("<summary")]


def test_the_form_shows_what_was_asked(client: FlaskClient) -> None:
    page = client.get("/aufgaben?feld=green&einheit=U46&art=einmal&zuhause=1&q=Beete").text
    assert [f'value="{value}" selected' in page for value in ("green", "U46", "einmal")] == [True] * 3
    assert 'value="Beete"' in page
    assert 'name="zuhause" value="1" checked' in page
    assert "open>" in more_filters(page)


def test_more_filters_stay_folded_for_a_mere_search(client: FlaskClient) -> None:
    page = client.get("/aufgaben?q=Beete").text
    assert "open" not in more_filters(page)


def test_the_form_offers_only_what_has_tasks(fill: Fill) -> None:
    page = fill(tasks=TASKS).get("/aufgaben").text
    assert '<option value="U02">Bauamt</option>' in page
    assert "Fragestelle</option>" not in page


def test_a_chosen_unit_without_tasks_stays_chosen_and_finds_nothing(fill: Fill) -> None:
    page = fill(tasks=TASKS).get("/aufgaben?einheit=U04").text
    assert '<option value="U04" selected>Fragestelle</option>' in page
    assert "Dazu gibt es gerade keine Aufgabe." in page


def test_general_words_are_answered_kindly(client: FlaskClient) -> None:
    page = client.get("/aufgaben?q=Ehrenamt").text
    assert "Wir suchen ohne Ehrenamt, denn das passt auf alle Aufgaben." in page
    assert announced(page) == "69 Aufgaben"


def test_finding_nothing_is_announced_and_leads_back_to_all(client: FlaskClient) -> None:
    part = client.get("/aufgaben?q=Raumschiff", headers=SWAP).text
    assert announced(part) == "Keine Aufgabe gefunden"
    assert 'href="/aufgaben"' in part


def test_a_search_text_is_shown_as_text(client: FlaskClient) -> None:
    assert "<script>alert" not in client.get('/aufgaben?q="><script>alert(1)</script>').text
