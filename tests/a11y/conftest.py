"""Weißwald on a server, seen by each role in a browser that axe sits in."""

import hashlib
import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import axe_playwright_python
import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from ks_board.permissions import Role
from tests.a11y.stage import pages_of, set_stage
from tests.access.conftest import browser_of
from tests.access.declared import ROLES
from tests.conftest import _close, make_app

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
LOOK = Path(__file__).with_name("look.js")
PHONE = {"width": 360, "height": 800}
_MAIN = re.compile(r"<main.*</main>", re.DOTALL)
_TICKET = re.compile(r'value="[^"]{30,}"')


@dataclass(frozen=True)
class Seen:
    """A page as one role sees it."""

    role: Role
    path: str
    html: str


@pytest.fixture(scope="session")
def stage(weisswald: Flask, instances: Path) -> Iterator[Flask]:
    """Return the app with a copy of Weißwald in which more is going on; only to be read."""
    _close(weisswald)
    app = make_app(instances / "stage")
    shutil.copy(instances / "weisswald" / "board.sqlite", instances / "stage")
    set_stage(app)
    yield app
    _close(app)


@pytest.fixture(scope="session")
def pages(stage: Flask) -> list[Seen]:
    """Return every page that any role can read; what looks the same for two roles is here once."""
    found: dict[str, Seen] = {}
    for role in ROLES:
        browser = browser_of(stage, role)
        for path in pages_of(role):
            answer = browser.get(path)
            if answer.mimetype == "text/html" and not 300 <= answer.status_code < 400:
                found.setdefault(_look_of(answer.text, role, path), Seen(role, path, answer.text))
    return list(found.values())


def _look_of(html: str, role: Role, path: str) -> str:
    # Everybody's menu is looked at around the start page.
    main = _MAIN.search(html)
    look = _TICKET.sub("", main[0] if main and path != "/" else html)
    return hashlib.sha256(f"{look}{role if path == '/' else ''}".encode()).hexdigest()


@pytest.fixture(scope="session")
def stage_address(stage: Flask) -> Iterator[str]:
    """Serve the stage; give its address."""
    yield from serve(stage)


def serve(app: Flask) -> Iterator[str]:
    """Serve an app as long as somebody waits; give its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def open_screen(chromium: Browser, app: Flask, address: str, role: Role = Role.PUBLIC, **options: object) -> Page:
    """Return a phone's screen of a role, with axe and our own measures in each page."""
    settings = {"base_url": address, "locale": "de-DE", "viewport": PHONE, **options}
    context = chromium.new_context(**settings)  # type: ignore[arg-type]
    context.set_default_timeout(5000)
    context.add_init_script(path=AXE)
    context.add_init_script(path=LOOK)
    cookie = browser_of(app, role).get_cookie("board")
    if cookie:
        context.add_cookies([{"name": "board", "value": cookie.value, "url": address}])
    return context.new_page()


def look_at(page: Page) -> list[str]:
    """Return what is wrong with what the screen shows: rules, contrast in both schemes, small targets, width."""
    page.emulate_media(color_scheme="light")
    faults: list[str] = page.evaluate(
        "Promise.all([rules(), Promise.resolve(smallTargets())]).then((all) => all.flat())"
    )
    faults += page.evaluate("contrast()")
    page.emulate_media(color_scheme="dark")
    faults += [f"dark {fault}" for fault in page.evaluate("contrast()")]
    page.set_viewport_size({"width": 320, "height": 800})
    faults += page.evaluate("tooWide()")
    page.set_viewport_size(PHONE)
    return faults
