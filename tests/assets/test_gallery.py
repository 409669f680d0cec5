"""The layout in a real browser: accessible, narrow enough, and telling what happens."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

Visit = Callable[..., Page]

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATHS = ["/?banner", "/form", "/pages/help?contact", "/broken/503"]
SEEN = [*[(path, "light") for path in PATHS], ("/?signed-in", "dark"), ("/form", "dark")]
MAIN_TARGETS = "header a, .kern-btn, .ks-pager a, .ks-segmented a, .ks-footer li a"


@pytest.mark.parametrize(("path", "scheme"), SEEN)
def test_axe_finds_nothing(visit: Visit, path: str, scheme: str) -> None:
    page = visit(path, width=360, color_scheme=scheme)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": LEVELS}}).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []


@pytest.mark.parametrize("path", PATHS)
def test_nothing_scrolls_sideways_at_320_pixels(visit: Visit, path: str) -> None:
    page = visit(path, width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_console_stays_silent(visit: Visit, gallery: str) -> None:
    page = visit("/broken/404")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(gallery)
    page.click("#swap")
    expect(page.locator("#list")).to_have_text("Neu")
    assert said == []


def test_first_visit_needs_four_requests_from_the_same_server(visit: Visit, gallery: str) -> None:
    page = visit("/broken/404")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(gallery, wait_until="networkidle")
    assert len(set(asked)) == 4
    assert all(url.startswith((gallery, "data:")) for url in asked)


def test_swap_is_announced(visit: Visit) -> None:
    page = visit()
    page.click("#swap")
    expect(page.locator("#meldungen")).to_have_text("3 Aufgaben")


def test_conflict_lands_in_the_live_region(visit: Visit) -> None:
    page = visit()
    page.click("#fail-409")
    expect(page.locator("#meldungen")).to_contain_text("Das geht gerade nicht.")
    expect(page.locator("#list")).to_have_text("Alt")


def test_form_error_lands_where_the_form_was(visit: Visit) -> None:
    page = visit()
    page.click("#fail-422")
    expect(page.locator("#list")).to_contain_text("Das geht gerade nicht.")


def test_server_error_puts_only_its_sentence_into_the_live_region(visit: Visit) -> None:
    page = visit()
    page.click("#fail-503")
    expect(page.locator("#meldungen #fehler")).to_contain_text("Es liegt nicht an Ihnen.")
    expect(page.locator(".ks-header")).to_have_count(1)


def test_lost_connection_is_told(visit: Visit) -> None:
    page = visit()
    page.context.set_offline(True)
    page.click("#swap")
    expect(page.locator("#meldungen")).to_contain_text("Keine Verbindung.")


def test_keyboard_reaches_the_content_first(visit: Visit) -> None:
    page = visit()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_paper_is_white_also_in_dark_mode(visit: Visit) -> None:
    page = visit(color_scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in {"rgb(255, 255, 255)", "oklch(1 0 0)"}
    expect(page.get_by_role("navigation", name="Hauptmenü")).to_be_hidden()


def test_main_targets_are_44_pixels_high_on_a_phone(visit: Visit) -> None:
    page = visit(width=360)
    heights = [target.bounding_box()["height"] for target in page.locator(MAIN_TARGETS).all()]
    assert len(heights) > 10
    assert min(heights) >= 44
