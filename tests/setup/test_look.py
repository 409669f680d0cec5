"""Colour and logo of a town."""

import io
from base64 import b64encode
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from ks_board.core.db import db, writing
from ks_board.exchange.exporter import export_folder
from ks_board.exchange.importer import import_folder
from ks_board.town.logo import MOST_KEPT
from ks_board.town.look import DARK_GROUND, ENOUGH, LIGHT_GROUND, WHITE, contrast, look_of, read_town, shades_of
from ks_board.town.models import TownSetting
from ks_board.town.queries import list_settings
from tests.conftest import NOW
from tests.organigram_edit.browser import Form, fill
from tests.setup.browser import named_town

LOOK = "/einrichten/aussehen"
COLORS = ["#000000", "#ffffff", "#ffcc00", "#1c2b67", "#00aa55", "#ff0000", "#808080", "#00ffff"]


def picture(size: tuple[int, int], kind: str = "PNG") -> bytes:
    """Return a colourful picture with words hidden in it."""
    image = Image.effect_noise(size, 90).convert("RGB")
    hidden, out = PngInfo(), io.BytesIO()
    hidden.add_text("Comment", "hidden words")
    image.save(out, kind, **({"pnginfo": hidden} if kind == "PNG" else {"comment": b"hidden words"}))
    return out.getvalue()


def send_logo(empty: Flask, raw: bytes) -> tuple[int, str]:
    """Send a logo and return code and page."""
    browser = named_town(empty)
    token = Form(browser.get(LOOK).text, LOOK).fields["csrf_token"][0]
    data = {"csrf_token": token, "color": "#1c5b3a", "was": "speichern", "logo": (io.BytesIO(raw), "wappen.png")}
    answer = browser.post(LOOK, data=data)
    answer.request.environ["wsgi.input"].close()  # The test client leaves the file of a large form open.
    return answer.status_code, answer.text


@pytest.mark.parametrize("color", COLORS)
def test_every_colour_becomes_readable(color: str) -> None:
    shades = shades_of(color)
    pairs = ((shades.header, WHITE), (shades.link, LIGHT_GROUND), (shades.dark_link, DARK_GROUND))
    assert [contrast(one, other) >= ENOUGH for one, other in pairs] == [True] * 3
    paler = "#" + "".join(f"{round(0.85 * 255 + 0.15 * int(shades.header[at : at + 2], 16)):02x}" for at in (1, 3, 5))
    assert contrast(paler, shades.header) >= ENOUGH


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    assert (shades_of("#1c2b67").header, shades_of("#1c2b67").link) == ("#1c2b67", "#1c2b67")


def test_contrast_is_what_wcag_defines() -> None:
    assert [round(contrast(color, WHITE), 2) for color in ("#000000", "#767676", "#ffffff")] == [21.0, 4.54, 1.0]


@pytest.mark.parametrize("color", ["red", "#fff", "#1c2b67;}body{display:none", "url(//x)", ""])
def test_what_is_no_colour_never_reaches_a_style_sheet(color: str) -> None:
    assert look_of(color, None).style is None


def test_what_is_no_picture_is_never_served() -> None:
    assert [look_of(None, logo).logo for logo in ("%%%", b64encode(b"<svg onload=1>").decode())] == [None, None]


def test_the_style_sheet_is_kept_by_its_digest(empty: Flask) -> None:
    assert fill(named_town(empty), LOOK, color="#ffcc00", was="speichern").status_code == 303
    with empty.app_context():
        digest = read_town()[1].style_digest
    public = empty.test_client()
    assert f'href="/stadt.css?v={digest}"' in public.get("/hilfe").text
    answer = public.get(f"/stadt.css?v={digest}")
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("text/css", "public, max-age=31536000, immutable")
    assert "--ks-brand:#755e00" in answer.text
    assert public.get("/stadt.css", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_a_preview_saves_nothing_and_says_the_contrast(empty: Flask) -> None:
    browser = named_town(empty)
    page = fill(browser, LOOK, color="#ffcc00", was="vorschau")
    assert (page.status_code, "Ihre Farbe hätte nur 1,5 zu 1. Nötig sind 6 zu 1." in page.text) == (200, True)
    assert browser.get("/stadt.css").status_code == 404


def test_a_wrong_colour_is_refused(empty: Flask) -> None:
    answer = fill(named_town(empty), LOOK, color="gelb", was="speichern")
    assert (answer.status_code, "Das ist keine Farbe." in answer.text) == (422, True)


@pytest.mark.parametrize(("size", "kind"), [((40, 40), "PNG"), ((900, 700), "JPEG"), ((300, 20), "PNG")])
def test_a_logo_is_drawn_anew_and_small(empty: Flask, size: tuple[int, int], kind: str) -> None:
    assert send_logo(empty, picture(size, kind))[0] == 303
    public = empty.test_client()
    assert 'src="/stadt-logo.png?v=' in public.get("/").text
    raw = public.get("/stadt-logo.png").data
    assert (raw[:4], len(raw) <= MOST_KEPT, b"hidden" in raw) == (b"\x89PNG", True, False)


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "kein Bild im Format PNG oder JPEG"),
        (picture((40, 40))[:300], "beschädigt"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 40, "Bild"),
        (b"a" * 1_600_000, "zu groß"),
    ],
    ids=["svg", "half", "garbage", "large"],
)
def test_what_is_no_picture_is_refused(empty: Flask, raw: bytes, sentence: str) -> None:
    code, page = send_logo(empty, raw)
    assert (code, sentence in page) == (422, True)


def test_a_picture_bomb_is_refused(empty: Flask) -> None:
    out = io.BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")
    code, page = send_logo(empty, out.getvalue())
    assert (code, "zu viele Punkte" in page) == (422, True)


def test_colour_and_logo_can_be_taken_away(empty: Flask) -> None:
    browser = named_town(empty)
    fill(browser, LOOK, color="#1c5b3a", was="speichern")
    assert fill(browser, LOOK, was="keins").status_code == 303
    assert "/stadt.css" not in browser.get("/").text


def test_a_colour_from_an_import_is_checked_where_it_is_used(empty: Flask) -> None:
    with empty.app_context(), writing():
        db.session.add(TownSetting(key="main_color", value="red;}*{color:red"))
        db.session.commit()
    assert "/stadt.css" not in empty.test_client().get("/").text


def test_colour_and_logo_go_out_with_an_export_and_come_back(empty: Flask, tmp_path: Path) -> None:
    assert send_logo(empty, picture((300, 200)))[0] == 303
    with empty.app_context():
        export_folder(tmp_path)
        before = list_settings()
        import_folder(tmp_path, now=NOW)
        assert {key: list_settings()[key] for key in ("main_color", "logo")} == {
            key: before[key] for key in ("main_color", "logo")
        }


def test_who_is_signed_in_keeps_the_style_sheet_for_themselves(empty: Flask) -> None:
    admin = named_town(empty)
    fill(admin, LOOK, color="#ffcc00", was="speichern")
    with empty.app_context():
        digest = read_town()[1].style_digest
    assert admin.get(f"/stadt.css?v={digest}").cache_control.private
    assert admin.get(f"/stadt.css?v={digest}").cache_control.immutable
    assert admin.get("/stadt.css").headers["Cache-Control"] == "no-store"
