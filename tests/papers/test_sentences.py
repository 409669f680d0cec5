"""Texts for paper end where a sentence ends."""

import pytest

from ks_board.reports.sentences import first_sentences, fitting, sentences

TEXT = "Sie lesen vor. Das macht Spaß! Möchten Sie es versuchen? Kommen Sie vorbei"


def test_sentences_end_with_their_sign() -> None:
    assert sentences(TEXT)[1:] == ["Das macht Spaß!", "Möchten Sie es versuchen?", "Kommen Sie vorbei."]


@pytest.mark.parametrize(
    "text",
    [
        "Wir treffen uns am 24. November im Saal.",
        "Bringen Sie z. B. Kuchen mit.",
        "Fragen Sie Dr. Ahlers.",
        "Um 9.30 Uhr.",
    ],
)
def test_a_point_inside_a_sentence_ends_none(text: str) -> None:
    assert sentences(text) == [text]


def test_lines_are_sentences() -> None:
    assert sentences("Vorlesen\n\nBasteln\n") == ["Vorlesen.", "Basteln."]


def test_no_text_is_no_sentence() -> None:
    assert first_sentences("", 3, 100) == ""


def test_the_first_three_sentences_count() -> None:
    assert first_sentences(TEXT, 3, 200) == "Sie lesen vor. Das macht Spaß! Möchten Sie es versuchen?"


def test_a_sentence_without_room_is_left_out_whole() -> None:
    assert first_sentences(TEXT, 3, 50) == "Sie lesen vor. Das macht Spaß!"


def test_an_endless_first_sentence_ends_after_a_word() -> None:
    text = first_sentences("Sie " + "lesen " * 100, 3, 60)
    assert text.endswith("lesen …")
    assert len(text) <= 60


def test_no_sentence_comes_after_one_that_has_no_room() -> None:
    assert fitting("Titel.", ["x" * 50 + ".", "Kurz."], ["Ende."], 30) == "Titel. Ende."


def test_text_may_be_exactly_as_long_as_allowed() -> None:
    assert len(fitting("Titel.", ["Kurz."], ["Ende."], 18)) == 18


def test_one_character_too_many_leaves_the_sentence_out() -> None:
    assert fitting("Titel.", ["Kurz."], ["Ende."], 17) == "Titel. Ende."


def test_the_longest_end_makes_room_first() -> None:
    assert fitting("Titel.", [], ["Wo? " + "weit " * 20, "Telefon: 1."], 40) == "Titel. Telefon: 1."
