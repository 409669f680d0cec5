"""Which words narrow the board and which mean all of it."""

import pytest

from ks_board.tasks.search import read


@pytest.mark.parametrize("word", ["Ehrenamt", "Helfer", "job", "PROJEKTE", "Schicht", "Engagierte", "Einsätze", "Slot"])
def test_words_for_tasks_at_large_narrow_nothing_and_are_named_as_typed(word: str) -> None:
    assert read(word) == ((), (word,))


def test_a_general_word_beside_another_leaves_the_other() -> None:
    assert read("Helfer Straße") == (("strasse",), ("Helfer",))


def test_a_word_that_only_begins_like_a_general_one_narrows() -> None:
    assert read("Einsatzkräfte Wahlhelfer") == (("einsatzkrafte", "wahlhelfer"), ())


def test_a_repeated_general_word_is_named_once() -> None:
    assert read("Job Job").general == ("Job",)


def test_nothing_but_signs_is_no_search() -> None:
    assert read("%_ '; --") == ((), ())
