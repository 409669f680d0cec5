"""Pages come compressed, except those that carry a secret."""

import gzip
from secrets import token_hex

import brotli
import pytest
from flask import Flask, Response
from flask_wtf.csrf import generate_csrf

from ks_board.core.compress import init_compress

PAGE = "Stadtgarten gießen. " * 200


@pytest.fixture
def app() -> Flask:
    app = Flask(__name__)
    app.config["SECRET_KEY"] = token_hex()
    init_compress(app)
    app.add_url_rule("/page", view_func=lambda: PAGE, endpoint="page")
    app.add_url_rule("/short", view_func=lambda: "kurz", endpoint="short")
    app.add_url_rule("/form", view_func=lambda: PAGE + generate_csrf(), endpoint="form")
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


@pytest.mark.parametrize("path", ["/short", "/form", "/file"])
def test_short_answers_files_and_pages_with_a_token_stay_as_they_are(app: Flask, path: str) -> None:
    assert "Content-Encoding" not in asked(app, path, "gzip, br").headers


@pytest.mark.parametrize("path", ["/page", "/form"])
def test_caches_keep_each_way_apart(app: Flask, path: str) -> None:
    assert "Accept-Encoding" in asked(app, path, "").headers["Vary"]
