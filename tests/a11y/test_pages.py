"""Every page of every role: nothing that axe finds, light and dark; targets for fingers; no sideways scrolling."""

import pytest
from flask import Flask
from playwright.sync_api import Browser

from ks_board.permissions import Role
from tests.a11y.conftest import Seen, look_at, open_screen
from tests.access.declared import ROLES

PARTS = 4
"""The coordinator's many pages are looked at in parts, so that two workers share them."""


@pytest.mark.parametrize("role", [role for role in ROLES if role is not Role.COORDINATOR])
def test_pages_of_a_role_are_accessible(
    role: Role, chromium: Browser, stage: Flask, stage_address: str, pages: list[Seen]
) -> None:
    own = [page.path for page in pages if page.role is role]
    assert "/" in own
    faults = _faults(chromium, stage, stage_address, role, own)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("part", range(PARTS))
def test_pages_of_the_coordinator_are_accessible(
    part: int, chromium: Browser, stage: Flask, stage_address: str, pages: list[Seen]
) -> None:
    own = [page.path for page in pages if page.role is Role.COORDINATOR][part::PARTS]
    assert len(own) > 10
    faults = _faults(chromium, stage, stage_address, Role.COORDINATOR, own)
    assert not faults, "\n".join(faults)


def _faults(chromium: Browser, stage: Flask, address: str, role: Role, paths: list[str]) -> list[str]:
    screen, faults = open_screen(chromium, stage, address, role), []
    for path in paths:
        screen.goto(path)
        faults += [f"{path}: {fault}" for fault in look_at(screen)]
    screen.context.close()
    return faults
