"""One word for one thing: the glossary's words, and none of their rivals."""

import re

import pytest

from tools.sentences import Sentence

pytestmark = pytest.mark.xdist_group("words")

RIVALS = {
    "Stadt": "Kommune Mandant",
    "Einheit": "Abteilung Akteur",
    "Stelle": "Position Rolle Funktion",
    "Zuständigkeit": "Aufgabenbereich",
    "Vertretung": "Stellvertret",
    "Besetzung": "Zuordnung",
    "Mensch": "Nutzer User Kontakt",
    "Freiwillige": "Ehrenamtliche Engagierte Helfer",
    "Aufgabe": "Angebot Job Projekt",
    "Termin": "Schicht Slot Event",
    "Zusage": "Einsatz Anmeldung Buchung",
    "Tandem": "Team",
    "Patin oder Pate": "Sponsor Mentor",
    "Patenschaft": "Kooperation",
    "Anker": "Hub",
    "Ort": "Location",
    "Topf, Antrag": "Fonds Förderung",
    "Frage": "Indikator",
    "Lücke": "Mangel Defizit Alarm",
    "Maßnahme": "Ticket To-do",
    "Dank": "Reward",
    "Nachricht": "Anfrage Beschwerde",
    "Ablauf": "Workflow",
    "Beschluss": "Vorlage",
    "Beauftragung": "Auftrag",
    "Koordination": "Admin Manager",
    "Feld": "Kategorie Tags",
    "Board": "Tafel",  # Where people in need get food.
    "Knopf, öffnen, wählen": "Button Klick klick Anklick anklick",
}
"""The glossary's word, and the beginnings of words that must not name the same thing."""

OTHER_THINGS = (
    "Angebot in Worten",  # What a sponsor offers.
    "Angebot oder Lob",
    "Die Anfrage enthält Zeichen",  # What a browser sends.
    "mit jeder Anfrage",
    "damit die Anmeldung hält",  # Signing in.
    "eine Förderung",  # Of a post, with an end.
    "die Förderung",
    "Kontakt eingetragen",  # A call or a meeting.
    "Kontakt heute",
    "Kontakte und Gelegenheiten",
    "Lange kein Kontakt",
    "Letzter Kontakt",
    "letzte Kontakt",
    "Vorlage für den Stellenplan",  # What the council decides on, and what a new task is begun from.
    "Vorlage im Katalog",
    "Vorlagen",
    "Diese Vorlage",
    "Welche Vorlage",
    "die ganze Vorlage",
    "dieser Vorlage",
    "in Ihre Vorlage",
)
"""Whole phrases in which such a word names something else."""

A_KIND_OF_MESSAGE = {"Angebot"}
_BEGINNINGS = re.compile(rf"\b(?:{'|'.join(word for words in RIVALS.values() for word in words.split())})\w*")
_ALLOWED = re.compile("|".join(map(re.escape, OTHER_THINGS)), re.IGNORECASE)


def rivals_in(text: str) -> list[str]:
    return [] if text in A_KIND_OF_MESSAGE else _BEGINNINGS.findall(_ALLOWED.sub("", text))


def test_sentences_use_the_words_of_the_glossary(sentences: list[Sentence]) -> None:
    assert [(one.where, rivals_in(one.text)) for one in sentences if rivals_in(one.text)] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ihre Ehrenamtlichen", ["Ehrenamtlichen"]),
        ("Letzter Kontakt", []),
        ("Neuer Kontakt und letzter Kontakt", ["Kontakt"]),
        ("Beschlussvorlage", []),
        ("Arbeitsteam", []),
    ],
)
def test_rivals_are_found_at_the_beginning_of_words(text: str, found: list[str]) -> None:
    assert rivals_in(text) == found


def test_each_allowed_phrase_is_still_said_somewhere(sentences: list[Sentence]) -> None:
    said = " ".join(one.text for one in sentences).casefold()
    assert [phrase for phrase in OTHER_THINGS if phrase.casefold() not in said] == []
