"""Leichte Sprache: one short sentence a line, and whom to ask with the number filled in."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

PAGES = ("/leicht", "/leicht/mitmachen", "/leicht/fragen")
SUBJUNCTIVE = re.compile(r"\b(würde|könnte|hätte|wäre|sollte|müsste|dürfte|möchte)\w*", re.IGNORECASE)
NAMES = ("Koordinierungsstelle Kleinstadt gestalten", "Organigramm", "Bürgertreff im Bahnhof, Bahnhofstraße 2")


def lines_of(client: FlaskClient, path: str) -> list[str]:
    """Return the lines of the page's own part, without names that the town gave."""
    own = client.get(path).text.split('class="ks-easy"')[1].split("</main>")[0]
    for name in NAMES:
        own = own.replace(name, "Name")
    return [
        unescape(re.sub(r"<[^>]+>", "", line)).strip() for line in re.findall(r"<p\b[^>]*>(.*?)</p>", own, re.DOTALL)
    ]


@pytest.mark.parametrize("path", PAGES)
def test_each_line_is_one_short_sentence(client: FlaskClient, path: str) -> None:
    lines = lines_of(client, path)
    assert [line for line in lines if len(line.split()) > 11 or len(re.findall(r"[.?!](?:\s|$)", line)) > 1] == []
    assert len(lines) > 10


@pytest.mark.parametrize("path", PAGES)
def test_words_are_short_and_say_what_is(client: FlaskClient, path: str) -> None:
    words = [word for line in lines_of(client, path) for word in re.findall(r"\w+", line)]
    assert [word for word in words if len(word) > 15] == []
    assert [word for word in words if SUBJUNCTIVE.fullmatch(word)] == []


@pytest.mark.parametrize("path", PAGES[1:])
def test_the_number_to_call_is_filled_in(client: FlaskClient, path: str) -> None:
    assert re.search(r'href="tel:\+?\d+">[\d ]+</a>', client.get(path).text)


def test_without_a_contact_point_one_asks_at_the_town_hall(empty: Flask) -> None:
    assert "Fragen Sie im Rathaus." in empty.test_client().get("/leicht/fragen").text


@pytest.mark.parametrize("path", PAGES)
def test_the_text_is_german_in_every_language(client: FlaskClient, path: str) -> None:
    page = client.get(path, headers={"Accept-Language": "en"}).text
    assert '<h1 lang="de">' in page
    assert '<div class="ks-easy" lang="de">' in page


def test_start_page_and_footer_lead_there(client: FlaskClient) -> None:
    assert client.get("/").text.count('href="/leicht"') == 2
