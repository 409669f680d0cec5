"""Cutting a style sheet: what is used stays, what is not goes, and the rest keeps its meaning."""

import pytest

from asset_build.css import build_css

USED = frozenset({"kern-btn", "kern-icon"})


@pytest.mark.parametrize(
    ("kern", "expected"),
    [
        pytest.param(".kern-btn { color: red }", ".kern-btn{color:red}", id="used class"),
        pytest.param(".kern-card { color: red }", "", id="unused class"),
        pytest.param(".kern-btn, .kern-card { color: red }", ".kern-btn{color:red}", id="list with an unused class"),
        pytest.param(".kern-btn .kern-card { color: red }", "", id="unused class inside a used one"),
        pytest.param("body:has(.kern-dialog) { color: red }", "", id="unused class in has()"),
        pytest.param(
            ".kern-btn:not(.kern-card) { color: red }", ".kern-btn:not(.kern-card){color:red}", id="class in not()"
        ),
        pytest.param("[data-kern-theme=dark] { color: red }", "", id="forced theme"),
        pytest.param("table , td{ color: red }", "table,td{color:red}", id="elements"),
        pytest.param("@media print { .kern-card { color: red } }", "", id="group that is empty then"),
        pytest.param("@font-face { font-family: X; src: url(x.woff) }", "", id="font"),
        pytest.param('a > b + c:hover { content: "a , b" }', 'a>b+c:hover{content:"a , b"}', id="strings stay"),
        pytest.param(
            "a b :hover { margin: calc(1px + 2px) -1px }", "a b :hover{margin:calc(1px + 2px) -1px}", id="blanks"
        ),
        pytest.param("a { color: red !important; ; }", "a{color:red!important}", id="important"),
        pytest.param(
            "a { background-color: var(--kern-color-white) !important }",
            "a{background-color:CanvasText!important}",
            id="white icons in forced colours",
        ),
        pytest.param("@page { margin: 1cm }", "@page{margin:1cm}", id="page"),
    ],
)
def test_cut(kern: str, expected: str) -> None:
    assert build_css(kern, "", USED) == expected


def test_own_rules_stay_whole_and_come_last() -> None:
    assert build_css("a{color:red}", ".ks-card { color: blue }", USED) == "a{color:red}.ks-card{color:blue}"


def test_unread_custom_properties_go_also_through_a_chain() -> None:
    sheet = build_css(":root{--a:1px;--b:var(--a);--c:var(--b);--d:2px}", "a{width:var(--d)}", USED)
    assert sheet == ":root{--d:2px}a{width:var(--d)}"


def test_custom_properties_read_through_a_chain_stay() -> None:
    sheet = build_css(":root{--a:1px;--b:var(--a)}", "a{width:var(--b)}", USED)
    assert sheet == ":root{--a:1px;--b:var(--a)}a{width:var(--b)}"


def test_fallback_of_a_defined_property_goes_and_of_an_undefined_one_stays() -> None:
    sheet = build_css(":root{--a:1px}", "a{width:var(--a, 3px);height:var(--x, 4px)}", USED)
    assert sheet == ":root{--a:1px}a{width:var(--a);height:var(--x,4px)}"


def test_dark_colours_are_for_screens_only() -> None:
    dark, light = (f"@media (prefers-color-scheme: {word}) {{ a {{ color: red }} }}" for word in ("dark", "light"))
    assert build_css(dark, "", USED) == "@media screen and (prefers-color-scheme:dark){a{color:red}}"
    assert build_css(light, "", USED) == "@media print,(prefers-color-scheme:light){a{color:red}}"


def test_neighbouring_groups_are_joined() -> None:
    sheet = build_css("@media print{a{color:red}}@media print{b{color:red}}c{color:red}", "", USED)
    assert sheet == "@media print{a{color:red}b{color:red}}c{color:red}"


def test_syntax_error_stops_the_build_and_names_the_line() -> None:
    with pytest.raises(ValueError, match="line 2"):
        build_css("", "a{color:red}\nb{color:red;}}", USED)
