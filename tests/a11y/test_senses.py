"""What people set on their devices: wide spacing, little motion, strong colours, large type; and what is read aloud."""

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from ks_board.permissions import Role
from tests.a11y.conftest import open_screen

MAIN = ("/", "/aufgaben", "/aufgaben/T01", "/luecken", "/nachricht")


def test_wide_spacing_cuts_no_text(chromium: Browser, stage: Flask, stage_address: str) -> None:
    screen, faults = open_screen(chromium, stage, stage_address), []
    for path in MAIN:
        screen.goto(path)
        screen.evaluate("spaceOut()")
        faults += [f"{path}: {fault}" for fault in screen.evaluate("cutOff()") + screen.evaluate("tooWide()")]
    screen.context.close()
    assert not faults, "\n".join(faults)


def test_nothing_moves_for_who_wants_little_motion(chromium: Browser, stage: Flask, stage_address: str) -> None:
    screen, faults = open_screen(chromium, stage, stage_address, reduced_motion="reduce"), []
    for path in (*MAIN, "/organigramm"):
        screen.goto(path)
        faults += [f"{path}: {fault}" for fault in screen.evaluate("moving()")]
    screen.context.close()
    assert not faults, "\n".join(faults)


def test_strong_colours_leave_buttons_badges_and_fields_an_edge(
    chromium: Browser, stage: Flask, stage_address: str
) -> None:
    screen, faults = open_screen(chromium, stage, stage_address, forced_colors="active"), []
    for path in (*MAIN, "/organigramm"):
        screen.goto(path)
        faults += [f"{path}: {fault}" for fault in screen.evaluate("edgeless()")]
    screen.context.close()
    assert not faults, "\n".join(faults)


def test_picture_and_list_of_the_organigram_have_names(chromium: Browser, stage: Flask, stage_address: str) -> None:
    screen = open_screen(chromium, stage, stage_address)
    screen.goto("/organigramm")
    read = screen.locator("main").aria_snapshot()
    screen.context.close()
    assert "Bild des Organigramms" in read
    assert 'heading "Organigramm" [level=1]' in read
    assert "Ordnungs- und Bürgeramt" in read


def test_what_a_filter_finds_is_said_in_a_live_region(chromium: Browser, stage: Flask, stage_address: str) -> None:
    screen = open_screen(chromium, stage, stage_address)
    screen.goto("/aufgaben")
    screen.get_by_label("Was möchten Sie tun?").fill("beete")
    screen.keyboard.press("Enter")
    expect(screen.get_by_role("status")).to_have_text("1 Aufgabe")
    assert "1 Aufgabe" in screen.get_by_role("status").aria_snapshot()
    screen.context.close()


@pytest.mark.parametrize("role", [Role.PUBLIC, Role.COORDINATOR])
def test_every_landmark_of_a_kind_has_its_own_name(
    role: Role, chromium: Browser, stage: Flask, stage_address: str
) -> None:
    screen = open_screen(chromium, stage, stage_address, role)
    screen.goto("/luecken")
    lines = [line.strip() for line in screen.locator("body").aria_snapshot().splitlines()]
    screen.context.close()
    marks = [line for line in lines if line.startswith(("- navigation", "- main", "- banner", "- contentinfo"))]
    assert len(marks) == len(set(marks)) > 3
