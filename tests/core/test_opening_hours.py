"""Opening hours as one would say them aloud."""

import pytest

from ks_board.core.opening_hours import opening_in_words


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Mo 14-18 Uhr", "Montag 14 bis 18 Uhr"),
        ("Mo-Fr 7–15 Uhr", "Montag bis Freitag 7 bis 15 Uhr"),
        (
            "Di 9-12 und 13-18 Uhr, Do. 09:00-12:30",
            "Dienstag 9 bis 12 und 13 bis 18 Uhr, Donnerstag 9 bis 12.30",
        ),
        ("Mai bis September 10-19 Uhr", "Mai bis September 10 bis 19 Uhr"),
        ("Übung Fr 18 Uhr", "Übung Freitag 18 Uhr"),
        ("Mo-So nach Plan", "Montag bis Sonntag nach Plan"),
        ("Sa/So 10-12 Uhr", "Samstag/Sonntag 10 bis 12 Uhr"),
    ],
)
def test_short_forms_are_said_in_full(typed: str, said: str) -> None:
    assert opening_in_words(typed) == said


@pytest.mark.parametrize("text", ["nach Absprache", "So lange Vorrat reicht", "Telefon 03581-47 11", "immer offen", ""])
def test_what_is_no_short_form_stays_as_typed(text: str) -> None:
    assert opening_in_words(text) == text
