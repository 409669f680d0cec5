"""A volunteer's whole day in a browser, with and without JavaScript: two taps to a yes, and one page for the rest."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from tests.claim.browser import link_in, mails, personal_link
from tests.claim.town import FREE, ONE_LEFT, live_people, task

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def address(town: Flask) -> Iterator[str]:
    """Serve the town; give its address."""
    server = make_server("127.0.0.1", 0, town, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(params=[True, False], ids=["scripted", "plain"])
def screen(request: pytest.FixtureRequest, chromium: Browser, address: str) -> Iterator[Page]:
    """Return a small screen, once with and once without JavaScript."""
    size: dict[str, Any] = {"viewport": {"width": 360, "height": 800}}
    context = chromium.new_context(base_url=address, locale="de-DE", java_script_enabled=request.param, **size)
    context.set_default_timeout(5000)
    yield context.new_page()
    context.close()


def _come_by_link(screen: Page, town: Flask) -> None:
    screen.goto(personal_link(town))
    screen.get_by_role("button", name="Weiter").click()
    expect(screen.get_by_role("heading", name="Meine Seite")).to_be_visible()


def test_known_person_needs_two_taps_from_the_board(screen: Page, town: Flask) -> None:
    _come_by_link(screen, town)
    screen.goto("/aufgaben?q=Mitfahrbank")
    screen.get_by_role("link", name="Mitfahrbank betreuen").click()
    screen.get_by_role("button", name="Ich mache mit").click()
    expect(screen.get_by_text("Sie sind dabei").first).to_be_visible()
    with town.app_context():
        assert "P061" in live_people(ONE_LEFT)


def test_newcomer_says_yes_by_one_form_and_one_link(screen: Page, town: Flask) -> None:
    screen.goto(f"/aufgaben/{FREE}")
    screen.get_by_role("link", name="Ich mache mit").click()
    screen.get_by_label("Vor- und Nachname").fill("Neele Neumann")
    screen.get_by_label("E-Mail-Adresse").fill("neele@example.org")
    screen.get_by_label("Ich bin mindestens 18 Jahre alt").check()
    screen.get_by_role("button", name="Ich mache mit").click()
    expect(screen.get_by_role("heading", name="Vielen Dank!")).to_be_visible()
    screen.goto(link_in(mails(town)[0]))
    screen.get_by_role("button", name="Weiter").click()
    expect(screen.get_by_role("heading", name="Sie sind dabei")).to_be_visible()
    with town.app_context():
        assert task(FREE).taken == 1


def test_who_cannot_go_on_stops_in_three_taps(screen: Page, town: Flask) -> None:
    _come_by_link(screen, town)
    screen.goto(f"/aufgaben/{FREE}")
    screen.get_by_role("button", name="Ich mache mit").click()
    expect(screen.get_by_text("Sie sind dabei").first).to_be_visible()
    screen.goto("/meine")
    screen.get_by_role("link", name="Ausflug im Frühjahr vorbereiten").click()
    screen.get_by_role("link", name="Ich kann nicht mehr").click()
    screen.get_by_role("button", name="Ja, ich höre auf").click()
    expect(screen.get_by_text("Der Platz ist wieder frei.")).to_be_visible()
    with town.app_context():
        assert task(FREE).taken == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_have_no_faults_that_axe_finds(chromium: Browser, address: str, town: Flask, scheme: str) -> None:
    size: dict[str, Any] = {"viewport": {"width": 320, "height": 800}}
    context = chromium.new_context(base_url=address, color_scheme=scheme, **size)  # type: ignore[arg-type]
    screen = context.new_page()
    screen.goto(f"/aufgaben/{FREE}/mitmachen")
    _check(screen)
    _come_by_link(screen, town)
    _check(screen)
    for path in (f"/aufgaben/{FREE}", "/meine/e-mail"):
        screen.goto(path)
        _check(screen)
    context.close()


def _check(screen: Page) -> None:
    found = [violation["id"] for violation in Axe().run(screen).response["violations"]]
    wide = screen.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert (screen.url, found, wide) == (screen.url, [], False)
