"""What a phone asks for to install the board, the page it may keep, and that a farewell wipes the device."""

import json
import re
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from ks_board import assets
from ks_board.core.db import db
from ks_board.organigram.models import Unit
from ks_board.permissions import Role
from tests.claim.browser import send
from tests.claim.town import ONE_LEFT
from tests.conftest import signed_in
from tests.people.browser import token_of

KEPT = "/meine/ohne-netz"


def test_manifest_names_the_town_and_has_a_page_to_start_with(client: FlaskClient) -> None:
    answer = client.get("/manifest.webmanifest")
    said = json.loads(answer.text)
    assert answer.mimetype == "application/manifest+json"
    assert (said["name"], said["short_name"]) == ("Weißwald: Wer macht was?", "Weißwald")
    assert (said["display"], said["start_url"]) == ("standalone", "/")
    assert [client.get(shortcut["url"]).status_code for shortcut in said["shortcuts"]] == [200, 302]


def test_icons_are_as_large_as_the_manifest_says(client: FlaskClient) -> None:
    icons = json.loads(client.get("/manifest.webmanifest").text)["icons"]
    files = [(assets.DIST / icon["src"].removeprefix("/static/")).read_bytes() for icon in icons]
    drawn = [Image.open(BytesIO(file)).size for file in files]
    assert [f"{width}x{height}" for width, height in drawn] == [icon["sizes"] for icon in icons]
    assert {icon["purpose"] for icon in icons} == {"any", "maskable"}


def test_worker_is_asked_for_anew_and_stands_at_the_root(client: FlaskClient) -> None:
    answer = client.get("/sw.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.text == (assets.STATIC / "pages/sw.js").read_text(encoding="utf-8")


def test_kept_page_holds_own_dates_and_the_number_of_the_coordination(town: Flask) -> None:
    helper = signed_in(town, Role.LINK)
    send(helper, f"/aufgaben/{ONE_LEFT}", f"/aufgaben/{ONE_LEFT}/mitmachen", old_enough="1")
    page = helper.get(KEPT).text
    assert "Mitfahrbank betreuen" in page
    assert "Samstag, 5. Dezember 2026, 10 bis 11 Uhr" in page
    with town.app_context():
        phone = db.session.query(Unit.phone).filter_by(kind="coordination").scalar()
    assert re.findall(r"Anrufen: ([\d ]+)", page) == [phone]


def test_kept_page_says_no_day_that_means_another_one_tomorrow(town: Flask) -> None:
    page = signed_in(town, Role.LINK).get(KEPT).text
    assert "Montag, 16. November 2026" in page
    assert not re.findall(r"heute|morgen\b|nächsten", page.replace("Meine nächsten Termine", ""))


def test_kept_page_holds_nothing_by_which_to_write(town: Flask) -> None:
    page = signed_in(town, Role.LINK).get(KEPT).text
    assert "<form" not in page
    assert "csrf" not in page
    assert set(re.findall(r'href="([^"#]+)"', page)) - {assets.asset_url(n) for n in ("icon.svg", "board.css")} == {
        "/meine",
        *re.findall(r'"(tel:[^"]+)"', page),
    }


def test_kept_page_is_signed_for_one_person(town: Flask) -> None:
    signs = [signed_in(town, role).get(KEPT).headers["X-Kept-For"] for role in (Role.LINK, Role.LINK, Role.VOLUNTEER)]
    assert signs[0] == signs[1] != signs[2]


@pytest.mark.parametrize("path", ["/abmelden", "/meine/ueberall-abmelden", "/meine/links-ungueltig"])
def test_every_farewell_wipes_the_device(path: str, town: Flask) -> None:
    browser = signed_in(town, Role.LINK)
    answer = browser.post(path, data={"csrf_token": token_of(browser.get("/meine"))})
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert f'"{path}"' in (assets.STATIC / "pages/sw.js").read_text(encoding="utf-8")


def test_privacy_page_tells_of_it(client: FlaskClient) -> None:
    assert "30 Tage" in client.get("/datenschutz").text
