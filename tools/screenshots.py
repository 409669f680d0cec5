"""Look at everything: picture each page as each role, in three towns, on four widths, light and dark.

Writes into screenshots/ and prints what a script can see by itself: pages wider than the screen, jumps, errors.
"""

import argparse
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Response, sync_playwright
from playwright.sync_api import TimeoutError as TooLong
from sqlalchemy import select
from werkzeug.serving import make_server

from ks_board.app import create_app
from ks_board.config import Settings
from ks_board.core import clock
from ks_board.core.db import db, writing
from ks_board.core.schema import prepare
from ks_board.exchange.demo import make_demo
from ks_board.people.links import LinkPurpose, make_link
from ks_board.people.models import Person
from tools.screenshot_pages import EVERYWHERE, PAGES, SUBMIT, WITHOUT_SCRIPT

FOLDER = Path("screenshots")
WIDTHS, SCHEMES = (320, 360, 768, 1280), ("light", "dark")
TOWNS = {"weisswald": 1, "empty": 0, "full": 10}
"""How many times the demo town each one is."""
Accounts = dict[str, list[str]]
MEASURE = """async () => {
  let jump = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => { jump += entry.value; }))
    .observe({type: "layout-shift", buffered: true});
  for (let y = 0; y < document.body.scrollHeight; y += 800) {
    scrollTo(0, y);
    await new Promise(done => setTimeout(done, 30));
  }
  scrollTo(0, 0);
  const loading = [...document.images].filter(image => !image.complete);
  await Promise.race([Promise.all(loading.map(image => image.decode())), new Promise(done => setTimeout(done, 3000))]);
  return jump;
}"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve the towns one after the other and visit everything that was asked for."""
    asked = _read(arguments)
    program = shutil.which("chromium")
    if program is None:
        raise SystemExit("Screenshots need the program chromium (Debian: apt-get install chromium).")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for town in asked.town:
            with served(copies=TOWNS[town]) as (address, accounts):
                for fault in visit_town(browser, town, address, accounts, asked):
                    print(fault, flush=True)
        browser.close()
    print(f"{len(list(FOLDER.rglob('*.png')))} pictures in {FOLDER}/")


