"""The coordinator's morning in a browser: two clicks for a yes, with and without scripts; axe finds nothing."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.organigram_edit.test_browser import address, signed_in_page
from tests.today.test_today import ask

__all__ = ["address"]
YES = re.compile("Bestätigen: Neu Gier")
pytestmark = pytest.mark.xdist_group("browser")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_call_is_made_and_the_yes_stands(scripts: bool, chromium: Browser, town: Flask, address: str) -> None:
    ask(town)
    page = signed_in_page(chromium, town, address, java_script_enabled=scripts)
    page.goto("/")
    page.get_by_role("link", name="Heute", exact=True).click()
    expect(page.get_by_role("link", name="030 1234")).to_have_attribute("href", "tel:0301234")
    page.get_by_role("button", name=YES).click()
    expect(page).to_have_url(f"{address}/heute")
    expect(page.get_by_role("button", name=YES)).to_have_count(0)


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_axe_finds_nothing_and_nothing_sticks_out(
    width: int, scheme: str, chromium: Browser, town: Flask, address: str
) -> None:
    ask(town, note="Ein_langes_Wort_" * 8)
    page = signed_in_page(chromium, town, address, color_scheme=scheme, viewport={"width": width, "height": 800})
    page.goto("/heute")
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
