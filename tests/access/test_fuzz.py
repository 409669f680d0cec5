"""Hostile parameters at every page: an answer below 500 that passes the lint, always."""

from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask, Request
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import ImmutableMultiDict

from ks_board.permissions import Role
from tests.access.conftest import browser_of
from tests.access.declared import READABLE

HOSTILE = [
    *("-1", "1.5", "9" * 40, "²", "2026-02-31", "9999-12-31", "<script>alert(1)</script>", "{{7*7}}", "%s%n"),
    *("' OR 1=1 --", "%", "\\", "../../etc/passwd", "\u202eabc", "a\r\nSet-Cookie: x=y", "🏳️‍🌈", "ä" * 600, "P001,,U01"),
]
SLOW = {"organigram.picture", "papers.pdf"}
PAGES = sorted(set(READABLE) - SLOW)


class NotingRequest(Request):
    """A request that notes which parameters a view asks for."""

    asked: set[str] = set()  # noqa: RUF012 - shared on purpose: the test reads it.

    class parameter_storage_class(ImmutableMultiDict[str, str]):  # type: ignore[assignment] # noqa: N801 - Werkzeug's name.
        """The parameters, listening."""

        def get(self, key: str, *arguments: Any, **options: Any) -> Any:
            """Note the name and answer as ever."""
            NotingRequest.asked.add(key)
            return super().get(key, *arguments, **options)

        def getlist(self, key: str, *arguments: Any, **options: Any) -> Any:
            """Note the name and answer as ever."""
            NotingRequest.asked.add(key)
            return super().getlist(key, *arguments, **options)


def _parameters(app: Flask, browser: FlaskClient, endpoint: str) -> list[str]:
    """Return the names of the parameters that a page asks for."""
    NotingRequest.asked.clear()
    app.request_class, plain = NotingRequest, app.request_class
    try:
        browser.get(READABLE[endpoint].path)
    finally:
        app.request_class = plain
    return sorted(NotingRequest.asked)


def _browser(app: Flask, endpoint: str) -> FlaskClient:
    """Return the coordinator's browser, where the page is not for the coordinator one that may open it."""
    who = READABLE[endpoint].who
    return browser_of(app, Role.COORDINATOR if Role.COORDINATOR in who else min(who))


def test_parameters_of_a_page_are_found(weisswald: Flask) -> None:
    assert {"am", "frage"} <= set(_parameters(weisswald, weisswald.test_client(), "gaps.page"))


@pytest.mark.parametrize("endpoint", PAGES)
def test_each_parameter_bears_each_hostile_value(weisswald: Flask, endpoint: str) -> None:
    browser = _browser(weisswald, endpoint)
    path = READABLE[endpoint].path.partition("?")[0]
    for name in _parameters(weisswald, browser, endpoint):
        for text in HOSTILE:
            answer = browser.get(path, query_string={name: text}, headers={"HX-Request": "true"})
            assert answer.status_code in {200, 302, 400, 404}, (name, text)
            assert "<script>alert" not in answer.text, (name, text)


@pytest.mark.parametrize("endpoint", PAGES)
def test_no_query_breaks_a_page(weisswald: Flask, endpoint: str) -> None:
    browser = _browser(weisswald, endpoint)
    names = ["am", "x", *_parameters(weisswald, browser, endpoint)]
    texts = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60))

    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(query=st.dictionaries(st.sampled_from(names), texts, max_size=4))
    def ask(query: dict[str, str]) -> None:
        answer = browser.get(f"{READABLE[endpoint].path}?{urlencode(query, errors='surrogatepass')}")
        assert answer.status_code in {200, 302, 400, 404}

    ask()


@pytest.mark.parametrize("ref", [*(text for text in HOSTILE if "/" not in text), "x" * 5000])
def test_hostile_ref_is_not_found(weisswald: Flask, ref: str) -> None:
    browser = weisswald.test_client()
    for endpoint in (
        "tasks.task",
        "organigram.unit",
        "organigram.post",
        "organigram.responsibility",
        "checklist.question",
    ):
        folder = READABLE[endpoint].path.rpartition("/")[0]
        path = f"{folder}/{ref}".encode().decode("latin-1")
        answer = browser.get("/", environ_overrides={"PATH_INFO": path})
        assert answer.status_code == 404, endpoint
