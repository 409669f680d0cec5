"""What people type into the search of the board."""

from typing import NamedTuple

from ks_board.core.text import fold, words

_GENERAL = """
    Aufgabe Aufgaben Angebot Angebote Anmeldung Anmeldungen Buchung Buchungen Ehrenamt Ehrenämter Ehrenamtler
    Ehrenamtlerin Ehrenamtliche Ehrenamtlicher Ehrenamtlich Einsatz Einsätze Engagement Engagieren Engagierte
    Freiwillig Freiwillige Freiwilligenarbeit Freiwilliger Helfen Helfende Helfer Helferin Helferinnen Job Jobs
    Mithelfen Mitmachen Projekt Projekte Schicht Schichten Slot Slots Task Tasks Termin Termine Volunteer
    Volunteering Volunteers Zusage Zusagen
"""
GENERAL_WORDS = frozenset(map(fold, _GENERAL.split()))
"""Words that mean tasks or volunteers at large, folded: whoever types one wants to see tasks, so it hides none."""


class Search(NamedTuple):
    """A search text, taken apart: folded words to find, and general words as they were typed."""

    words: tuple[str, ...]
    general: tuple[str, ...]


def read(query: str) -> Search:
    """Part the words of a search text into those that narrow the board and those that mean all of it."""
    general = (typed for typed in query.split() if fold(typed) in GENERAL_WORDS)
    return Search(tuple(word for word in words(query) if word not in GENERAL_WORDS), tuple(dict.fromkeys(general)))
