"""The main jobs by keyboard alone. At every stop it shows where one is, and nothing lies over it."""

import re
from datetime import timedelta
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, Page, expect

from ks_board.core import clock
from ks_board.messages.guard import make_ticket
from ks_board.permissions import Role
from tests.a11y.conftest import open_screen
from tests.organigram_edit.test_browser import address

__all__ = ["address"]
MOST_STOPS = 250
STOP = Path(__file__).with_name("stop.js").read_text(encoding="utf-8")


class Hands:
    """Somebody who has only a keyboard."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def go_to(self, kind: str, name: str) -> None:
        """Press Tab until a link, button or field begins with these words."""
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            stop = self.page.evaluate(STOP)
            if stop["kind"] != "body":
                assert stop["isMarked"], f"the focus does not show at {stop}"
                assert stop["isSeen"], f"something lies over {stop}"
            if (stop["kind"], stop["name"][: len(name)]) == (kind, name):
                return
        raise AssertionError(f"Tab does not lead to {kind} {name}")

    def press(self, kind: str, name: str, key: str = "Enter") -> None:
        """Go to a link, button or box and press it."""
        self.go_to(kind, name)
        self.page.keyboard.press(key)
        self.page.wait_for_load_state()

    def type(self, name: str, text: str, kind: str = "input") -> None:
        """Go to a field and type."""
        self.go_to(kind, name)
        self.page.keyboard.type(text)

    def is_on(self, heading: str) -> None:
        """Expect the page with this heading."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)

    def hears(self, text: str) -> None:
        """Expect words in the live region."""
        expect(self.page.locator("#meldungen")).to_contain_text(text)


def hands(chromium: Browser, town: Flask, address: str, path: str, role: Role = Role.PUBLIC) -> Hands:
    """Return somebody with a keyboard before a page."""
    page = open_screen(chromium, town, address, role, reduced_motion="reduce")
    page.goto(path)
    return Hands(page)


def took_time_to_type(person: Hands, town: Flask) -> None:
    """Let the form believe that a person typed, who takes longer."""
    with town.app_context():
        ticket = make_ticket(now=clock.real_now() - timedelta(seconds=20))
    person.page.evaluate("(ticket) => document.querySelector('[name=ticket]').value = ticket", ticket)


def test_saying_yes_to_a_task(chromium: Browser, town: Flask, address: str) -> None:
    person = hands(chromium, town, address, "/aufgaben?q=Ausflug")
    person.press("a", "Ausflug im Frühjahr vorbereiten")
    person.is_on("Ausflug im Frühjahr vorbereiten")
    person.press("a", "Ich mache mit")
    person.is_on("Mitmachen")
    person.type("Vor- und Nachname", "Neele Neumann")
    person.type("E-Mail-Adresse", "neele@example.org")
    person.press("input", "Ich bin mindestens 18", "Space")
    person.press("button", "Ich mache mit")
    person.is_on("Vielen Dank!")


def test_finding_who_is_responsible(chromium: Browser, town: Flask, address: str) -> None:
    person = hands(chromium, town, address, "/")
    person.press("a", "Organigramm")
    person.is_on("Organigramm")
    person.press("a", "Ordnungs- und Bürgeramt")
    person.is_on("Ordnungs- und Bürgeramt")


def test_writing_a_message(chromium: Browser, town: Flask, address: str) -> None:
    person = hands(chromium, town, address, "/nachricht")
    person.press("radio", "Etwas macht mir Sorgen", "Space")
    person.page.keyboard.press("ArrowDown")
    person.type("Ihre Nachricht", "Eine Bank am Teich.", kind="textarea")
    took_time_to_type(person, town)
    person.press("button", "Nachricht senden")
    person.is_on("Ihre Nachricht ist da")


def test_planning_a_measure(chromium: Browser, town: Flask, address: str) -> None:
    person = hands(chromium, town, address, "/luecken/post-vacant/S12", Role.COORDINATOR)
    person.press("a", "Maßnahme planen")
    person.is_on("Maßnahme")
    person.press("button", "Planen")
    person.hears("Geplant.")


def test_noting_a_yes_by_phone(chromium: Browser, town: Flask, address: str) -> None:
    person = hands(chromium, town, address, "/menschen", Role.COORDINATOR)
    person.type("Wen suchen Sie?", "tsch")
    person.page.keyboard.press("Enter")
    expect(person.page.get_by_role("link", name="Diana Tschirch")).to_be_visible()
    person.page.wait_for_url("**/menschen?q=tsch*")
    person.press("a", "Diana Tschirch")
    person.is_on("Diana Tschirch")
    person.press("a", "Zusage notieren")
    person.is_on("Zusage")
    person.press("button", "Zusage eintragen")
    person.hears("ist eingetragen.")


def test_noting_a_call(chromium: Browser, town: Flask, address: str) -> None:
    person = hands(chromium, town, address, "/anrufe", Role.COORDINATOR)
    waiting = person.page.get_by_role("button", name=re.compile("^Erreicht:"))
    before = waiting.count()
    person.press("button", "Erreicht")
    expect(waiting).to_have_count(before - 1)


def test_editing_a_unit(chromium: Browser, town: Flask, address: str) -> None:
    person = hands(chromium, town, address, "/einheiten/U10", Role.COORDINATOR)
    person.press("a", "Name, Ort, Tage ändern")
    person.go_to("input", "Name")
    person.page.keyboard.press("Control+A")
    person.page.keyboard.type("Büro der Bürgermeisterin")
    person.press("button", "Speichern")
    person.is_on("Büro der Bürgermeisterin")
