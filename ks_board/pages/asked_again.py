"""Questions to answer again, because their gaps changed since the answer; each with the reason in one sentence."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ks_board.checklist.queries import list_newest_answers, list_questions
from ks_board.core.access import can
from ks_board.gaps.history import Changed, question_changes
from ks_board.gaps.queries import Gap
from ks_board.pages.today_lines import Action, Day, Line, Section, later
from ks_board.pages.visible_gaps import visible_gaps
from ks_board.permissions import Permission

QUESTIONS = "fragen"


def why_again(gaps: Sequence[Gap], answers: Mapping[int, Any] | None = None) -> dict[str, str]:
    """Return by question why it should be answered again, for those that should; gaps and answers: what is now."""
    changes = question_changes(gaps, only_public=not can(Permission.GAP_READ_ALL), answers=answers)
    return {ref: _reason(changed) for ref, changed in changes.items() if changed.asks_again}


def in_order(questions: Sequence[Any], again: Mapping[str, str]) -> list[Any]:
    """Put those to answer again first; else the order stays."""
    return sorted(questions, key=lambda question: question.ref not in again)


def questions(day: Day) -> Section:
    """Return the questions to answer again."""
    again = why_again(visible_gaps(day.on)[0], list_newest_answers())
    waiting = day.hidden(QUESTIONS)
    found = [row for row in list_questions() if row.ref in again and row.ref not in waiting]
    lines = [_line(row, again[row.ref]) for row in found[: day.most(QUESTIONS)]]
    return Section(QUESTIONS, _("Fragen: bitte neu beantworten"), lines, len(found))


def _line(row: Any, reason: str) -> Line:
    act = Action(_("Neu beantworten"), url_for("round_table.page", frage=row.ref), posts=False)
    page = url_for("checklist.question", ref=row.ref)
    return Line(row.ref, f"{row.ref}: {row.text}", later(QUESTIONS, row.ref), reason, page, actions=(act,))


def _reason(changed: Changed) -> str:
    if not changed.left:
        return _("Alle Lücken sind geschlossen. Stimmt die Antwort noch?")
    return ngettext(
        "Seit der Antwort ist %(num)d Lücke dazugekommen.",
        "Seit der Antwort sind %(num)d Lücken dazugekommen.",
        changed.opened,
    )
