"""The coordinator's handbook: each chapter with its picture, and pictures that can be made anew at any time."""

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from playwright.sync_api import Browser
from werkzeug.serving import make_server

from ks_board.pages import handbook
from ks_board.pages.handbook_chapters import CHAPTERS, Chapter
from ks_board.permissions import Role
from tests.conftest import signed_in
from tools.handbook import FOLDER, VIEWPORT, take_all

KEYS = {chapter.key for chapter in CHAPTERS}
MOST_BYTES = 400_000


@pytest.fixture
def address(weisswald: Flask) -> Iterator[str]:
    """Serve Weißwald; give its address."""
    server = make_server("127.0.0.1", 0, weisswald, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def pictures_in(folder: Path) -> dict[str, tuple[int, int]]:
    return {path.stem: opened(path).size for path in folder.glob("*.webp")}


def opened(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        picture.load()
        return picture


@pytest.mark.xdist_group("browser")
def test_pictures_made_anew_are_those_of_the_handbook(
    chromium: Browser, weisswald: Flask, address: str, tmp_path: Path
) -> None:
    cookie = signed_in(weisswald, Role.COORDINATOR).get_cookie("board")
    assert cookie
    context = chromium.new_context(viewport=VIEWPORT, locale="de-DE", color_scheme="light")
    context.add_cookies([{"name": "board", "value": cookie.value, "url": address}])
    said = take_all(context.new_page(), address, tmp_path)
    context.close()
    assert pictures_in(tmp_path) == pictures_in(FOLDER), "make them anew: make handbook"
    assert [chapter.key for chapter in CHAPTERS if str(chapter.page) not in said[chapter.key]] == []
    # A page that failed or stayed blank has few colours.
    assert [path.stem for path in tmp_path.iterdir() if len(opened(path).getcolors(1 << 20) or ()) < 300] == []


def test_each_chapter_has_a_light_picture_and_five_to_eight_short_sentences(client: FlaskClient) -> None:
    page = client.get("/hilfe/handbuch").text
    assert pictures_in(FOLDER) == dict.fromkeys(KEYS, handbook.PICTURE_SIZE)
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MOST_BYTES
    assert set(re.findall(r'src="/static/handbook-(\w+)\.\w+\.webp"', page)) == KEYS
    assert [chapter.key for chapter in CHAPTERS if not 5 <= len(chapter.sentences) <= 8] == []


def test_without_its_picture_a_chapter_is_text_only(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    missing: Chapter = CHAPTERS[0]
    built = {name: file for name, file in handbook.manifest().items() if name != handbook.picture_name(missing)}
    monkeypatch.setattr(handbook, "manifest", lambda: built)
    page = client.get("/hilfe/handbuch").text
    assert str(missing.sentences[0]) in page
    assert "handbook-day" not in page
    assert "handbook-gaps" in page


def test_help_leads_to_the_handbook(client: FlaskClient) -> None:
    assert 'href="/hilfe/handbuch"' in client.get("/hilfe").text
