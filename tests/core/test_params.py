"""Reading parts of the address."""

from datetime import date

import pytest
from flask import Flask

from ks_board.core.errors import BadParameter
from ks_board.core.params import choice_asked, day_asked, local_path_asked, page_asked, text_asked

FOREIGN = [
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example/luecken",
    "/\\evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "\\/evil.example",
    "https:evil.example",
    "https:///evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/\t/evil.example",
    "/\n/evil.example",
    "\x00//evil.example",
    " //evil.example",
    "/luecken\r\nSet-Cookie: a=b",
    "@evil.example",
    "evil.example",
    "luecken",
    "/nothing",
    "/abmelden",
    "/..//evil.example",
    "/%2f/evil.example",
    "/%5cevil.example",
    "http://[::1",
    "/luecken" + "x" * 5000,
    "",
]


@pytest.mark.parametrize("text", FOREIGN)
def test_address_to_go_on_to_is_never_foreign(weisswald: Flask, text: str) -> None:
    with weisswald.test_request_context("/anmelden", query_string={"weiter": text}):
        assert local_path_asked("weiter") is None


@pytest.mark.parametrize(
    "text", ["/", "/luecken", "/luecken?frage=S4&am=2026-11-16", "/aufgaben?suche=stra%C3%9Fe", "/luecken#S4"]
)
def test_own_page_is_gone_on_to(weisswald: Flask, text: str) -> None:
    with weisswald.test_request_context("/anmelden", query_string={"weiter": text}):
        assert local_path_asked("weiter") == text


@pytest.mark.parametrize(
    ("query", "day"),
    [({}, date(2026, 11, 16)), ({"am": ""}, date(2026, 11, 16)), ({"am": " 2024-02-29 "}, date(2024, 2, 29))]
    + [({"am": text}, date.fromisoformat(text)) for text in ("1900-01-01", "2100-12-31")],
)
def test_day_is_the_one_asked_for_or_today(weisswald: Flask, query: dict[str, str], day: date) -> None:
    with weisswald.test_request_context(query_string=query):
        assert day_asked() == day


@pytest.mark.parametrize(
    "text",
    ["31.02.2026", "2026-02-31", "2023-02-29", "1899-12-31", "2101-01-01", "9999-12-31", "20261116", "2026-W47-1"],
)
def test_day_that_does_not_exist_is_refused(weisswald: Flask, text: str) -> None:
    with weisswald.test_request_context(query_string={"am": text}), pytest.raises(BadParameter):
        day_asked()


@pytest.mark.parametrize(
    "text", ["heute", "2026-11-16T08:00", "٢٠٢٦-١١-١٦", "2026-1-1", "-2026-11-16", "0000-00-00", "x" * 3000]
)
def test_what_is_no_day_is_refused(weisswald: Flask, text: str) -> None:
    with weisswald.test_request_context(query_string={"am": text}), pytest.raises(BadParameter):
        day_asked()


@pytest.mark.parametrize(("query", "page"), [({}, 1), ({"seite": "1"}, 1), ({"seite": "1000000"}, 1_000_000)])
def test_page_is_the_one_asked_for_or_the_first(weisswald: Flask, query: dict[str, str], page: int) -> None:
    with weisswald.test_request_context(query_string=query):
        assert page_asked() == page


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "1000001", "9" * 30, "zwei", "", " 1", "١", "1e3", "²"])
def test_page_that_cannot_be_is_refused(weisswald: Flask, text: str) -> None:
    with weisswald.test_request_context(query_string={"seite": text}), pytest.raises(BadParameter):
        page_asked()


def test_choice_is_one_of_those_offered(weisswald: Flask) -> None:
    with weisswald.test_request_context(query_string={"art": "b"}):
        assert choice_asked("art", frozenset("ab")) == "b"
        assert choice_asked("other", frozenset("ab")) is None
        with pytest.raises(BadParameter):
            choice_asked("art", frozenset("a"))


def test_text_is_trimmed_and_not_too_long(weisswald: Flask) -> None:
    with weisswald.test_request_context(query_string={"suche": " Straße ", "long": "x" * 201}):
        assert text_asked("suche") == "Straße"
        with pytest.raises(BadParameter, match="200"):
            text_asked("long")
