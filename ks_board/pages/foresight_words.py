"""What comes, in words: what it is called, what to do about it, and how long before."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from ks_board.core.formatting import short_date
from ks_board.gaps.foresight import Kind, months_before


@dataclass(frozen=True, slots=True)
class Words:
    """What a kind is called, and the advice with its lead time in whole months, else in weeks."""

    title: object
    advice: object
    months: int = 0
    weeks: int = 0

    def act_on(self, day: date) -> date:
        """Return the day on which to do something about what comes on a day."""
        return months_before(day, self.months) - timedelta(weeks=self.weeks)

    def lead(self) -> str:
        """Return "3 Monate vorher"."""
        if self.months:
            return ngettext("%(num)d Monat vorher", "%(num)d Monate vorher", self.months)
        return ngettext("%(num)d Woche vorher", "%(num)d Wochen vorher", self.weeks)


WORDS = {
    Kind.TERM_ENDS: Words(_l("Wahlperiode endet"), _l("Beschlüsse und Patenschaften an den neuen Rat übergeben"), 6),
    Kind.MANDATE_ENDS: Words(_l("Amt endet"), _l("Wahl oder Nachfolge vorbereiten"), 6),
    Kind.APPOINTMENT_ENDS: Words(_l("Besetzung endet"), _l("Ansprechen: weitermachen oder Nachfolge suchen"), 3),
    Kind.APPOINTMENT_BEGINS: Words(_l("Besetzung beginnt"), _l("Einarbeitung, Schlüssel und Zugänge vorbereiten"), 1),
    Kind.PERSON_LEAVES: Words(_l("Jemand geht"), _l("Übergabe vorbereiten und Danke sagen"), 2),
    Kind.UNIT_ENDS: Words(_l("Einheit endet"), _l("Stellen, Zuständigkeiten und Aufgaben übergeben"), 3),
    Kind.UNIT_BEGINS: Words(_l("Einheit beginnt"), _l("Stellen besetzen und bekannt machen"), 1),
    Kind.FUNDING_ENDS: Words(_l("Geld für eine Stelle endet"), _l("Vorlage für den Stellenplan vorbereiten"), 12),
    Kind.POT_ENDS: Words(_l("Topf endet"), _l("Klären, wie es weitergeht: verlängern oder anderer Topf"), 6),
    Kind.APPLY_UNTIL: Words(_l("Letzter Tag für Anträge"), _l("Antrag vorbereiten"), 2),
    Kind.REPORT_DUE: Words(_l("Bericht über Geld ist fällig"), _l("Belege sammeln und Bericht schreiben"), 1),
    Kind.DECISION_ENDS: Words(_l("Beschluss endet"), _l("Neuen Beschluss vorbereiten"), 6),
    Kind.ANSWER_DUE: Words(_l("Antwort wird alt"), _l("Am Runden Tisch neu beantworten"), 1),
    Kind.REVIEW_DUE: Words(_l("Ablauf ist zu prüfen"), _l("Am Runden Tisch kurz durchgehen"), 1),
    Kind.MEETING: Words(_l("Austausch"), _l("Einladen"), weeks=3),
    Kind.MEASURE_DUE: Words(_l("Maßnahme ist fällig"), _l("Nachfragen, ob es Hilfe braucht"), weeks=2),
    Kind.CERTIFICATE_ENDS: Words(_l("Führungszeugnis läuft ab"), _l("Um ein neues bitten"), 3),
    Kind.TASK_ENDS: Words(_l("Letzter Termin einer Aufgabe"), _l("An Ergebnis und Dank denken"), weeks=2),
    Kind.YES_ENDS: Words(_l("Zusage endet"), _l("Fragen, ob es weitergeht, und Danke sagen"), 1),
    Kind.TANDEM_ENDS: Words(_l("Tandem endet"), _l("Gemeinsam auf das Ergebnis schauen"), 1),
    Kind.SPONSORSHIP_ENDS: Words(_l("Patenschaft endet"), _l("Danke sagen und fragen, ob es weitergeht"), 2),
}


def advice(kind: Kind, day: date, *, on: date) -> str:
    """Return "3 Monate vorher, am 16.09.2027: …", or "Jetzt: …" if that day is here or has passed."""
    words = WORDS[kind]
    act_on = words.act_on(day)
    if act_on <= on:
        return _("Jetzt: %(advice)s", advice=words.advice)
    return _("%(lead)s, am %(day)s: %(advice)s", lead=words.lead(), day=short_date(act_on), advice=words.advice)
