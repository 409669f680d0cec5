"""The report to the council: everything it says is collected once here; page, PDF and tables only print it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import select

from ks_board.checklist.queries import list_newest_answers, list_questions
from ks_board.core.db import db
from ks_board.core.i18n import DEFAULT, language
from ks_board.gaps.branches import EmptyBranch, fold_empty_branches, list_units
from ks_board.gaps.decide import Decided, list_decided
from ks_board.gaps.describe import DescribedGap, describe
from ks_board.gaps.models import GapDecisionKind, Measure, MeasureStatus
from ks_board.gaps.queries import Gap, count_by_question, find_gaps
from ks_board.reports.achievements import Deed, DeedKind, ThanksSaid, count_volunteers, list_deeds, thanks_said
from ks_board.reports.drafts import Draft, Wording, list_wordings, make_draft
from ks_board.reports.money import Money, money_of
from ks_board.reports.periods import Period
from ks_board.reports.trend import Trend, trend_of
from ks_board.town.queries import town_name

MOST_LISTED = 1000
"""As many gaps as page and PDF list; the tables list all of them."""
MOST_OFFERED = 12
"""Among as many gaps the report lets choose for draft decisions."""
PUBLIC_DEEDS = frozenset({DeedKind.TASK_DONE, DeedKind.TASK_STOPPED})
GapKey = tuple[str, str]
"""Rule and subject, by ref."""


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question with its own answer, and its gaps now and on the day it is compared with."""

    ref: str
    text: str
    answer: Any
    gaps: Counter[int]
    """By severity."""
    before: int | None
    """None if nobody knows."""

    @property
    def total(self) -> int:
        """How many gaps the question has."""
        return self.gaps.total()


