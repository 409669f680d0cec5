"""English is complete: each sentence has its translation, with the same blanks to fill, in the glossary's words."""

import re
from html.parser import HTMLParser

import pytest
from babel.messages.catalog import Catalog
from flask import Flask
from flask.testing import FlaskClient

from ks_board.permissions import Role
from tests.access.declared import READABLE
from tests.setup.browser import admin_of
from tools.catalogue import list_messages, read_catalogue, template

pytestmark = pytest.mark.xdist_group("words")

BLANK = re.compile(r"%\(\w+\)[sd]|%%|<[^>]+>")
RIVALS = re.compile(
    r"\b(tenant|municipality|department|role|shift|slot|booking|mentor|hub|fund|deficit|ticket|workflow)s?\b", re.I
)
GERMAN = re.compile(r"[äöüßÄÖÜ]|\b(?:und|oder|nicht|keine?|der|das|bitte|noch|wird|Sie)\b")
GERMAN_ON_PURPOSE = ("pages.easy",)
MEANT_GERMAN = re.compile(r"Deutsch|übergeordnet|/leicht|Bürger\w*|Büro", re.I)


@pytest.fixture(scope="session")
def catalogue() -> Catalog:
    return read_catalogue()


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def test_each_sentence_stands_in_the_catalogue_and_no_other(catalogue: Catalog) -> None:
    said, known = ({message.id for message in list_messages(one)} for one in (template(), catalogue))
    assert (said - known, known - said) == (set(), set())


def test_each_sentence_is_translated(catalogue: Catalog) -> None:
    assert [message.id for message in list_messages(catalogue) if not all(forms(message.string))] == []


def test_translations_have_the_same_blanks(catalogue: Catalog) -> None:
    assert [message.id for message in list_messages(catalogue) if _differs(message.id, message.string)] == []


def _differs(source: str | tuple[str, ...], translated: str | tuple[str, ...]) -> bool:
    """Compare form by form; a number may be left out where a form says one."""
    pairs = zip(forms(source), forms(translated), strict=True)
    return any(
        set(BLANK.findall(german)) != set(BLANK.findall(english)) for german, english in list(pairs)[-1:]
    ) or not set(BLANK.findall(forms(translated)[0])) <= set(BLANK.findall(forms(source)[-1]))


def test_english_keeps_to_the_words_of_the_glossary(catalogue: Catalog) -> None:
    texts = [text for message in list_messages(catalogue) for text in forms(message.string)]
    assert [text for text in texts if RIVALS.search(text)] == []


class Words(HTMLParser):
    """All text of a page that is not marked as German and was not typed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.text: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"meta", "link", "input", "img", "br", "hr", "path", "rect", "circle"}:
            self.open.append((tag, dict(attrs).get("lang") == "de" or tag in {"script", "style", "textarea"}))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(german for _tag, german in self.open):
            self.text.append(data)


@pytest.mark.parametrize("role", [Role.PUBLIC, Role.ADMIN])
def test_pages_of_a_town_without_data_say_nothing_german(empty: Flask, role: Role) -> None:
    browser = _english(empty, role)
    said = {}
    for endpoint, address in READABLE.items():
        if endpoint == "pages.speak":
            continue  # It would speak German from then on.
        answer = browser.get(address.path)
        if answer.mimetype == "text/html" and not endpoint.startswith(GERMAN_ON_PURPOSE):
            german = [text.strip() for text in Words(answer.text).text if GERMAN.search(MEANT_GERMAN.sub("", text))]
            said |= {endpoint: german} if german else {}
    assert said == {}


def _english(app: Flask, role: Role) -> FlaskClient:
    browser = app.test_client() if role is Role.PUBLIC else admin_of(app)
    browser.get("/sprache/en")
    return browser


def test_the_language_chosen_stays_for_the_visit_and_leads_back(client: FlaskClient) -> None:
    assert client.get("/sprache/en?zurueck=/aufgaben?q=lesen").location == "/aufgaben?q=lesen"
    page = client.get("/checkliste").text
    assert ('<html lang="en">' in page, "<h1>Checklist" in page) == (True, True)
    assert 'href="/sprache/de?zurueck=/checkliste"' in page
    assert client.get("/sprache/de").location == "/"
    assert '<html lang="de">' in client.get("/checkliste").text


@pytest.mark.parametrize("address", ["/sprache/fr", "/sprache/"])
def test_a_language_nobody_speaks_here_is_not_found(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "/\\example.org"])
def test_choosing_a_language_never_leads_elsewhere(client: FlaskClient, elsewhere: str) -> None:
    answer = client.get("/sprache/en", query_string={"zurueck": elsewhere})
    assert answer.status_code == 302
    assert answer.location == "/"


def test_the_browser_decides_as_long_as_nobody_chooses(client: FlaskClient) -> None:
    assert '<html lang="en">' in client.get("/hilfe", headers={"Accept-Language": "en-GB,en;q=0.9"}).text
    assert '<html lang="de">' in client.get("/hilfe", headers={"Accept-Language": "pl"}).text
