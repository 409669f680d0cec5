"""States that no address shows: errors in forms, two people at one row, an empty town, opened details, a swap."""

from flask import Flask
from playwright.sync_api import Browser, Page, expect

from ks_board.permissions import Role
from tests.a11y.conftest import look_at, open_screen, serve
from tests.organigram_edit.browser import coordinator, fill
from tests.organigram_edit.test_browser import address

__all__ = ["address"]


def clean(screen: Page) -> None:
    """Expect a state without faults, with everything opened that opens."""
    screen.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true })")
    faults = look_at(screen)
    assert not faults, "\n".join(faults)


def test_errors_in_a_form(chromium: Browser, stage: Flask, stage_address: str) -> None:
    screen = open_screen(chromium, stage, stage_address)
    for path, button in (("/nachricht", "Nachricht senden"), ("/aufgaben/T08/mitmachen", "Ich mache mit")):
        screen.goto(path)
        screen.get_by_role("button", name=button).click()
        expect(screen.get_by_role("alert")).to_contain_text("Bitte prüfen Sie Ihre Angaben")
        clean(screen)
    screen.context.close()


def test_two_people_at_one_unit(chromium: Browser, town: Flask, address: str) -> None:
    screen = open_screen(chromium, town, address, Role.COORDINATOR, java_script_enabled=True)
    screen.goto("/einheiten/U10/aendern")
    fill(coordinator(town), "/einheiten/U10/aendern", name="Ein anderer Name")
    screen.get_by_label("Name", exact=True).fill("Mein Name")
    screen.get_by_role("button", name="Speichern").click()
    expect(screen.get_by_text("Ein anderer Name").first).to_be_visible()
    clean(screen)
    screen.context.close()


def test_a_swapped_list_and_opened_details(chromium: Browser, stage: Flask, stage_address: str) -> None:
    screen = open_screen(chromium, stage, stage_address)
    screen.goto("/aufgaben")
    screen.get_by_label("Was möchten Sie tun?").fill("beete")
    screen.keyboard.press("Enter")
    expect(screen.locator("#meldungen")).to_have_text("1 Aufgabe")
    clean(screen)
    screen.context.close()


def test_an_empty_town(chromium: Browser, empty: Flask) -> None:
    for server in serve(empty):
        screen = open_screen(chromium, empty, server)
        for path in ("/", "/aufgaben", "/organigramm", "/checkliste", "/luecken", "/impressum"):
            screen.goto(path)
            clean(screen)
        screen.context.close()
