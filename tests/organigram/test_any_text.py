"""Whatever people type: Graphviz accepts the source, the picture is well-formed, and text stays text."""

from xml.etree import ElementTree as ET

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ks_board.organigram import chart, engine, svg
from ks_board.organigram.chart.labels import plain
from ks_board.organigram.tree import Holder, PostNode, ResponsibilityNode, Town, UnitNode
from ks_board.organigram.wording import chart_words
from tests.organigram.towns import DAY, Paths

NASTY = [
    "<b>\"fett\" & 'schräg'</b>",
    "</TD></TR></TABLE>><script>alert(1)</script>",
    '"]; n1 [label="x',
    "a\\",
    "\\N \\G \\E \\l",
    "\0\x01\x1b\x7f\x85\ud800\ufffe\uffff",
    "&#1;&#0;&lt;&amp;amp;",
    "👩\u200d👩\u200d👧\u200d👦🏳️\u200d🌈🇩🇪" * 10,
    "שלום עולם مرحبا بالعالم",
    "\u202edrehen\u2066",
    "W" * 300,
    "x" * 10_000,
    "\u200d",
    "\xa0",
    "e\u0301\u0301\u0301" * 50,
    "<>",
    "]]>",
    "-->",
]


def town_of(text: str) -> Town:
    holders = (Holder(text, "lead"), Holder(text, "deputy"))
    posts = (PostNode("S1", text, text, is_head=True, holders=holders), PostNode("S2", text, "elected"))
    duties = (ResponsibilityNode("R1", text, holders), ResponsibilityNode("R2", text))
    office = UnitNode("U2", text, text, text, posts, duties)
    root = UnitNode("U1", text, text[:6], "town", posts, duties, (office,))
    return Town(text, DAY, (root, UnitNode("U3", text, None, text)))


def with_nasty_examples(test):  # type: ignore[no-untyped-def]
    for text in NASTY:
        test = example(text)(test)
    return test


@with_nasty_examples
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=80))
def test_any_text_is_drawn_as_text(text: str) -> None:
    town, words = town_of(text), chart_words()
    unit = chart.unit(town, "U2", Paths(), words)
    for drawing in (chart.overview(town, Paths(), words), unit, *chart.poster(town, Paths(), words)):
        page = ET.fromstring(svg.inline(engine.render(drawing.source), name=text, prefix="og"))  # noqa: S314 # Our own.
        assert {element.tag.rpartition("}")[2] for element in page.iter()} <= ALLOWED
        shown = "".join("".join("".join(element.itertext()).split()) for element in page.iter(f"{SVG}text"))
        assert "".join(plain(text).split()) in shown


SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "g", "a", "title", "text", "path", "polygon", "polyline", "ellipse", "defs", "pattern"}
