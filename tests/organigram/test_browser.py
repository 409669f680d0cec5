"""The picture in a browser: zoom by buttons, keys and wheel, the way to a unit, and the same page without scripts."""

import threading
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

pytestmark = pytest.mark.xdist_group("browser")
WIDTH = "document.querySelector('svg.og').getBoundingClientRect().width"
ROOM = "document.querySelector('.organigram').clientWidth"
SCROLLED = "document.querySelector('.organigram').scrollLeft"


@pytest.fixture(scope="module")
def address(weisswald: Flask) -> Iterator[str]:
    """Serve Weißwald; give its address."""
    server = make_server("127.0.0.1", 0, weisswald, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def phone(chromium: Browser, address: str) -> Iterator[Page]:
    """Return a small screen with the organigram."""
    context = chromium.new_context(
        base_url=address, locale="de-DE", viewport={"width": 360, "height": 800}, reduced_motion="reduce"
    )
    context.set_default_timeout(5000)
    page = context.new_page()
    page.goto("/organigramm")
    yield page
    context.close()


def test_buttons_zoom_and_say_so(phone: Page) -> None:
    assert phone.evaluate(f"{WIDTH} <= {ROOM}")
    for _ in range(5):
        phone.get_by_role("button", name="Größer").click()
    expect(phone.locator("[data-og-said]")).to_contain_text("Prozent groß.")
    assert phone.evaluate(f"{WIDTH} > 2 * {ROOM}")
    phone.get_by_role("button", name="Kleiner").click()
    phone.get_by_role("button", name="Alles zeigen").click()
    expect(phone.locator("[data-og-said]")).to_have_text("Das ganze Bild ist zu sehen.")
    assert phone.evaluate(f"{WIDTH} <= {ROOM}")


def test_keys_and_wheel_zoom_and_move_while_the_picture_has_the_focus(phone: Page) -> None:
    region = phone.get_by_role("region", name="Bild des Organigramms")
    region.focus()
    for _ in range(6):
        phone.keyboard.press("+")
    large, left = phone.evaluate(WIDTH), phone.evaluate(SCROLLED)
    phone.keyboard.press("ArrowRight")
    phone.wait_for_function(f"{SCROLLED} > {left}")
    region.hover()
    phone.keyboard.down("Control")
    phone.mouse.wheel(0, 200)
    phone.keyboard.up("Control")
    phone.wait_for_function(f"{WIDTH} < {large}")
    region.focus()
    phone.keyboard.press("0")
    assert phone.evaluate(f"{WIDTH} <= {ROOM}")


def test_the_list_leads_to_the_box_which_is_large_in_sight_and_has_the_focus(phone: Page) -> None:
    phone.get_by_role("link", name="Bauhof: im Bild").click()
    box = phone.locator("#bild-U30")
    expect(box).to_be_focused()
    expect(box).to_be_in_viewport()
    assert phone.evaluate(f"{WIDTH} > 2 * {ROOM}")


def test_what_is_looked_for_is_brought_into_sight(phone: Page) -> None:
    phone.goto("/organigramm?zeige=U30#gezeigt")
    expect(phone.locator("#bild-U30")).to_be_in_viewport()


def test_dragging_moves_the_picture_and_follows_no_link(phone: Page) -> None:
    phone.goto("/organigramm?zeige=U30#bild-U30")
    left, middle = phone.evaluate(SCROLLED), phone.locator("#bild-U30").bounding_box()
    assert middle
    phone.mouse.move(middle["x"] + 40, middle["y"] + 8)
    phone.mouse.down()
    phone.mouse.move(middle["x"] + 90, middle["y"] + 8, steps=5)
    phone.mouse.up()
    assert phone.evaluate(SCROLLED) < left
    assert "/organigramm?" in phone.url


def test_without_scripts_there_are_no_dead_buttons_and_branches_fold(chromium: Browser, address: str) -> None:
    context = chromium.new_context(base_url=address, locale="de-DE", java_script_enabled=False)
    page = context.new_page()
    page.goto("/organigramm")
    expect(page.get_by_role("button", name="Alles zeigen")).to_be_hidden()
    page.get_by_role("link", name="Einklappen: Bauamt").click()
    expect(page.locator("#bild-U30")).to_have_count(0)
    page.get_by_role("link", name="Alle Zweige ausklappen").click()
    expect(page.locator("#bild-U30")).to_have_count(1)
    context.close()


@pytest.mark.parametrize(
    ("path", "width", "scheme"),
    [
        ("/organigramm?zeige=U30&zeigt=einheiten&zeigt=aufgaben", 1280, "light"),
        ("/organigramm?am=2026-11-16&mit=2027-07-01", 360, "dark"),
    ],
)
def test_axe_finds_nothing_and_nothing_sticks_out(
    path: str, width: int, scheme: str, chromium: Browser, address: str
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme, locale="de-DE")  # type: ignore[arg-type]
    page.goto(address + path)
    page.get_by_text("Anzeige ändern").click()
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()
