"""Text is cleaned, escaped and wrapped before it gets into a picture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ks_board.organigram.chart.labels import MAX_CHARACTERS, escape, plain, width, wrap


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<b>"Bau" & Co.</b>', "&lt;b&gt;&quot;Bau&quot; &amp; Co.&lt;/b&gt;"),
        ("Null\0 und Glocke\x07", "Null und Glocke"),
        ("halb\ud800 und \ufffe\uffff", "halb und"),
        ("zwei\r\nZeilen\u2028drei", "zwei Zeilen drei"),
        ("&#1; bleibt Text", "&amp;#1; bleibt Text"),
        ("\u202enetüm", "netüm"),
    ],
    ids=["markup", "control characters", "half and forbidden characters", "line ends", "entity", "turned direction"],
)
def test_text_is_never_markup(text: str, expected: str) -> None:
    assert escape(text) == expected


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Sachgebiet Stadtplanung und Bauverwaltung", ("Sachgebiet Stadtplanung", "und Bauverwaltung")),
        ("Bau-, Umwelt- und Grünflächenamt/Bauhof", ("Bau-, Umwelt- und", "Grünflächenamt/Bauhof")),
        ("Heimatverein Heidedorf e. V.", ("Heimatverein Heidedorf", "e.\xa0V.")),
        ("Donaudampfschifffahrtsgesellschaft", ("Donaudampfschifffahrtsge", "sellschaft")),
        ("שלום עולם שלום עולם", ("שלום עולם שלום", "עולם")),
        ("", ()),
        (" \0 ", ()),
    ],
    ids=["spaces", "hyphens", "registered association", "long word", "right to left", "empty", "nothing visible"],
)
def test_text_is_wrapped(text: str, lines: tuple[str, ...]) -> None:
    assert wrap(text, 130, 10) == lines


def test_joined_emoji_is_never_divided() -> None:
    family = "👩\u200d👩\u200d👧\u200d👦"
    assert set(wrap(family * 20, 130, 10)) == {family * 2}


def test_cut_text_ends_with_an_ellipsis() -> None:
    assert wrap("Amt für Bildung, Jugend und Soziales", 100, 10, lines=1) == ("Amt für Bildung,…",)


def test_endless_text_is_cut() -> None:
    assert plain("a" * 5000) == "a" * (MAX_CHARACTERS - 1) + "…"


@given(st.text(max_size=400), st.sampled_from([60, 130, 300]))
def test_wrapping_loses_no_letter(text: str, room: int) -> None:
    assert "".join("".join(wrap(text, room, 10)).split()) == "".join(plain(text).split())


@given(st.text(alphabet=st.characters(max_codepoint=0x24F), max_size=400), st.sampled_from([60, 130, 300]))
def test_no_line_is_wider_than_its_room(text: str, room: int) -> None:
    assert all(width(line, 10) <= room for line in wrap(text, room, 10))
