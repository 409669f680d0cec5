"""Whatever is typed is either said to be wrong or stored as text; nothing breaks, nothing becomes markup."""

import pytest
from flask import Flask

from tests.organigram_edit.browser import coordinator, fill, opened, send, unit

MARKUP = '"><script>alert(1)</script>{{ 7*7 }}=1+1'
FORMS = [
    "/organigramm/neue-einheit?unter=U09",
    "/einheiten/U10/aendern",
    "/einheiten/U10/schliessen",
    "/einheiten/U10/neue-stelle",
    "/einheiten/U10/neue-zustaendigkeit",
    "/stellen/S01/aendern",
    "/stellen/S01/besetzen",
    "/stellen/S01/schliessen",
    "/zustaendigkeiten/R01/aendern",
    "/besetzungen/A001/aendern",
    "/besetzungen/A001/beenden",
]
TEXTS = {
    "markup": MARKUP,
    "long": "x" * 100_000,
    "control": "a\x07b",
    "directions": "a\u202eb\u200f",
    "late": "9999-12-31",
    "minus": "-1",
    "other id": "99999999999999999999",
    "formula": "=cmd|'/c calc'!A1",
}


@pytest.mark.parametrize("address", FORMS)
def test_no_text_breaks_a_form(town: Flask, address: str) -> None:
    client = coordinator(town)
    for text in TEXTS.values():
        fields = opened(client, address)
        typed = {name: [text] for name in fields if name != "csrf_token"}
        answer = send(client, address, fields | typed)
        assert answer.status_code in {303, 400, 409, 422}, (text[:20], answer.status_code)
        assert "<script>alert" not in answer.text


@pytest.mark.parametrize("address", FORMS)
def test_no_made_up_id_in_any_field_breaks_a_form(town: Flask, address: str) -> None:
    client = coordinator(town)
    for name in opened(client, address):
        if name not in {"csrf_token", "on", "valid_until"}:
            answer = send(client, address, opened(client, address) | {name: [TEXTS["other id"]]})
            assert answer.status_code in {303, 409, 422}, (name, answer.status_code)


def test_markup_is_text_on_every_page_and_picture(town: Flask) -> None:
    client = coordinator(town)
    fill(client, "/einheiten/U10/aendern", name=MARKUP, short_name=MARKUP, purpose=MARKUP)
    pages = ["/einheiten/U10", "/organigramm", "/organigramm.svg", "/verlauf", "/einheiten/U10/aendern", "/luecken"]
    for page in pages:
        answer = client.get(page)
        assert (page, answer.status_code, "<script>alert" in answer.text, "49=1+1" in answer.text) == (
            page,
            200,
            False,
            False,
        )


@pytest.mark.parametrize(("size", "code"), [(1_000_000, 422), (3_000_000, 413)])
def test_a_megabyte_is_refused(town: Flask, size: int, code: int) -> None:
    assert fill(coordinator(town), "/einheiten/U10/aendern", name="x" * size).status_code == code


def test_a_nul_is_refused(town: Flask) -> None:
    assert fill(coordinator(town), "/einheiten/U10/aendern", name="a\0b").status_code == 400


def test_fields_that_the_form_does_not_have_change_nothing(town: Flask) -> None:
    fill(coordinator(town), "/einheiten/U10/aendern", id="1", ref="U99", name="Neu")
    changed = unit(town, "U10")
    assert (changed.name, changed.version) == ("Neu", 2)


def test_what_is_missing_stays_as_it_is(town: Flask) -> None:
    client = coordinator(town)
    token = (
        fill(client, "/einheiten/U10/aendern", name="").text.partition('name="csrf_token" value="')[2].partition('"')[0]
    )
    answer = client.post("/einheiten/U10/aendern", data={"csrf_token": token, "version": "1", "name": "Nur der Name"})
    assert answer.status_code in {303, 422}
    assert unit(town, "U10").kind.value == "section"


@pytest.mark.parametrize("address", ["/einheiten/U999/aendern", "/stellen/R01/aendern", "/besetzungen/S01/beenden"])
def test_a_form_for_what_does_not_exist_is_not_found(town: Flask, address: str) -> None:
    assert coordinator(town).get(address).status_code == 404