def _read(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Without options everything: some 2000 pictures.")
    parser.add_argument("--town", nargs="+", choices=TOWNS, default=list(TOWNS))
    parser.add_argument("--role", nargs="+", choices=PAGES, default=list(PAGES))
    parser.add_argument("--only", nargs="+", metavar="PATH", help="these addresses instead of the list")
    parser.add_argument("--width", nargs="+", type=int, default=list(WIDTHS))
    parser.add_argument("--scheme", nargs="+", choices=SCHEMES, default=list(SCHEMES))
    return parser.parse_args(arguments)


@contextmanager
def served(*, copies: int = 1, **environment: str) -> Iterator[tuple[str, Accounts]]:
    """Serve a demo town in a folder of its own, or no town; yields its address and the accounts by role."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {"KS_BOARD_INSTANCE": folder, "KS_BOARD_RATE_LIMITS": "off"} | environment
        app = create_app(Settings.from_environment(settings))
        prepare(app)
        if copies:
            with app.app_context():
                make_demo(Path(folder), now=clock.now(), copies=copies)
        with running(app, Path(folder)) as address_and_accounts:
            yield address_and_accounts


@contextmanager
def running(app: Flask, folder: Path) -> Iterator[tuple[str, Accounts]]:
    """Serve what is in a folder; "link" is the account of who comes by a personal link."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    passwords = folder / "demo-accounts.txt"
    accounts: Accounts = {}
    if passwords.exists():
        lines = [line.split() for line in passwords.read_text().splitlines()]
        accounts = {line[0]: line[1:] for line in lines if len(line) == 3} | {"link": [_make_link(app)]}
    yield f"http://127.0.0.1:{server.server_port}", accounts
    server.shutdown()


def _make_link(app: Flask) -> str:
    with app.app_context(), writing():
        person_id = db.session.scalar(select(Person.id).where(Person.ref == "P084"))
        token = make_link(LinkPurpose.MY_PAGE, now=clock.now(), person_id=person_id)
        db.session.commit()
    return token


def visit_town(
    browser: Browser, town: str, address: str, accounts: Accounts, asked: argparse.Namespace
) -> Iterator[str]:
    """Visit one town as each role; yields what is wrong with its pages."""
    for role in asked.role:
        if role not in accounts and role != "public":
            continue
        paths = asked.only or (PAGES[role] if accounts else EVERYWHERE)
        context = browser.new_context(locale="de-DE")
        _come_in(context.new_page(), address, role, accounts.get(role))
        yield from _take_all(context, address, f"{town}/{role}", paths, asked)
        context.close()
    if "public" in asked.role:
        context = browser.new_context(locale="de-DE", java_script_enabled=False)
        _take_all_still(context, address, f"{town}/without-script", asked.only or WITHOUT_SCRIPT, asked)


def _come_in(page: Page, address: str, role: str, account: list[str] | None) -> None:
    if role == "link" and account:
        page.goto(f"{address}/l/{account[0]}")
        page.click("main button[type=submit]")
    elif account:
        sign_in(page, address, account)
    page.close()


def sign_in(page: Page, address: str, account: list[str]) -> None:
    """Sign in with e-mail and password."""
    page.goto(f"{address}/anmelden")
    page.fill("input[type=email]", account[0])
    page.fill("input[type=password]", account[1])
    page.click("main button[type=submit]")


def _take_all(
    context: BrowserContext, address: str, place: str, paths: Sequence[str], asked: argparse.Namespace
) -> Iterator[str]:
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    for path in paths:
        page.set_viewport_size({"width": asked.width[0], "height": 900})
        answer = _open(page, address, path)
        jump = page.evaluate(MEASURE)
        wide = _take(page, place, path, asked)
        if answer is not None and answer.status >= 500:
            errors.append(f"status {answer.status}")
        if jump > 0.05:
            errors.append(f"jumps by {jump:.2f}")
        yield from (f"{place} {path}: {fault}" for fault in (*errors, *wide))
        errors.clear()


def _open(page: Page, address: str, path: str) -> Response | None:
    """Open an address; with the mark SUBMIT also send its form with nothing in it."""
    answer = page.goto(address + path.removesuffix(SUBMIT))
    if path.endswith(SUBMIT):
        page.eval_on_selector("main form[method=post]", "form => { form.noValidate = true; form.requestSubmit(); }")
        page.wait_for_load_state("networkidle")
    return answer


def _take(page: Page, place: str, path: str, asked: argparse.Namespace) -> list[str]:
    """Take the pictures of one page; return the widths at which it does not fit."""
    wide = []
    for width in asked.width:
        page.set_viewport_size({"width": width, "height": 900})
        taken = page.evaluate("document.documentElement.scrollWidth")
        if taken > width:
            wide.append(f"{taken} px wide at {width}")
        for scheme in asked.scheme:
            page.emulate_media(color_scheme=scheme)
            try:
                page.screenshot(path=_file(place, path, width, scheme), full_page=True)
            except TooLong:
                wide.append(f"too large for a picture at {width}")
    return wide


def _take_all_still(
    context: BrowserContext, address: str, place: str, paths: Sequence[str], asked: argparse.Namespace
) -> None:
    """Without JavaScript nothing can be measured, only looked at."""
    page = context.new_page()
    for path in paths:
        page.goto(address + path.removesuffix(SUBMIT))
        for width in asked.width:
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=_file(place, path, width, "light"), full_page=True)
    context.close()


def _file(place: str, path: str, width: int, scheme: str) -> Path:
    name = path.strip("/").translate(str.maketrans("/?=&.", "_____")) or "start"
    return FOLDER / place / f"{name}_{width}_{scheme}.png"


if __name__ == "__main__":
    main()