@dataclass(frozen=True, slots=True)
class GapLine:
    """A gap in words."""

    rule: str
    subject: str
    question: str
    severity: int
    title: str
    label: str
    unit: str | None
    since: date | None
    planned: bool
    accepted: str | None
    """Why it stays as it is; None if it does not."""

    @property
    def key(self) -> str:
        """Name the gap as addresses do."""
        return f"{self.rule}:{self.subject}"


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the report says, for one reader."""

    town: str
    period: Period
    sees_all: bool
    """Is it the internal edition? Names need consent in both: a report is handed around."""
    volunteers: int
    volunteers_before: int
    gaps_total: int
    trend: Trend | None
    """None if nobody knows how it was before."""
    urgent: int
    questions: tuple[QuestionLine, ...]
    deeds: tuple[Deed, ...]
    thanks: ThanksSaid
    money: Money
    waiting: tuple[str, ...]
    """Measures that wait for a decision."""
    gaps: tuple[GapLine, ...]
    """The most severe first."""
    unlisted: int
    branches: tuple[EmptyBranch, ...]
    offered: tuple[GapLine, ...]
    """Gaps that a council can decide on, to choose from."""
    drafts: tuple[Draft, ...]
    unknown: tuple[str, ...]
    """Gaps that were chosen, but are none (any more), or none for this reader."""

    @property
    def visible_deeds(self) -> tuple[Deed, ...]:
        """Return what the reader may read; names of tandems and titles of measures may name people."""
        return tuple(deed for deed in self.deeds if self.sees_all or deed.kind in PUBLIC_DEEDS)

    @property
    def accepted(self) -> tuple[GapLine, ...]:
        """Return the gaps that stay as they are, with the reason."""
        return tuple(line for line in self.gaps if line.accepted)


def make_report(
    period: Period, *, sees_all: bool, chosen: Collection[str] | None = None, most: int | None = MOST_LISTED
) -> Report:
    """Collect the report in a fixed number of statements (for each thousand gaps that are listed).

    `sees_all`: also gaps that are not public. `chosen`: gaps to draft decisions for, as `rule:subject`; None = the
    first one that a council can decide on, in the order of the texts. `most`: gaps to list, None = all.
    """
    found, branches = fold_empty_branches(find_gaps(period.last, only_public=not sees_all), list_units())
    wordings, town = list_wordings(), town_name()
    found.sort(key=lambda gap: -gap.rule.severity)
    decided = list_decided(period.last)
    accepted = {key for key, decision in decided.items() if decision.kind is GapDecisionKind.ACCEPTED}
    listed = _listed(found, {*(chosen or ()), *map(":".join, accepted)}, most)
    described = describe(listed, period.last, sees_names=False)
    lines = tuple(_line(gap, decided) for gap in described)
    offered = _offered(lines, wordings)
    keys = [line.key for line in offered[:1]] if chosen is None else list(dict.fromkeys(chosen))
    trend = trend_of(period.first, period.last, only_public=not sees_all)
    return Report(
        town=town,
        period=period,
        sees_all=sees_all,
        volunteers=count_volunteers(period.last),
        volunteers_before=count_volunteers(period.first),
        gaps_total=len(found),
        trend=trend,
        urgent=sum(gap.rule.severity == 3 for gap in found),
        questions=_questions(found, trend),
        deeds=tuple(list_deeds(period.first, period.last)),
        thanks=thanks_said(period.first, period.last),
        money=money_of(period.first, period.last),
        waiting=tuple(_waiting()) if sees_all else (),
        gaps=lines,
        unlisted=len(found) - len(lines),
        branches=tuple(branches),
        offered=offered,
        drafts=_drafts(described, keys, wordings, town, period.last),
        unknown=tuple(key for key in keys if key not in {line.key for line in lines}),
    )


def _listed(gaps: Sequence[Gap], wanted: Collection[str], most: int | None) -> list[Gap]:
    """Return the first gaps, and those that are wanted wherever they stand."""
    if most is None or len(gaps) <= most:
        return list(gaps)
    return [gap for at, gap in enumerate(gaps) if at < most or f"{gap.rule.ref}:{gap.subject_ref}" in wanted]


def _line(described: DescribedGap, decided: Mapping[GapKey, Decided]) -> GapLine:
    gap, german = described.gap, language() == DEFAULT
    decision = decided.get((gap.rule.ref, gap.subject_ref))
    return GapLine(
        rule=gap.rule.ref,
        subject=gap.subject_ref,
        question=gap.question_ref,
        severity=gap.rule.severity,
        title=gap.rule.title_de if german else gap.rule.title_en,
        label=described.label,
        unit=described.unit_name,
        since=described.since,
        planned=gap.planned is not None,
        accepted=decision.reason if decision and decision.kind is GapDecisionKind.ACCEPTED else None,
    )


def _offered(lines: Sequence[GapLine], wordings: Mapping[str, Wording]) -> tuple[GapLine, ...]:
    """Return the gaps a council can decide on: of each rule the first one first, so that the choice is wide."""
    open_lines = [line for line in lines if not line.accepted and line.rule in wordings and wordings[line.rule].council]
    by_rule: dict[str, list[GapLine]] = {}
    for line in sorted(open_lines, key=lambda line: list(wordings).index(line.rule)):
        by_rule.setdefault(line.rule, []).append(line)
    firsts = [lines_of[0] for lines_of in by_rule.values()]
    rest = chain.from_iterable(lines_of[1:] for lines_of in by_rule.values())
    return tuple([*firsts, *rest][:MOST_OFFERED])


def _questions(gaps: Sequence[Gap], trend: Trend | None) -> tuple[QuestionLine, ...]:
    counts, answers = count_by_question(gaps), list_newest_answers()
    return tuple(
        QuestionLine(
            row.ref,
            row.text,
            answers[row.id].answer if row.id in answers else None,
            counts.get(row.ref, Counter()),
            None if trend is None else trend.counts.get(row.ref, 0),
        )
        for row in list_questions()
    )


def _drafts(
    described: Sequence[DescribedGap], keys: Sequence[str], wordings: Mapping[str, Wording], town: str, on: date
) -> tuple[Draft, ...]:
    found = {f"{gap.gap.rule.ref}:{gap.gap.subject_ref}": gap for gap in described}
    return tuple(make_draft(found[key], wordings, town=town, on=on) for key in keys if key in found)


def _waiting() -> Sequence[str]:
    waits = Measure.status == MeasureStatus.WAITING
    return db.session.scalars(select(Measure.title).where(waits).order_by(Measure.waiting_since, Measure.id)).all()
