"""Each page says in three sentences what one can do there."""

import pytest
from flask.testing import FlaskClient

from ks_board.pages.what_here import _by_endpoint, find_what_here
from tests.access.declared import READABLE

NO_PAGES = frozenset(
    {
        "calendars.feed",
        "my_page.data",
        "organigram.embed",
        "organigram.picture",
        "packs.download",
        "pages.health",
        "pages.manifest",
        "pages.robots",
        "pages.speak",
        "pages.town_logo",
        "pages.town_style",
        "pages.worker",
        "people_pages.handover_pdf",
        "tasks.photo",
        "tasks.small_photo",
    }
)
"""Files, feeds and redirects, and the picture alone in somebody else's page."""


def is_page(endpoint: str) -> bool:
    return endpoint not in NO_PAGES and not endpoint.startswith("api.") and READABLE[endpoint].path.isascii()


def test_each_page_has_its_sentences() -> None:
    pages = {name for name in READABLE if is_page(name) and not READABLE[name].path.endswith((".csv", ".pdf", ".xlsx"))}
    assert set(_by_endpoint()) == pages, "write them in ks_board/pages/what_here_public.py or what_here_staff.py"


@pytest.mark.parametrize("endpoint", sorted(_by_endpoint()))
def test_there_are_three_sentences(endpoint: str) -> None:
    sentences = [str(one) for one in find_what_here(endpoint) or ()]
    assert len(sentences) == 3
    assert all(one.endswith(".") and len(one.split()) <= 16 for one in sentences)


def test_a_page_shows_them_after_its_heading(client: FlaskClient) -> None:
    page = client.get("/aufgaben").text
    sentences = find_what_here("tasks.board") or ()
    assert page.index("<h1>") < page.index("Was kann ich hier tun?") < page.index(str(sentences[2]))


def test_an_error_says_nothing_about_the_page_that_failed(client: FlaskClient) -> None:
    assert "Was kann ich hier tun?" not in client.get("/luecken?frage=X9").text
