"""The Round Table on a big screen: by keyboard alone, with and without scripts; axe finds nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.organigram_edit.test_browser import address, signed_in_page

__all__ = ["address"]
pytestmark = pytest.mark.xdist_group("browser")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_question_is_answered_by_keyboard(scripts: bool, chromium: Browser, town: Flask, address: str) -> None:
    page = signed_in_page(chromium, town, address, java_script_enabled=scripts)
    page.goto("/runder-tisch")
    page.get_by_role("radio", name="ja").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Fast fertig.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}/runder-tisch?frage=S3b")
    page.goto("/runder-tisch/ende")
    expect(page.get_by_role("listitem").filter(has_text="Fast fertig.")).to_contain_text("teilweise")


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_axe_finds_nothing_and_nothing_sticks_out(
    width: int, scheme: str, chromium: Browser, town: Flask, address: str
) -> None:
    page = signed_in_page(chromium, town, address, color_scheme=scheme, viewport={"width": width, "height": 800})
    page.goto("/runder-tisch/ende")
    assert Axe().run(page).response["violations"] == []
    page.goto("/runder-tisch?frage=S4")
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
