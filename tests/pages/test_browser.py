"""Board, task page and start page in a browser: what htmx adds, what works without it, what axe says."""

import threading
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def address(weisswald: Flask) -> Iterator[str]:
    """Serve Weißwald; give its address."""
    server = make_server("127.0.0.1", 0, weisswald, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """Return a small screen with the board."""
    context = chromium.new_context(base_url=address, locale="de-DE", viewport={"width": 360, "height": 800})
    context.set_default_timeout(5000)
    screen = context.new_page()
    screen.goto("/aufgaben")
    yield screen
    context.close()


def test_a_search_swaps_the_list_announces_it_and_keeps_focus_and_a_short_address(page: Page, address: str) -> None:
    page.get_by_label("Was möchten Sie tun?").fill("beete")
    page.keyboard.press("Enter")
    expect(page.locator("#meldungen")).to_have_text("1 Aufgabe")
    expect(page.get_by_role("heading", level=2)).to_have_text(["Beete am Mühlgraben pflegen"])
    expect(page).to_have_url(f"{address}/aufgaben?q=beete")
    expect(page.get_by_label("Was möchten Sie tun?")).to_be_focused()


def test_going_back_shows_the_list_and_form_from_before(page: Page) -> None:
    page.get_by_label("Was möchten Sie tun?").fill("beete")
    page.keyboard.press("Enter")
    expect(page.locator("#meldungen")).to_have_text("1 Aufgabe")
    page.go_back()
    expect(page.locator("#aufgaben").get_by_text("69 Aufgaben")).to_be_visible()
    expect(page.get_by_label("Was möchten Sie tun?")).to_have_value("")


def test_a_refused_search_says_why_and_leaves_the_list_as_it_was(page: Page) -> None:
    page.get_by_label("Was möchten Sie tun?").fill("x" * 201)
    page.keyboard.press("Enter")
    expect(page.locator("#meldungen")).to_contain_text("Der Suchtext ist zu lang.")
    expect(page.locator("#aufgaben")).to_have_attribute("aria-busy", "false")
    expect(page.get_by_role("article")).to_have_count(25)


def test_without_scripts_the_same_form_finds_the_same(chromium: Browser, address: str) -> None:
    context = chromium.new_context(base_url=address, locale="de-DE", java_script_enabled=False)
    page = context.new_page()
    page.goto("/aufgaben")
    page.get_by_label("Was möchten Sie tun?").fill("beete")
    page.get_by_role("button", name="Aufgaben zeigen").click()
    expect(page.get_by_role("heading", level=2)).to_have_text(["Beete am Mühlgraben pflegen"])
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
@pytest.mark.parametrize("path", ["/", "/aufgaben?einheit=U42", "/aufgaben/T01", "/aufgaben/T75"])
def test_axe_finds_nothing_and_nothing_sticks_out(
    path: str, width: int, scheme: str, chromium: Browser, address: str
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme, locale="de-DE")
    page.goto(address + path)
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()
