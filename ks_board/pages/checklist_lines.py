"""The checklist as templates print it: each question with its own answer, what the data say, and numbers of gaps."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from ks_board.checklist.queries import list_newest_answers, list_questions
from ks_board.checklist.texts import GROUPS
from ks_board.core.access import can
from ks_board.core.params import other_than_today
from ks_board.gaps.evidence import Evidence, find_evidence
from ks_board.gaps.queries import count_by_question
from ks_board.gaps.rules import days_before
from ks_board.pages.asked_again import why_again
from ks_board.pages.visible_gaps import visible_gaps
from ks_board.permissions import Permission


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question; answer and evidence are None where there is none, or none for this viewer."""

    question: Any
    answer: Any
    evidence: Evidence | None
    gaps: Counter[int]
    """How many gaps of each severity."""
    again: str | None
    """Why the question should be answered again."""


def list_lines(on: date, checklist: str | None = None) -> list[tuple[str, list[QuestionLine]]]:
    """Return the questions of each group of a checklist with its title; by default of the built-in one."""
    questions = [row for row in list_questions() if row.checklist == checklist]
    answers = list_newest_answers(days_before(on, -1))
    evidence, gaps = find_evidence(on), visible_gaps(on)[0]
    counts, again = count_by_question(gaps), {} if other_than_today(on) else why_again(gaps, answers)
    lines = [
        QuestionLine(
            row,
            answers.get(row.id),
            visible(evidence.get(row.ref)),
            counts.get(row.ref, Counter()),
            again.get(row.ref),
        )
        for row in questions
    ]
    return [(str(GROUPS[group]), list(of)) for group, of in groupby(lines, key=lambda line: line.question.group)]


def visible(evidence: Evidence | None) -> Evidence | None:
    """Return the evidence if the viewer may see the gaps behind it."""
    return evidence if evidence and (evidence.public or can(Permission.GAP_READ_ALL)) else None
