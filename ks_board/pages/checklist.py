"""The checklist beside what the data say."""

from flask import Blueprint, render_template

from ks_board.checklist.proofs import find_proofs
from ks_board.checklist.queries import get_question, list_answers, list_checklists
from ks_board.checklist.texts import ANSWERS, WHY, source_of
from ks_board.core.access import can, needs
from ks_board.core.params import choice_asked, day_asked, other_than_today
from ks_board.gaps.evidence import find_evidence
from ks_board.gaps.measures import STATUSES, list_measures, list_to_finish
from ks_board.pages.asked_again import why_again
from ks_board.pages.checklist_lines import list_lines, visible
from ks_board.pages.gap_lines import gap_lines
from ks_board.pages.gap_report import PER_PAGE
from ks_board.pages.trend_figures import A_YEAR, list_points, total_chart
from ks_board.pages.visible_gaps import visible_gaps
from ks_board.permissions import Permission

checklist = Blueprint("checklist", __name__)


@checklist.get("/checkliste")
@needs(Permission.CHECKLIST_READ)
def page() -> str:
    """Show all questions of a checklist (`?liste=B`), the town's own answers, and what the data say."""
    checklists = list_checklists()
    chosen = choice_asked("liste", frozenset(row.ref for row in checklists))
    on = day_asked()
    shown = {"groups": list_lines(on, chosen), "checklists": checklists, "chosen": chosen}
    return render_template("checklist/page.html", **shown, words=ANSWERS, other_day=other_than_today(on))


@checklist.get("/checkliste/<ref>")
@needs(Permission.CHECKLIST_READ)
def question(ref: str) -> str:
    """Show one question: where it comes from, why it matters, answers, gaps and measures."""
    on, row = day_asked(), get_question(ref)
    other_day, gaps = other_than_today(on), visible_gaps(on, question_ref=ref)[0]
    answers = [answer for answer in list_answers(row.id) if answer.answered_on <= on]
    points = list_points(on - A_YEAR, on, gaps, ref)
    return render_template(
        "checklist/question.html",
        question=row,
        source=source_of(row),
        why=WHY.get(ref),
        answers=answers,
        words=ANSWERS,
        proofs=find_proofs({answer.evidence for answer in answers if answer.evidence}),
        evidence=visible(find_evidence(on).get(ref)),
        reason=None if other_day else why_again(gaps).get(ref),
        number=len(gaps),
        points=points,
        chart=total_chart(points),
        lines=gap_lines(gaps[:PER_PAGE], on),
        measures=list_measures(row.id) if can(Permission.GAP_READ_ALL) and not other_day else [],
        statuses=STATUSES,
        other_day=other_day,
        to_finish=list_to_finish(on) if can(Permission.TODAY_READ) else frozenset(),
    )
