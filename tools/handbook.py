"""Take the pictures of the handbook anew, from the demo town on its own day, into static/img/handbook."""

import shutil
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import FloatRect, Page, ViewportSize, sync_playwright

from ks_board.assets import ROOT, STATIC
from ks_board.pages.handbook import PICTURE_SIZE
from ks_board.pages.handbook_chapters import CHAPTERS
from tools.screenshots import served, sign_in

FOLDER = STATIC / "img/handbook"
TODAY = "2026-11-16"
VIEWPORT: ViewportSize = {"width": PICTURE_SIZE[0], "height": 4 * PICTURE_SIZE[1]}
QUALITY = 45
"""Text stays sharp enough to read, and a picture weighs about as much as a page."""


def main() -> None:
    """Serve a fresh demo town and take the picture of each chapter."""
    program = shutil.which("chromium")
    if program is None:
        raise SystemExit("The pictures need the program chromium (Debian: apt-get install chromium).")
    FOLDER.mkdir(exist_ok=True)
    with served(KS_BOARD_TODAY=TODAY) as (address, accounts), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport=VIEWPORT, locale="de-DE", color_scheme="light")
        sign_in(page, address, accounts["coordinator"])
        take_all(page, address, FOLDER)
        browser.close()
    size = sum(path.stat().st_size for path in FOLDER.iterdir())
    print(f"{len(CHAPTERS)} pictures in {FOLDER.relative_to(ROOT)}/, {size // 1000} kB")


def take_all(page: Page, address: str, folder: Path) -> dict[str, str]:
    """Write one picture per chapter; return the words of each page by the chapter's key."""
    said = {}
    for chapter in CHAPTERS:
        page.goto(address + chapter.pictured)
        said[chapter.key] = page.locator(".ks-page").inner_text()
        shot = Image.open(BytesIO(page.screenshot(clip=_clip(page))))
        shot.save(folder / f"{chapter.key}.webp", quality=QUALITY, method=6)
    return said


def _clip(page: Page) -> FloatRect:
    """Cut out the page below its header: the menu is the same on all of them."""
    top = page.locator(".ks-page").evaluate("page => page.getBoundingClientRect().y")
    return {"x": 0, "y": top, "width": PICTURE_SIZE[0], "height": PICTURE_SIZE[1]}


if __name__ == "__main__":
    main()
