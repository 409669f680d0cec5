"""A coordinator edits in a browser: in place with htmx, the same without scripts; axe finds nothing."""

import threading
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from werkzeug.serving import make_server

from tests.organigram_edit.browser import coordinator, fill, unit

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def address(town: Flask) -> Iterator[str]:
    """Serve a town that can be written to; give its address."""
    server = make_server("127.0.0.1", 0, town, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def signed_in_page(chromium: Browser, town: Flask, address: str, **options: object) -> Page:
    """Return a page of a browser in which the coordinator is signed in."""
    context: BrowserContext = chromium.new_context(base_url=address, locale="de-DE", **options)  # type: ignore[arg-type]
    context.set_default_timeout(5000)
    cookie = coordinator(town).get_cookie("board")
    assert cookie
    context.add_cookies([{"name": "board", "value": cookie.value, "url": address}])
    return context.new_page()


def test_a_successor_is_found_while_typing_and_entered_in_place(chromium: Browser, town: Flask, address: str) -> None:
    page = signed_in_page(chromium, town, address)
    page.goto("/stellen/S02")
    page.get_by_role("link", name="Nachfolge eintragen").click()
    expect(page.get_by_role("heading", name="1. Stellvertretung der Bürgermeisterin besetzen")).to_be_focused()
    page.get_by_label("Name suchen").press_sequentially("anger")
    expect(page.get_by_role("radio", name="Manuela Angermann")).to_be_checked()
    page.get_by_label("Ab wann?").fill("2027-03-01")
    page.get_by_role("button", name="Eintragen").click()
    expect(page.locator("#meldungen")).to_contain_text("Manuela Angermann übernimmt ab 1. März 2027")
    expect(page).to_have_url(f"{address}/stellen/S02")
    page.locator("#meldungen").get_by_role("link", name="Rückgängig").click()
    page.get_by_role("button", name="Rückgängig machen").click()
    expect(page.locator("#meldungen")).to_contain_text("Zurückgenommen")


def test_the_same_without_scripts(chromium: Browser, town: Flask, address: str) -> None:
    page = signed_in_page(chromium, town, address, java_script_enabled=False)
    page.goto("/stellen/S02")
    page.get_by_role("link", name="Nachfolge eintragen").click()
    page.get_by_label("Name suchen").fill("anger")
    page.get_by_label("Ab wann?").fill("2027-03-01")
    page.get_by_role("button", name="Eintragen").click()
    page.get_by_role("radio", name="Manuela Angermann").check()
    page.get_by_role("button", name="Eintragen").click()
    expect(page.locator("#meldungen")).to_contain_text("Manuela Angermann übernimmt ab 1. März 2027")


def test_errors_keep_the_form_in_place_and_get_the_focus(chromium: Browser, town: Flask, address: str) -> None:
    page = signed_in_page(chromium, town, address)
    page.goto("/einheiten/U10")
    page.get_by_role("link", name="Name, Ort, Tage ändern oder umhängen").click()
    page.get_by_label("Name", exact=True).fill("")
    page.get_by_label("Telefon – freiwillig").fill("030 7")
    page.get_by_role("button", name="Speichern").click()
    expect(page.locator("#fehler")).to_be_focused()
    expect(page.get_by_label("Telefon – freiwillig")).to_have_value("030 7")
    expect(page).to_have_url(f"{address}/einheiten/U10")


def test_two_editors_choose_in_place(chromium: Browser, town: Flask, address: str) -> None:
    page = signed_in_page(chromium, town, address)
    page.goto("/einheiten/U10")
    page.get_by_role("link", name="Name, Ort, Tage ändern oder umhängen").click()
    page.get_by_label("Name", exact=True).fill("Mein Name")
    fill(coordinator(town), "/einheiten/U10/aendern", name="Dein Name")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("radio", name="Von Ihnen: Mein Name")).to_be_checked()
    page.get_by_role("radio", name="Jetzt gespeichert: Dein Name").check()
    page.get_by_role("button", name="So speichern").click()
    expect(page.locator("#meldungen")).to_contain_text("Gespeichert.")
    assert unit(town, "U10").name == "Dein Name"


PAGES = [
    "/einheiten/U10",
    "/stellen/S01",
    "/einheiten/U10/aendern",
    "/stellen/S01/aendern",
    "/zustaendigkeiten/R01/besetzen?who=anger",
    "/verlauf",
    "/bestaetigungen",
    "/bestaetigungen/P024",
]


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_axe_finds_nothing_and_nothing_sticks_out(
    width: int, scheme: str, chromium: Browser, town: Flask, address: str
) -> None:
    client = coordinator(town)
    fill(client, "/einheiten/U10/aendern", name="Bauhof", purpose="x" * 200)
    page = signed_in_page(chromium, town, address, viewport={"width": width, "height": 800}, color_scheme=scheme)
    for path in PAGES:
        page.goto(path)
        assert (path, Axe().run(page).response["violations"]) == (path, [])
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
