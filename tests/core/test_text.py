"""Cleaning and folding of text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ks_board.core.text import MAX_WORD, MAX_WORDS, ForbiddenCharacterError, clean, fold, like, words

WORD = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("strasse", "Straße"),
        ("STRASSE", "Straße"),
        ("fruhling", "Frühling"),
        ("fruehling", "Frühling"),
        ("Frühling", "Fruehling"),
        ("jager", "Jäger"),
        ("josé", "Jose\u0301"),
        ("łužica", "Luzica"),
        ("КНИГА", "книга"),
        ("خ", "مخبز"),
    ],
)
def test_a_word_is_found_however_it_is_typed(typed: str, written: str) -> None:
    assert fold(typed) in fold(written)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Bürger-Bus,\tLinie\n2! ", "burger bus linie 2"),
        ("Ærø", "aro"),
        ("aee", "a"),
        ("100_%", "100"),
        ("हिन्दी", "हिनदी"),
        ("", ""),
        ("?!", ""),
    ],
)
def test_folded_text_has_words_and_single_spaces(text: str, expected: str) -> None:
    assert fold(text) == expected


@given(st.text() | st.text("aeuäß "))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), WORD, st.text())
def test_every_word_of_a_text_is_found_in_it(before: str, word: str, after: str) -> None:
    assert fold(word) in fold(f"{before} {word} {after}")


@given(WORD, st.integers(0, 12))
def test_the_start_of_a_word_is_enough_to_find_it(word: str, length: int) -> None:
    assert fold(word).startswith(fold(word[:length]))


def test_words_are_different_and_few_and_short() -> None:
    found = words("Bus bus " + "x" * 90 + " " + " ".join(map(str, range(50))))
    assert found == ["bus", "x" * MAX_WORD, *"012345"]
    assert len(found) == MAX_WORDS


def test_a_query_of_punctuation_has_no_words() -> None:
    assert words(" -- ") == []


def test_like_escapes_the_signs_of_the_pattern() -> None:
    assert like(r"5%_a\b") == r"%5\%\_a\\b%"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Grün\r\nGelb\rRot\tBlau", "Grün\nGelb\nRot\tBlau"),
        ("Jose\u0301", "José"),
        ("\ufeffMila\u202e\u200f", "Mila"),
        ("म\u200dन", "म\u200dन"),
        ("👩\u200d🌾", "👩\u200d🌾"),
    ],
)
def test_clean_text_keeps_what_people_mean(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize("letter", ["\0", "\x1b", "\x85", "\x7f", "\ud800", "\uffff"])
def test_clean_refuses_characters_that_nobody_types(letter: str) -> None:
    with pytest.raises(ForbiddenCharacterError, match="unsichtbares Steuerzeichen"):
        clean(f"Anna {letter} Bauer")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"])))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
