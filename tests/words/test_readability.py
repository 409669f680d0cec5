"""Texts that people with little time, little German or old eyes can read."""

import pytest

from tools.readability import Measured, index_of, measure, overall, split, words_of
from tools.sentences import ROOT, Sentence

pytestmark = pytest.mark.xdist_group("words")
MOST_WORDS, MEAN_WORDS, MOST_INDEX = 16, 9, 4.5
"""Four school years: plain German is said to lie below six."""


@pytest.fixture(scope="module")
def measured(sentences: list[Sentence]) -> list[Measured]:
    return measure(sentences)


def test_no_sentence_is_long(measured: list[Measured]) -> None:
    assert [(each.where, each.sentence) for each in measured if each.words > MOST_WORDS] == []


def test_all_sentences_together_are_easy_to_read(measured: list[Measured]) -> None:
    assert sum(each.words for each in measured) / len(measured) < MEAN_WORDS
    assert overall(measured) < MOST_INDEX


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Kommen Sie. Wir sind da!", ["Kommen Sie.", "Wir sind da!"]),
        ("Bis 24. November bleibt %(name)s da.", ["Bis 24. November bleibt Name da."]),
        ("Das heißt: Sie können gehen.", ["Das heißt:", "Sie können gehen."]),
        ("  Zwei\n  Zeilen ", ["Zwei Zeilen"]),
    ],
)
def test_a_text_falls_into_sentences(text: str, parts: list[str]) -> None:
    assert split(text) == parts


def test_the_index_grows_with_long_words_and_long_sentences() -> None:
    easy = index_of([words_of("Der Hund ist da.")])
    assert easy < index_of([words_of("Der Hund ist da und der Mann ist auch da.")])
    assert index_of([words_of("Zuständigkeiten verändern Verwaltungsangelegenheiten.")]) == pytest.approx(31.9, abs=0.1)


def test_printed_sheets_have_no_words_of_their_own() -> None:
    """What is printed comes from the app, where these tests read it."""
    sheets = (ROOT / "ks_board/reports/typst").glob("*.typ")
    lines = [line.split("//")[0] for sheet in sheets for line in sheet.read_text(encoding="utf-8").splitlines()]
    assert [line for line in lines if any(letter in line for letter in "äöüßÄÖÜ")] == []
