"""What tables, columns and values are called on the pages of the town's data; a test asks that none is missing.

Most words are those of the record: a thing is called the same wherever it stands. Here is only what differs.
"""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Column, Enum

from ks_board.pages.record_words import COLUMNS, SETS

TABLES = {
    "actions": (_l("Schritte zu den Regeln"), _l("Schritt zu einer Regel")),
    "answers": (_l("Antworten"), _l("Antwort")),
    "appointments": (_l("Besetzungen"), _l("Besetzung")),
    "areas": (_l("Felder"), _l("Feld")),
    "assignments": (_l("Zusagen"), _l("Zusage")),
    "budget_pots": (_l("Töpfe"), _l("Topf")),
    "decisions": (_l("Beschlüsse"), _l("Beschluss")),
    "grants": (_l("Anträge"), _l("Antrag")),
    "measures": (_l("Maßnahmen"), _l("Maßnahme")),
    "messages": (_l("Nachrichten"), _l("Nachricht")),
    "meta": (_l("Einstellungen der Stadt"), _l("Einstellung")),
    "people": (_l("Menschen"), _l("Mensch")),
    "places": (_l("Orte"), _l("Ort")),
    "posts": (_l("Stellen"), _l("Stelle")),
    "procedures": (_l("Abläufe und Austausch"), _l("Ablauf oder Austausch")),
    "questions": (_l("Fragen"), _l("Frage")),
    "responsibilities": (_l("Zuständigkeiten"), _l("Zuständigkeit")),
    "rules": (_l("Regeln für Lücken"), _l("Regel")),
    "sponsorships": (_l("Patenschaften"), _l("Patenschaft")),
    "tandems": (_l("Tandems"), _l("Tandem")),
    "tasks": (_l("Aufgaben"), _l("Aufgabe")),
    "thanks": (_l("Dank"), _l("Dank")),
    "units": (_l("Einheiten"), _l("Einheit")),
}
"""Several, one."""
_OWN = {
    ("decisions", "unit_id"): _l("Beschlossen von"),
    ("grants", "applicant_unit_id"): _l("Beantragt von der Einheit"),
    ("grants", "applicant_person_id"): _l("Beantragt von dem Menschen"),
    ("messages", "subject"): _l("Nachricht"),
    ("messages", "unit_id"): _l("Kümmert sich"),
    ("meta", "key"): _l("Name"),
    ("meta", "value"): _l("Inhalt"),
    ("people", "hours_per_month"): _l("Stunden im Monat, die dieser Mensch geben will"),
    ("procedures", "unit_id"): _l("Kümmert sich"),
    ("questions", "text_de"): _l("Frage"),
    ("questions", "text_en"): _l("Frage (englisch)"),
    ("rules", "threshold_days"): _l("Ab wie vielen Tagen (oder Unterlagen)"),
    ("rules", "title_de"): _l("Satz der Lücke"),
    ("rules", "title_en"): _l("Satz der Lücke (englisch)"),
    ("sponsorships", "sponsor_kind"): _l("Woher"),
    ("tasks", "hours_per_month"): _l("Stunden im Monat"),
    ("tasks", "pot_ids"): _l("Töpfe"),
    ("thanks", "person_id"): _l("Dank an"),
}
SETTINGS = {
    "town": _l("Name der Stadt"),
    "ags": _l("Gemeindeschlüssel (8 Ziffern)"),
    "postal_code": _l("Postleitzahl"),
    "state": _l("Land"),
    "population": _l("Wie viele Menschen wohnen hier?"),
    "council_term_start": _l("Erster Tag der Wahlperiode (so: 2024-07-01)"),
    "council_term_end": _l("Letzter Tag der Wahlperiode (so: 2029-06-30)"),
    "as_of": _l("Tag, für den die Daten gelten (so: 2026-11-16)"),
    "timezone": _l("Zeitzone"),
    "licence": _l("Lizenz der Daten"),
    "main_color": _l("Hauptfarbe der Seiten (so: #1c5b3a)"),
    "imprint_text": _l("Text im Impressum"),
    "privacy_text": _l("Text zum Datenschutz"),
    "accessibility_text": _l("Text zur Barrierefreiheit"),
    "help_text": _l("Text auf der Hilfeseite"),
    "embed_origins": _l("Websites, die das Organigramm einbetten dürfen (so: https://www.stadt.example)"),
}
"""The settings that every town may have."""
HINTS = {
    ("decisions", "kind"): _l(
        "„enabling“ heißt: gemeinsam gestalten. „consensus“ heißt: gemeinsames Ziel. Sonst ein Wort."
    ),
    ("tasks", "rrule"): _l("Zum Beispiel FREQ=WEEKLY;BYDAY=TU für jeden Dienstag. Nur bei regelmäßigen Aufgaben."),
    ("tasks", "people_needed"): _l("Leer heißt: so viele kommen möchten."),
    ("measures", "subject_ref"): _l("Die Kennung der Sache, um die es bei der Regel geht, zum Beispiel T01."),
    ("rules", "question_id"): _l("Leer heißt: jede Frage."),
    ("people", "consent_public"): _l("Ohne ein Ja steht der Name auf keiner öffentlichen Seite."),
}


def many(name: str) -> str:
    """Return what the rows of a table are called."""
    return str(TABLES[name][0])


def one(name: str) -> str:
    """Return what a row of a table is called."""
    return str(TABLES[name][1])


def label(name: str, column: str) -> Any:
    """Return what a column of a table is called."""
    return _OWN.get((name, column)) or COLUMNS[column]


def choices(column: Column[Any]) -> list[tuple[Any, Any]]:
    """Return the values of a closed set, each with its word."""
    assert isinstance(column.type, Enum)  # noqa: S101 - tells mypy.
    words: Any = SETS[str(column.type.name)]
    return [(kind, words[kind]) for kind in column.type.enum_class or ()]


def value_label(column: Column[Any], value: Any) -> str:
    """Return the word of a value of a closed set."""
    words: Any = SETS[str(column.type.name)]  # type: ignore[attr-defined]
    return str(words[value])
