"""Gaps and checklist for machines: what the pages of both show to the same viewer, without sentences by people."""

from collections import Counter
from datetime import date
from itertools import chain

from flask import url_for

from ks_board.core import clock
from ks_board.core.access import can
from ks_board.core.i18n import DEFAULT, language
from ks_board.gaps.branches import EmptyBranch
from ks_board.gaps.describe import DescribedGap, describe
from ks_board.gaps.queries import count_by_question
from ks_board.pages.api import answers
from ks_board.pages.api.paging import cut, listing
from ks_board.pages.checklist_lines import QuestionLine, list_lines
from ks_board.pages.notices import address
from ks_board.pages.visible_gaps import visible_gaps
from ks_board.permissions import Permission


def gaps(*, on: date, page: int, per_page: int) -> answers.Gaps:
    """Return the gaps of a day that this viewer may see, with counts of all of them."""
    found, branches = visible_gaps(on)
    by_question = count_by_question(found)
    shown = describe(cut(found, page, per_page), on, sees_names=can(Permission.PERSON_READ_NAMES))
    return listing(
        answers.Gaps,
        [_gap(described) for described in shown],
        total=len(found),
        page=page,
        per_page=per_page,
        on=on,
        counts=_severities(sum(by_question.values(), Counter())),
        by_question={ref: _severities(counted) for ref, counted in sorted(by_question.items())},
        empty_branches=[_branch(branch) for branch in branches],
    )


def checklist() -> answers.Checklist:
    """Return all questions with answers, evidence and numbers of gaps, but no name and no comment."""
    on = clock.today()
    lines = chain.from_iterable(group for _title, group in list_lines(on))
    return answers.Checklist(on, [_question(line) for line in lines])


def _question(line: QuestionLine) -> answers.Question:
    row, answer, evidence = line.question, line.answer, line.evidence
    return answers.Question(
        ref=row.ref,
        group=row.group,
        number=row.number,
        text=row.text,
        answer=answer.answer if answer else None,
        answered_on=answer.answered_on if answer else None,
        evidence=answers.Evidence(evidence.part, evidence.whole, evidence.sentence) if evidence else None,
        gaps=_severities(line.gaps),
        href=address(url_for("checklist.question", ref=row.ref)),
    )


def _gap(described: DescribedGap) -> answers.Gap:
    gap = described.gap
    return answers.Gap(
        rule=gap.rule.ref,
        title=gap.rule.title_de if language() == DEFAULT else gap.rule.title_en,
        severity=gap.rule.severity,  # type: ignore[arg-type] # A rule has one of the three.
        question=gap.question_ref,
        subject=answers.Subject(gap.kind, gap.subject_ref, described.label),
        unit=answers.UnitName(described.unit_ref, described.unit_name or "") if described.unit_ref else None,
        since=described.since,
        is_planned=gap.planned is not None,
    )


def _branch(branch: EmptyBranch) -> answers.EmptyBranch:
    return answers.EmptyBranch(answers.UnitName(branch.ref, branch.name), branch.posts, branch.responsibilities)


def _severities(counted: Counter[int]) -> answers.Severities:
    return answers.Severities(urgent=counted[3], important=counted[2], tidy=counted[1])
