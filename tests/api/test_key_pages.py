"""The page of staff for keys."""

import re

from flask import Flask

from ks_board.core.db import db
from ks_board.people.links import LinkPurpose, PersonalLink
from ks_board.permissions import Role
from tests.api.conftest import get
from tests.conftest import signed_in
from tests.people.browser import token_of

PAGE = "/daten/schluessel"


def test_new_key_is_shown_once_and_works(town: Flask) -> None:
    browser = signed_in(town, Role.COORDINATOR)
    made = browser.post(PAGE, data={"csrf_token": token_of(browser.get(PAGE)), "purpose": "Internetseite"})
    key = re.findall(r"<code>([\w-]{32})</code>", made.text)[0]
    assert (made.status_code, get(town.test_client(), "/gaps", key).get_json()["total"]) == (201, 128)
    listed = browser.get(PAGE).text
    assert ("Internetseite" in listed, "coordinator@weisswald.example" in listed, key in listed) == (True, True, False)
    with town.app_context():
        link = db.session.query(PersonalLink).filter_by(purpose=LinkPurpose.API).one()
        assert key not in (link.token_hash, link.detail)


def test_key_without_purpose_is_not_made(town: Flask) -> None:
    browser = signed_in(town, Role.COORDINATOR)
    answer = browser.post(PAGE, data={"csrf_token": token_of(browser.get(PAGE)), "purpose": " "})
    assert (answer.status_code, "Bitte schreiben Sie, welches Programm" in answer.text) == (422, True)
    assert "Noch gilt kein Schlüssel." in answer.text


def test_key_can_be_revoked(town: Flask) -> None:
    browser = signed_in(town, Role.COORDINATOR)
    token = token_of(browser.get(PAGE))
    made = browser.post(PAGE, data={"csrf_token": token, "purpose": "Internetseite"})
    key = re.findall(r"<code>([\w-]{32})</code>", made.text)[0]
    path = re.findall(rf'action="({PAGE}/\d+/sperren)"', browser.get(PAGE).text)[0]
    assert browser.post(path, data={"csrf_token": token}).status_code == 303
    assert get(town.test_client(), "/units", key).status_code == 401
    assert "Noch gilt kein Schlüssel." in browser.get(PAGE).text


def test_key_opens_no_personal_page(town: Flask) -> None:
    browser = signed_in(town, Role.COORDINATOR)
    made = browser.post(PAGE, data={"csrf_token": token_of(browser.get(PAGE)), "purpose": "Internetseite"})
    key = re.findall(r"<code>([\w-]{32})</code>", made.text)[0]
    with town.test_request_context():
        path = next(rule.rule for rule in town.url_map.iter_rules() if rule.endpoint == "people.link")
    assert town.test_client().get(path.replace("<token>", key)).status_code == 404
