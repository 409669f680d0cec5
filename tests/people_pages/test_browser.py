"""The coordinator at the phone: find or note somebody, match and promise in few clicks, with and without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.organigram_edit.test_browser import address, signed_in_page

__all__ = ["address"]
pytestmark = pytest.mark.xdist_group("browser")


@pytest.mark.parametrize("scripts", [True, False])
def test_three_letters_and_three_clicks_lead_to_a_noted_promise(
    scripts: bool, chromium: Browser, town: Flask, address: str
) -> None:
    page = signed_in_page(chromium, town, address, java_script_enabled=scripts)
    page.goto("/menschen")
    page.get_by_label("Wen suchen Sie?").fill("tsch")
    page.get_by_label("Wen suchen Sie?").press("Enter")
    page.get_by_role("link", name="Diana Tschirch").click()
    page.get_by_role("link", name="Zusage notieren").first.click()
    page.get_by_role("button", name="Zusage eintragen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Diana Tschirch")
    expect(page.get_by_text("ist eingetragen.")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_somebody_is_noted_by_keyboard_alone(scripts: bool, chromium: Browser, town: Flask, address: str) -> None:
    page = signed_in_page(chromium, town, address, java_script_enabled=scripts)
    page.goto("/menschen/neu")
    for text in ("Ngọc", "Trần", "030 555"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter" if scripts else "Shift+Tab")
    if not scripts:
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ngọc Trần")


@pytest.mark.parametrize("scripts", [True, False])
def test_similar_task_is_published_in_three_clicks(scripts: bool, chromium: Browser, town: Flask, address: str) -> None:
    page = signed_in_page(chromium, town, address, java_script_enabled=scripts)
    page.goto("/aufgaben/T31")
    page.get_by_role("link", name="Ähnliche Aufgabe anlegen").click()
    page.get_by_label("Name").fill("Spielplatz am Teich")
    page.get_by_label("Beginn").fill("2026-12-01T10:00")
    page.get_by_role("button", name="Weiter zum Veröffentlichen").click()
    page.get_by_role("button", name="Veröffentlichen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Spielplatz am Teich")
    expect(page.get_by_text("Jetzt können alle mitmachen.")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_axe_finds_nothing_and_nothing_sticks_out(
    width: int, scheme: str, chromium: Browser, town: Flask, address: str
) -> None:
    page = signed_in_page(chromium, town, address, color_scheme=scheme, viewport={"width": width, "height": 800})
    for path in (
        "/menschen",
        "/menschen/neu",
        "/menschen/P084",
        "/menschen/P084/zusage/T08",
        "/menschen/P085/zusammenlegen?mit=P084",
        "/aufgaben/neu",
        "/aufgaben/neu/formular?wie=T01",
        "/aufgaben/T31/menschen",
        "/aufgaben/T01/abschliessen",
    ):
        page.goto(path)
        assert (path, Axe().run(page).response["violations"]) == (path, [])
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
