"""Sign-in behind a proxy that speaks https: strict cookies, the referrer rule, the right address of the visitor."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ks_board.app import create_app
from ks_board.config import Settings
from ks_board.core.db import db
from ks_board.core.schema import prepare
from tests.lint import LintingClient
from tests.people.browser import EMAIL, PASSWORD, make_account, token_of

HOST = "board.example.org"


@pytest.fixture
def proxied(tmp_path: Path) -> Iterator[Flask]:
    """Return an app behind one trusted proxy."""
    environment = {"KS_BOARD_BASE_URL": f"https://{HOST}", "KS_BOARD_PROXIES": "1", "KS_BOARD_INSTANCE": str(tmp_path)}
    app = create_app(Settings.from_environment(environment))
    app.test_client_class = LintingClient
    prepare(app)
    make_account(app)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def visitor(proxied: Flask) -> FlaskClient:
    """Return a browser whose requests come through the proxy, by https."""
    client = proxied.test_client()
    client.environ_base.update(
        HTTP_X_FORWARDED_FOR="9.9.9.9", HTTP_X_FORWARDED_PROTO="https", HTTP_X_FORWARDED_HOST=HOST, HTTP_HOST=HOST
    )
    return client


def _sign_in(visitor: FlaskClient, **headers: str) -> int:
    token = token_of(visitor.get("/anmelden", base_url=f"https://{HOST}"))
    fields = {"csrf_token": token, "email": EMAIL, "password": PASSWORD}
    return visitor.post("/anmelden", data=fields, base_url=f"https://{HOST}", headers=headers).status_code


def test_our_referrer_policy_lets_the_form_through(visitor: FlaskClient) -> None:
    policy = visitor.get("/anmelden", base_url=f"https://{HOST}").headers["Referrer-Policy"]
    assert policy == "same-origin"
    assert _sign_in(visitor, Referer=f"https://{HOST}/anmelden") == 302


@pytest.mark.parametrize("headers", [{}, {"Referer": "https://evil.example/"}, {"Referer": f"http://{HOST}/anmelden"}])
def test_form_of_another_site_is_refused_over_https(visitor: FlaskClient, headers: dict[str, str]) -> None:
    assert _sign_in(visitor, **headers) == 400


def test_cookie_is_bound_to_host_and_https(visitor: FlaskClient) -> None:
    cookie = visitor.get("/anmelden", base_url=f"https://{HOST}").headers["Set-Cookie"]
    assert cookie.startswith("__Host-board=")
    assert cookie.endswith("; Secure; HttpOnly; Path=/; SameSite=Lax")


def test_browser_is_told_to_stay_with_https(visitor: FlaskClient) -> None:
    answer = visitor.get("/impressum", base_url=f"https://{HOST}")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_tries_are_counted_for_the_visitor_and_not_for_the_proxy(visitor: FlaskClient, cheap_hash: None) -> None:
    token = token_of(visitor.get("/anmelden", base_url=f"https://{HOST}"))
    codes = []
    for number in range(31):
        answer = visitor.post(
            "/anmelden",
            data={"csrf_token": token, "email": f"guess{number}@x.de", "password": "x"},
            base_url=f"https://{HOST}",
            headers={"Referer": f"https://{HOST}/anmelden", "X-Forwarded-For": f"1.1.1.{number}, 9.9.9.9"},
        )
        codes.append(answer.status_code)
    assert codes == [422] * 30 + [429]
