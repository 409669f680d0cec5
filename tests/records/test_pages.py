"""The pages of the town's data: every table is listed, found, added to, changed and ended."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Enum

from ks_board.pages.records import labels
from ks_board.pages.records.listing import sort_keys
from ks_board.pages.records.tables import TABLES
from tests.organigram_edit.browser import coordinator, fill
from tests.tasks.test_statements import named_statements

SLUGS = sorted(TABLES)
FIRST = {"einstellungen": "town", "fragen": "S1", "regeln": "post-vacant", "felder": "mobility"}
LETTERS = {
    "menschen": "P001",
    "einheiten": "U01",
    "stellen": "S01",
    "zustaendigkeiten": "R01",
    "besetzungen": "A001",
    "orte": "L01",
    "aufgaben": "T01",
    "zusagen": "G001",
    "tandems": "D01",
    "patenschaften": "X01",
    "toepfe": "B01",
    "antraege": "Y01",
    "beschluesse": "C01",
    "ablaeufe": "V01",
    "massnahmen": "M01",
    "nachrichten": "N01",
    "dank": "Z01",
    "antworten": "Q01",
    "schritte": "post-vacant-1",
}
REFS = FIRST | LETTERS


def test_every_column_has_a_label() -> None:
    for table in TABLES.values():
        for column in table.columns:
            assert str(labels.label(table.name, column.name)), (table.name, column.name)


def test_every_value_of_a_closed_set_has_a_label() -> None:
    for table in TABLES.values():
        for column in table.columns:
            if isinstance(column.type, Enum):
                assert all(str(word) for _kind, word in labels.choices(column)), (table.name, column.name)


def test_overview_leads_to_every_table(staff: FlaskClient) -> None:
    page = staff.get("/daten").text
    assert [slug for slug in SLUGS if f'href="/daten/{slug}"' not in page] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_every_table_is_listed(staff: FlaskClient, slug: str) -> None:
    page = staff.get(f"/daten/{slug}")
    assert page.status_code == 200
    assert f'href="/daten/{slug}/' in page.text


@pytest.mark.parametrize("slug", SLUGS)
def test_every_sort_works(staff: FlaskClient, slug: str) -> None:
    for key in sort_keys(TABLES[slug]):
        assert staff.get(f"/daten/{slug}?nach={key}").status_code == 200


@pytest.mark.parametrize("slug", SLUGS)
def test_every_row_opens(staff: FlaskClient, slug: str) -> None:
    page = staff.get(f"/daten/{slug}?q={REFS[slug]}")
    assert f'href="/daten/{slug}/' in page.text
    ref = page.text.split(f'href="/daten/{slug}/')[2 if TABLES[slug].may_add else 1].split('"')[0]
    answer = staff.get(f"/daten/{slug}/{ref}")
    assert answer.status_code == 200, ref


@pytest.mark.parametrize(
    ("address", "most"), [("menschen", 3), ("besetzungen", 6), ("besetzungen?q=anna", 10), ("orte", 4)]
)
def test_a_list_needs_a_fixed_number_of_statements(staff: FlaskClient, address: str, most: int) -> None:
    with named_statements(staff.application) as sent:
        page = staff.get(f"/daten/{address}")
    assert page.text.count("<tr>") > 2
    assert len(sent) <= most, sent


def test_a_list_shows_25_rows_and_leads_on(staff: FlaskClient) -> None:
    page = staff.get("/daten/menschen").text
    assert page.count("<tr>") == 26
    assert "/daten/menschen?seite=2" in page


@pytest.mark.parametrize("query", ["wunsche", "WÜNSCHE", "wuensche", "P0"])
def test_the_search_folds_what_is_typed(staff: FlaskClient, query: str) -> None:
    assert staff.get(f"/daten/menschen?q={query}").text.count("<tr>") > 1


def test_a_swap_gets_the_list_alone(staff: FlaskClient) -> None:
    answer = staff.get("/daten/orte", headers={"HX-Request": "true"})
    assert answer.text.lstrip().startswith('<div id="eintraege"')


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if TABLES[slug].may_change])
def test_saving_a_row_as_it_is_changes_nothing(town: Flask, slug: str) -> None:
    client = coordinator(town)
    ref = (
        client.get(f"/daten/{slug}").text.split(f'href="/daten/{slug}/')[2 if TABLES[slug].may_add else 1].split('"')[0]
    )
    answer = fill(client, f"/daten/{slug}/{ref}")
    assert answer.status_code == 303, answer.text
