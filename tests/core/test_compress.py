"""Pages come compressed; a page with a token only because the token looks different each time."""

import gzip
import re
from secrets import token_hex

import brotli
import pytest
from flask import Flask, Response
from flask_wtf.csrf import generate_csrf

from ks_board.core.compress import init_compress
from ks_board.core.csrf import MaskedTokens, masked, unmasked

PAGE = "Stadtgarten gießen. " * 200


@pytest.fixture
def app() -> Flask:
    app = Flask(__name__)
    app.config["SECRET_KEY"] = token_hex()
    init_compress(app)
    MaskedTokens(app)
    app.add_url_rule("/page", view_func=lambda: PAGE, endpoint="page")
    app.add_url_rule("/short", view_func=lambda: "kurz", endpoint="short")
    app.add_url_rule("/form", view_func=lambda: f"{PAGE}[{generate_csrf()}]", endpoint="form", methods=["GET", "POST"])
    app.add_url_rule("/file", view_func=lambda: Response(PAGE, mimetype="text/csv"), endpoint="file")
    return app


def asked(app: Flask, path: str, ways: str) -> Response:
    return app.test_client().get(path, headers={"Accept-Encoding": ways})


def test_a_browser_gets_brotli(app: Flask) -> None:
    answer = asked(app, "/page", "gzip, deflate, br")
    assert answer.headers["Content-Encoding"] == "br"
    assert brotli.decompress(answer.data).decode() == PAGE


def test_an_older_browser_gets_gzip(app: Flask) -> None:
    answer = asked(app, "/page", "gzip")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.data).decode() == PAGE


def test_the_length_is_that_of_the_packed_page(app: Flask) -> None:
    answer = asked(app, "/page", "gzip")
    assert int(answer.headers["Content-Length"]) == len(answer.data) < 200


@pytest.mark.parametrize("ways", ["", "identity", "gzip;q=0", "zstd"])
def test_who_cannot_unpack_gets_the_page_as_it_is(app: Flask, ways: str) -> None:
    answer = asked(app, "/page", ways)
    assert (answer.text, answer.headers.get("Content-Encoding")) == (PAGE, None)


@pytest.mark.parametrize("path", ["/short", "/file"])
def test_short_answers_and_files_stay_as_they_are(app: Flask, path: str) -> None:
    assert "Content-Encoding" not in asked(app, path, "gzip, br").headers


@pytest.mark.parametrize("path", ["/page", "/form"])
def test_caches_keep_each_way_apart(app: Flask, path: str) -> None:
    assert "Accept-Encoding" in asked(app, path, "").headers["Vary"]


def test_the_token_of_a_page_looks_different_each_time_and_every_one_is_good(app: Flask) -> None:
    browser = app.test_client()
    tokens = [re.findall(r"\[(.+)]", browser.get("/form").text)[0] for _ in range(3)]
    assert len({token[:10] for token in tokens}) == 3
    assert [browser.post("/form", data={"csrf_token": token}).status_code for token in tokens] == [200] * 3
    assert browser.post("/form", headers={"X-CSRFToken": tokens[0]}).status_code == 200


def test_a_page_with_a_token_is_compressed(app: Flask) -> None:
    assert asked(app, "/form", "gzip, br").headers["Content-Encoding"] == "br"


HOSTILE = {
    "empty": "",
    "short": "x",
    "umlauts": "äöü",
    "padding": "=",
    "long": "A" * 200,
    "unsigned": masked("nothing.we.signed"),
    "nothing": masked(""),
}


@pytest.mark.parametrize("sent", HOSTILE.values(), ids=HOSTILE)
def test_made_up_tokens_are_refused(app: Flask, sent: str) -> None:
    browser = app.test_client()
    browser.get("/form")
    assert browser.post("/form", data={"csrf_token": sent}).status_code == 400


def test_a_mask_can_be_taken_off() -> None:
    assert unmasked(masked("a.token")) == "a.token"
    assert unmasked("a.token") == "a.token"
