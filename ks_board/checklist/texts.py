"""The words around the questions: groups, answers, where a question comes from, and why it matters."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ks_board.checklist.models import AnswerValue, QuestionGroup

GROUPS = {
    QuestionGroup.STRUCTURAL: _l("Strukturelle Fragen"),
    QuestionGroup.CULTURAL: _l("Kulturelle Fragen"),
    QuestionGroup.HIGHER_LEVEL: _l("Übergeordnete Fragen"),
}
ANSWERS = {AnswerValue.YES: _l("ja"), AnswerValue.PARTLY: _l("teilweise"), AnswerValue.NO: _l("nein")}

WHY = {
    "S1": _l("Ein Beschluss gilt auch nach der nächsten Wahl. Auf ihn können sich alle berufen."),
    "S2": _l("Wer helfen will, braucht eine Nummer, unter der sich jemand meldet."),
    "S3a": _l("Wer Freiwillige begleiten soll, braucht Zeit dafür und darf etwas entscheiden."),
    "S3b": _l("Freiwillige bleiben, wenn sie gut eingewiesen und versichert sind."),
    "S4": _l("Niemand soll von einem Amt zum anderen geschickt werden, auch nicht in den Ferien."),
    "S5": _l("Feste Abläufe und Termine machen es leicht, mitzumachen."),
    "S6": _l("An festen Orten treffen sich Menschen. Jemand muss sich um diese Orte kümmern."),
    "S7": _l("Neues braucht Platz. Leere Räume können ihn geben, wenn klar ist, wie man sie benutzt."),
    "S8": _l("Zu zweit trägt sich eine Aufgabe leichter. Eine Patin oder ein Pate öffnet Türen."),
    "S9": _l("Wer Danke hört, kommt wieder."),
    "S10": _l("Wer fragt, soll eine Antwort bekommen. So wächst Vertrauen."),
    "S11": _l("Hängt alles an einem Menschen, hört es mit ihm auf. Eine gute Übergabe beginnt früh."),
    "K1": _l("Nur wen wir kennen, können wir fragen. Auch Menschen in der Ferne helfen oft gern."),
    "K2": _l("Klare Absprachen verhindern Ärger: wer macht was, bis wann, und was nicht."),
    "K3": _l("Nicht alle lesen dasselbe. Ein Aushang erreicht andere als eine App."),
    "K4": _l("Ein gemeinsames Papier und feste Treffen halten Menschen zusammen, die verschieden denken."),
    "K5": _l("Kleine Gruppen haben viele Ideen. Sie brauchen einen Raum und eine ehrliche Antwort."),
    "K6": _l("Ein sichtbares Ergebnis macht Mut und gewinnt neue Menschen."),
    "U1": _l("Was immer gebraucht wird, kann nicht von Geld leben, das bald endet."),
    "U2": _l("Läuft eine Förderung aus, geht mit der Stelle auch viel Wissen."),
    "U3": _l("Wer vor Ort entscheidet, kennt die Stadt und ist schneller."),
    "U4": _l("Lange Wege zum Geld schrecken gerade kleine Gruppen ab."),
}

_SOURCES = {
    QuestionGroup.STRUCTURAL: _l("Logbuch Kleinstadt gestalten, strukturelle Frage %(number)s"),
    QuestionGroup.CULTURAL: _l("Logbuch Kleinstadt gestalten, kulturelle Frage %(number)s"),
    QuestionGroup.HIGHER_LEVEL: _l("Logbuch Kleinstadt gestalten, übergeordnete Frage %(number)s"),
}


def source_of(question: Any) -> str:
    """Return "Logbuch Kleinstadt gestalten, strukturelle Frage 4"; else the checklist, or that it is the town's own."""
    if question.checklist_title:
        return str(question.checklist_title)
    if question.ref not in WHY:
        return _("Eine eigene Frage dieser Stadt")
    return str(_SOURCES[question.group]) % {"number": question.number}
