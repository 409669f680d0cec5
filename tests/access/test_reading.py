"""What holds for all pages that can be read: they write nothing, lead nowhere closed, and set no cookie."""

import hashlib
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from ks_board.core.db import Base, db
from ks_board.permissions import Role
from tests.access.conftest import browser_of
from tests.access.declared import READABLE, ROLES

MOST_OF_A_KIND = 3
"""How many links to the same view with the same parameters one role follows."""
MOST_FILES = 1
"""Pictures and papers to take home are drawn and printed, which takes long."""
FILES = {"organigram.picture", "papers.pdf", "reports.csv", "reports.pdf", "reports.xlsx"}
Kind = tuple[str, object, tuple[str, ...]]
START = ("/", "/aufgaben", "/organigramm", "/checkliste", "/luecken")


class Links(HTMLParser):
    """All links of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep links and pictures of this board."""
        address = dict(attrs).get("src" if tag == "img" else "href") or ""
        if tag in {"a", "img"} and address.startswith("/") and not address.startswith("/static/"):
            self.found.append(address.partition("#")[0])


SIGN_IN = "/anmelden"
KEPT_BY_CHOICE = {"people.sign_in", "pages.speak"}
"""Who signs in or chooses a language wants to be remembered."""


@pytest.mark.parametrize("role", ROLES)
def test_no_link_leads_to_a_page_that_is_closed_or_missing(weisswald: Flask, role: Role) -> None:
    browser = browser_of(weisswald, role)
    waiting, seen, kinds, dead = list(START), set(START), Counter[Kind](), []
    while waiting:
        path = waiting.pop(0)
        answer = browser.get(path)
        if answer.status_code == 302 and not answer.location.startswith(SIGN_IN):
            waiting.append(answer.location)  # A page may lead on, as the Round Table does to its next question.
        elif answer.status_code != 200:
            dead.append((path, answer.status_code))
        links = Links(answer.text).found if answer.mimetype == "text/html" else []
        for link in dict.fromkeys(links):
            kind = _kind(weisswald, link)
            if link not in seen and kinds[kind] < (MOST_FILES if kind[0] in FILES else MOST_OF_A_KIND):
                kinds[kind] += 1
                seen.add(link)
                waiting.append(link)
    assert dead == []
    assert len(seen) > len(START)


def _kind(app: Flask, address: str) -> Kind:
    parts = urlsplit(address)
    endpoint, arguments = app.url_map.bind("").match(parts.path)
    names = tuple(sorted(name for name, value in parse_qsl(parts.query)))
    return endpoint, arguments.get("kind"), names


def test_reading_writes_nothing(weisswald: Flask) -> None:
    before = _contents(weisswald)
    for role in ROLES:
        browser = browser_of(weisswald, role)
        for address in READABLE.values():
            browser.get(address.path)
            browser.options(address.path)
    assert _contents(weisswald) == before


def _contents(app: Flask) -> dict[str, str]:
    with app.app_context():
        rows = {name: db.session.execute(select(table)).all() for name, table in Base.metadata.tables.items()}
    return {name: hashlib.sha256(repr(sorted(map(repr, found))).encode()).hexdigest() for name, found in rows.items()}


@pytest.mark.parametrize("endpoint", sorted(set(READABLE) - KEPT_BY_CHOICE))
def test_reading_needs_no_cookie(weisswald: Flask, endpoint: str) -> None:
    answer = weisswald.test_client().get(READABLE[endpoint].path)
    assert ("Set-Cookie" in answer.headers) is (b"csrf_token" in answer.data)


@pytest.mark.parametrize("endpoint", READABLE)
def test_page_of_staff_is_never_stored(weisswald: Flask, endpoint: str) -> None:
    answer = browser_of(weisswald, Role.COORDINATOR).get(READABLE[endpoint].path)
    assert answer.headers["Cache-Control"] == "no-store"
    assert {"HX-Request", "Cookie"} <= set(answer.vary)
