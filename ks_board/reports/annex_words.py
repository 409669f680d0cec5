"""The annexes of the report to the council: the full lists."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from ks_board.checklist.texts import ANSWERS
from ks_board.fund.models import PotDecider
from ks_board.gaps.rules import SEVERITIES
from ks_board.reports.council import QuestionLine, Report
from ks_board.reports.deed_words import KINDS, with_whom
from ks_board.reports.parts import Cell, Part, Table

URGENCY = {3: _l("dringend"), 2: _l("wichtig"), 1: _l("bei Gelegenheit")}
DECIDERS = {
    PotDecider.TOWN: _l("Stadt"),
    PotDecider.ASSOCIATION: _l("Verein"),
    PotDecider.COUNTY: _l("Landkreis"),
    PotDecider.STATE: _l("Land"),
    PotDecider.FEDERAL: _l("Bund"),
    PotDecider.FOUNDATION: _l("Stiftung"),
}


def change(difference: int) -> str:
    """Return "3 mehr", "2 weniger" or "gleich"."""
    if difference == 0:
        return _("gleich")
    return _("%(num)s mehr", num=difference) if difference > 0 else _("%(num)s weniger", num=-difference)


def all_questions(report: Report) -> Part:
    """Return all questions with answers and numbers of gaps."""
    head = (_("Frage"), _("Text"), _("Antwort"), *(str(URGENCY[s]) for s in SEVERITIES), _("Lücken"), _("Vorher"))
    rows = tuple(_question_row(line) for line in report.questions)
    return Part("alle-fragen", _("Alle Fragen"), table=Table(_("Antworten und Lücken je Frage"), head, rows))


def _question_row(line: QuestionLine) -> tuple[Cell, ...]:
    answer = str(ANSWERS[line.answer]) if line.answer else None
    return line.ref, line.text, answer, *(line.gaps[severity] for severity in SEVERITIES), line.total, line.before


def all_gaps(report: Report) -> Part:
    """Return the full list of gaps."""
    sentences = [
        _("%(unit)s: Hier sind noch keine Menschen eingetragen. Ihre Stellen zählen nicht mit.", unit=branch.name)
        for branch in report.branches
    ]
    if report.unlisted:
        sentences.append(_("%(num)s weitere Lücken stehen in der Tabelle zum Herunterladen.", num=report.unlisted))
    if not report.gaps:
        return Part("luecken", _("Alle Lücken"), (_("Es gibt keine Lücken."), *sentences))
    head = (_("Frage"), _("Dringlichkeit"), _("Lücke"), _("Worum es geht"), _("Einheit"), _("Seit"), _("Geplant"))
    rows = tuple(
        (
            *(line.question, str(URGENCY[line.severity]), line.title, line.label, line.unit or "", line.since),
            _("ja") if line.planned else _("nein"),
        )
        for line in report.gaps
    )
    return Part(
        "luecken", _("Alle Lücken"), tuple(sentences), table=Table(_("Alle Lücken, die dringenden zuerst"), head, rows)
    )


def accepted_part(report: Report) -> Part:
    """Return the gaps that stay as they are, with the reason."""
    if not report.accepted:
        return Part("angenommen", _("Bewusst so gelassen"), (_("Keine Lücke ist als gewollt eingetragen."),))
    count = ngettext(
        "Diese Lücke ist gewollt. Sie zählt trotzdem mit.",
        "Diese %(num)s Lücken sind gewollt. Sie zählen trotzdem mit.",
        len(report.accepted),
    )
    head = (_("Frage"), _("Lücke"), _("Worum es geht"), _("Warum es so bleibt"))
    rows = tuple((line.question, line.title, line.label, line.accepted) for line in report.accepted)
    return Part(
        "angenommen", _("Bewusst so gelassen"), (count,), table=Table(_("Gewollte Lücken mit dem Grund"), head, rows)
    )


def deeds_part(report: Report) -> Part:
    """Return everything that was finished, with result and people."""
    shown = report.visible_deeds
    if not shown:
        return Part("geschafft", _("Alles, was zu Ende kam"), (_("Dazu ist in dieser Zeit nichts eingetragen."),))
    head = (_("Tag"), _("Was"), _("Titel"), _("Ergebnis"), _("Wer"))
    rows = tuple((deed.day, str(KINDS[deed.kind]), deed.title, deed.result, with_whom(deed)) for deed in shown)
    return Part(
        "geschafft", _("Alles, was zu Ende kam"), table=Table(_("Zu Ende gebracht, das Neueste zuerst"), head, rows)
    )


def pots_part(report: Report) -> Part | None:
    """Return the pots with what they granted; only for staff."""
    if not report.sees_all or not report.money.pots:
        return None
    head = (_("Topf"), _("Wer entscheidet"), _("Bewilligte Anträge"), _("Summe"))
    rows = tuple((pot.name, str(DECIDERS[pot.decided_by]), pot.grants, pot.granted_eur) for pot in report.money.pots)
    return Part("toepfe", _("Alle Töpfe"), table=Table(_("Was aus jedem Topf bewilligt wurde"), head, rows))
