"""Hostile input into every form of the town's data: an answer below 500, stored as text or refused, never markup."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ks_board.pages.records.tables import TABLES
from tests.organigram_edit.browser import coordinator, opened

HOSTILE = [
    *("<script>alert(1)</script>", "=HYPERLINK(1)", "\u202eabc", "9999-12-31", "0000-00-00", "-1", "9" * 400, "1e400"),
    *("NaN", "²", "' OR 1=1 --", "%", "{{7*7}}", "\x07", "\ud7ff\ufffe", "ä" * 20_000, "P001", "S01", "2.2.2222", " "),
    *("FREQ=SECONDLY;COUNT=99999999", ";;;", "\r\nSet-Cookie: x=y", "Müller", "true", "2026-11-16T25:61"),
]
TURNS = 7
WRITABLE = sorted(slug for slug, table in TABLES.items() if table.may_add)
CHANGEABLE = sorted(slug for slug, table in TABLES.items() if table.may_change)


@pytest.mark.parametrize("slug", WRITABLE)
def test_every_field_of_a_new_row_bears_it(town: Flask, slug: str) -> None:
    client = coordinator(town)
    assert codes(client, f"/daten/{slug}/neu") <= {303, 413, 422}
    assert "<script>alert" not in client.get(f"/daten/{slug}").text


@pytest.mark.parametrize("slug", CHANGEABLE)
def test_every_field_of_a_stored_row_bears_it(town: Flask, slug: str) -> None:
    client = coordinator(town)
    assert codes(client, first_row(client, slug)) <= {303, 409, 413, 422}
    assert "<script>alert" not in client.get(f"/daten/{slug}").text


@pytest.mark.parametrize("slug", ["einstellungen", "menschen", "nichts"])
def test_nul_is_refused_before_any_view(town: Flask, slug: str) -> None:
    client = coordinator(town)
    fields = opened(client, "/daten/orte/neu")
    assert client.post(f"/daten/{slug}/neu", data=fields | {"title": "a\0b"}).status_code == 400


def test_extra_fields_are_not_stored(town: Flask) -> None:
    client = coordinator(town)
    row = first_row(client, "menschen")
    fields = opened(client, row)
    extra = {"id": "1", "ref": "P999", "roles": "admin", "password_hash": "x", "version_id_col": "9"}
    assert client.post(row, data=fields | extra).status_code == 303
    assert client.get(row).status_code == 200
    assert client.get("/daten/menschen/P999").status_code == 404


def test_number_of_another_table_is_no_choice(town: Flask) -> None:
    client = coordinator(town)
    fields = opened(client, "/daten/aufgaben/T01")
    for name in ("area_id", "place_id"):
        assert client.post("/daten/aufgaben/T01", data=fields | {name: "999999"}).status_code == 422


def test_a_megabyte_is_answered(town: Flask) -> None:
    client = coordinator(town)
    fields = opened(client, "/daten/orte/neu")
    answer = client.post("/daten/orte/neu", data=fields | {"name": "x" * 1_000_000, "kind": "x"})
    assert answer.status_code in {413, 422}


def first_row(client: FlaskClient, slug: str) -> str:
    """Return the address of a row of a table."""
    links = client.get(f"/daten/{slug}").text.split(f'href="/daten/{slug}/')
    ref = next(ref for ref in (link.split('"')[0] for link in links[1:]) if ref != "neu")
    return f"/daten/{slug}/{ref}"


def codes(client: FlaskClient, address: str) -> set[int]:
    """Send hostile texts in all fields at once, each time other ones, then each alone in an otherwise right form."""
    fields = opened(client, address)
    names = [name for name in fields if name not in {"csrf_token", "version", "seen"}]
    found = set()
    for turn in range(TURNS):
        texts = {name: HOSTILE[(number + turn * 4) % len(HOSTILE)] for number, name in enumerate(names)}
        found.add(client.post(address, data=fields | texts).status_code)
    for number, name in enumerate(names):
        found.add(client.post(address, data=fields | {name: HOSTILE[number % len(HOSTILE)]}).status_code)
    return found
