"""Take pictures of the demo town's pages into screenshots/, as each role, on phone and desk, light and dark."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from ks_board.app import create_app
from ks_board.config import Settings
from ks_board.core import clock
from ks_board.core.schema import prepare
from ks_board.exchange.demo import make_demo

FOLDER = Path("screenshots")
WIDTHS, SCHEMES = (360, 1280), ("light", "dark")
PUBLIC = (
    "/",
    "/aufgaben",
    "/aufgaben/T01",
    "/organigramm",
    "/organigramm?einheit=U12",
    "/einheiten/U12",
    "/stellen/S12",
)
PUBLIC += ("/zustaendigkeiten/R09", "/checkliste", "/checkliste/S4", "/luecken", "/nachricht", "/hilfe", "/anmelden")
PUBLIC += ("/orte", "/orte/L02")
PUBLIC += ("/leicht", "/leicht/mitmachen", "/leicht/fragen", "/hilfe/handbuch")
PAGES = {
    None: PUBLIC,
    "volunteer": ("/meine", "/meine/ohne-netz", "/aufgaben/T08"),
    "sponsor": ("/patenschaften",),
    "admin": (
        "/einrichten",
        "/einrichten/stadt",
        "/einrichten/impressum",
        "/einrichten/aussehen",
        "/einrichten/einheiten",
    ),
    "coordinator": (
        "/heute",
        "/aufgaben/T01/bild",
        "/drucken",
        "/drucken/aufgaben/T01",
        "/luecken",
        "/menschen",
        "/menschen/P084",
        "/tandems",
        "/daten",
        "/runder-tisch",
        "/verlauf",
    ),
}


def main() -> None:
    """Serve a fresh demo town and visit everything."""
    program = shutil.which("chromium")
    if program is None:
        raise SystemExit("Screenshots need the program chromium (Debian: apt-get install chromium).")
    FOLDER.mkdir(exist_ok=True)
    with served() as (address, accounts), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for role, paths in PAGES.items():
            for width in WIDTHS:
                for scheme in SCHEMES:
                    take(browser, address, role, accounts.get(role or ""), paths, width, scheme)
        browser.close()
    print(f"{len(list(FOLDER.iterdir()))} pictures in {FOLDER}/")


@contextmanager
def served(**environment: str) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Serve a demo town in a folder of its own; yields its address and the accounts by role."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {"KS_BOARD_INSTANCE": folder, "KS_BOARD_RATE_LIMITS": "off"} | environment
        app = create_app(Settings.from_environment(settings))
        prepare(app)
        with app.app_context():
            make_demo(Path(folder), now=clock.now())
        lines = [line.split() for line in (Path(folder) / "demo-accounts.txt").read_text().splitlines()]
        server = make_server("127.0.0.1", 0, app, threaded=True)
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", {line[0]: line[1:] for line in lines if len(line) == 3}
        server.shutdown()


def take(  # noqa: PLR0917 - one call, in this file.
    browser: Browser,
    address: str,
    role: str | None,
    account: list[str] | None,
    paths: tuple[str, ...],
    width: int,
    scheme: str,
) -> None:
    """Visit pages as one role on one screen."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, locale="de-DE")
    page = context.new_page()
    if account:
        sign_in(page, address, account)
    for path in paths:
        page.goto(address + path)
        name = "_".join(filter(None, (role or "public", *path.replace("?", "/").replace("=", "/").split("/"))))
        page.screenshot(path=FOLDER / f"{name}_{width}_{scheme}.png", full_page=True)
    context.close()


def sign_in(page: Page, address: str, account: list[str]) -> None:
    """Sign in with e-mail and password."""
    page.goto(f"{address}/anmelden")
    page.fill("input[type=email]", account[0])
    page.fill("input[type=password]", account[1])
    page.click("main button[type=submit]")


if __name__ == "__main__":
    main()
