"""The checks that every page in the tests goes through."""

import pytest

from tests.lint import markup_faults

GOOD = """<!doctype html><html lang="de"><head><title>Aufgaben – Weißwald</title>
<link rel="stylesheet" href="/a.css"></head>
<body><h1>Aufgaben</h1><form action="/x" method="post">
<input type="hidden" name="csrf_token" value="1">
<label for="a">A</label><input id="a" name="a"></form><img src="/b.png" alt="">
<svg><title>n</title><path d=""/></svg></body></html>"""


def test_good_page_has_no_faults() -> None:
    assert markup_faults(GOOD) == []


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ("<h1>Aufgaben</h1>", "", "h1: []"),
        ("<h1>Aufgaben</h1>", "<h1>Aufgaben</h1><h1>Mehr</h1>", "h1: ['Aufgaben', 'Mehr']"),
        ("<title>Aufgaben", "<title>Start", "title 'Start – Weißwald' does not start with the h1 'Aufgaben'"),
        (' lang="de"', "", "html has no lang"),
        ('<label for="a">A</label>', "", "field a has no label"),
        ('action="/x" ', "", "form without action"),
        ('name="csrf_token"', 'name="other"', "a form by POST has no csrf_token"),
        ("<img", '<p id="a"></p><img', "id 'a' twice"),
        (' alt=""', "", "img without alt"),
        ("<img", '<img style="x"', "inline style at <img>"),
        ("<img", '<img onerror="x"', "inline onerror at <img>"),
        ("<img", '<script>"x"</script><img', "inline script"),
        ("<img", "<style>p{}</style><img", "inline style"),
        ("<img", '<a href="javascript:x">x</a><img', "foreign address at <a>: javascript:x"),
        ('src="/b.png"', 'src="https://example.org/b.png"', "foreign address at <img>: https://example.org/b.png"),
        ('href="/a.css"', 'href="//example.org/a.css"', "foreign address at <link>: //example.org/a.css"),
        ("</form>", "", "</body> closes form"),
    ],
)
def test_fault_of_a_page_is_named(good: str, bad: str, fault: str) -> None:
    assert fault in markup_faults(GOOD.replace(good, bad, 1))
