"""Whatever is typed about tandems is said to be wrong or stored as text; nothing breaks, nothing becomes markup."""

import pytest
from flask import Flask

from tests.organigram_edit.browser import coordinator, fill, opened, send
from tests.organigram_edit.test_hostile import MARKUP, TEXTS

FORMS = [
    "/tandems/neu",
    "/tandems/D01/aendern",
    "/tandems/D01/absprache/aendern",
    "/tandems/D01/beenden",
    "/tandems/D01/wunsch",
    "/tandems/D01/patenschaft",
    "/tandems/D01/patenschaften/X01/beenden",
]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("address", FORMS)
def test_no_text_in_any_field_breaks_a_form(town: Flask, address: str, text: str) -> None:
    client = coordinator(town)
    fields = opened(client, address)
    for name in [name for name in fields if name != "csrf_token"]:
        answer = send(client, address, fields | {name: [text]})
        assert answer.status_code in {200, 303, 400, 409, 422}, (name, answer.status_code)
        assert "<script>alert" not in answer.text
        fields = opened(client, address) if answer.status_code == 303 else fields


def test_markup_is_text_on_every_page(town: Flask) -> None:
    client = coordinator(town)
    fill(client, "/tandems/D01/aendern", name=MARKUP, purpose=MARKUP)
    fill(client, "/tandems/D01/wunsch", text=MARKUP)
    fill(client, "/tandems/D01/absprache/aendern", who_does_what=MARKUP, until_when=MARKUP, what_not=MARKUP)
    fill(client, "/tandems/D01/beenden", result=MARKUP)
    for page in ("/tandems", "/tandems?zeige=beendet", "/tandems/D01", "/tandems/D01/absprache", "/verlauf"):
        answer = client.get(page)
        assert (answer.status_code, "<script>alert" in answer.text, "49=1+1" in answer.text) == (200, False, False)
