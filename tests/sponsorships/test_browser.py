"""The sponsor's visit and the coordinator's tandems in a browser: one tap, without JavaScript, and what axe says."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, expect
from werkzeug.serving import make_server

from ks_board.people.models import Person
from ks_board.permissions import Role
from ks_board.tandems.models import Wish
from tests.sponsorships.town import OWN, PAGE, WITHOUT, browser_as, id_of, read, wish_for

pytestmark = pytest.mark.xdist_group("browser")
WISH = "Einmal im Monat ein Raum mit Beamer, dienstags ab 15 Uhr."


@pytest.fixture
def address(town: Flask) -> Iterator[str]:
    """Serve the town; give its address."""
    wish_for(town, "D01", WISH)
    server = make_server("127.0.0.1", 0, town, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def screen_of(
    chromium: Browser, town: Flask, address: str, who: str = OWN, role: Role = Role.SPONSOR, **options: Any
) -> BrowserContext:
    """Return a small screen on which somebody is signed in."""
    cookie = browser_as(town, who, role).get_cookie("board")
    assert cookie
    size: dict[str, Any] = {"viewport": {"width": 360, "height": 800}}
    context = chromium.new_context(base_url=address, locale="de-DE", **size, **options)
    context.set_default_timeout(5000)
    context.add_cookies([{"name": "board", "value": cookie.value, "url": address}])
    return context


@pytest.mark.parametrize("scripted", [True, False])
def test_wish_is_in_sight_and_one_tap_away(chromium: Browser, town: Flask, address: str, scripted: bool) -> None:
    context = screen_of(chromium, town, address, java_script_enabled=scripted)
    screen = context.new_page()
    screen.goto(PAGE)
    expect(screen.get_by_text(WISH)).to_be_in_viewport()
    button = screen.get_by_role("button", name="Ich kümmere mich")
    expect(button).to_be_in_viewport()
    button.click()
    expect(screen.get_by_text("Sie kümmern sich darum")).to_be_visible()
    assert read(town, Wish, "W01").taken_by_id == id_of(town, Person, OWN)
    context.close()


VISITS = [
    (OWN, Role.SPONSOR, PAGE),
    (WITHOUT, Role.SPONSOR, PAGE),
    (OWN, Role.SPONSOR, "/tandems/D01"),
    ("P028", Role.COORDINATOR, "/tandems"),
    ("P028", Role.COORDINATOR, "/tandems/D01"),
    ("P028", Role.COORDINATOR, "/tandems/neu"),
    ("P028", Role.COORDINATOR, "/tandems/D01/patenschaft"),
]


@pytest.mark.parametrize("visit", VISITS, ids=lambda visit: f"{visit[0]} {visit[2]}")
def test_axe_finds_nothing_and_nothing_is_cut_off(
    chromium: Browser, town: Flask, address: str, visit: tuple[str, Role, str]
) -> None:
    who, role, path = visit
    context = screen_of(chromium, town, address, who, role)
    screen = context.new_page()
    screen.set_viewport_size({"width": 320, "height": 640})
    screen.goto(path)
    for scheme in ("light", "dark"):
        screen.emulate_media(color_scheme=scheme)
        found = Axe().run(screen)
        assert found.violations_count == 0, found.generate_report()
    assert screen.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()
