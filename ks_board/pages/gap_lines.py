"""One gap as templates print it: words and addresses. Also for the pages of units, posts and tasks."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _

from ks_board.core import clock
from ks_board.core.access import can
from ks_board.core.formatting import since, until
from ks_board.core.i18n import DEFAULT, language
from ks_board.gaps.decide import Decided, list_decided
from ks_board.gaps.describe import DescribedGap, describe
from ks_board.gaps.models import SubjectKind
from ks_board.gaps.queries import NOBODY, Gap, Planned
from ks_board.permissions import Permission

PAGES = {
    SubjectKind.UNIT: "organigram.unit",
    SubjectKind.POST: "organigram.post",
    SubjectKind.RESPONSIBILITY: "organigram.responsibility",
    SubjectKind.TASK: "tasks.task",
    SubjectKind.QUESTION: "checklist.question",
}
DATED = frozenset({SubjectKind.UNIT, SubjectKind.POST, SubjectKind.RESPONSIBILITY, SubjectKind.QUESTION})


@dataclass(frozen=True, slots=True)
class GapLine:
    """A gap in words; `href` leads to what it is about, empty fields are None."""

    title: str
    severity: int
    label: str
    href: str | None
    unit_name: str | None
    unit_href: str | None
    since: str | None
    since_day: date | None
    question_ref: str
    question_href: str
    action: str
    planned: str | None
    decided: str | None
    act_href: str | None
    """Where a coordinator does something about it; only for gaps of today."""


def gap_lines(gaps: Sequence[Gap], on: date, *, without: Collection[int] = NOBODY) -> list[GapLine]:
    """Put the gaps of a day into words, in four statements for each thousand; `without` as in `find_gaps`."""
    day = None if on == clock.today() else on
    described = describe(gaps, on, sees_names=can(Permission.PERSON_READ_NAMES), without=without)
    may_act = can(Permission.GAP_ACT)
    decided = list_decided(on) if may_act else {}
    return [_line(gap, on, day, decided, may_act) for gap in described]


def _line(
    described: DescribedGap, on: date, day: date | None, decided: Mapping[tuple[str, str], Decided], may_act: bool
) -> GapLine:
    gap, unit_ref = described.gap, described.unit_ref
    german = language() == DEFAULT
    is_unit = gap.kind in {SubjectKind.TOWN, SubjectKind.UNIT}
    return GapLine(
        title=gap.rule.title_de if german else gap.rule.title_en,
        severity=gap.rule.severity,
        label=described.label,
        href=_subject_href(described, day),
        unit_name=None if is_unit else described.unit_name,
        unit_href=_href(SubjectKind.UNIT, unit_ref, day) if unit_ref and not is_unit else None,
        since=since(described.since, on=on) if described.since else None,
        since_day=described.since,
        question_ref=gap.question_ref,
        question_href=_href(SubjectKind.QUESTION, gap.question_ref, day),
        action=gap.rule.action_de if german else gap.rule.action_en,
        planned=_planned(gap.planned) if gap.planned else None,
        decided=_decided(decided.get((gap.rule.ref, gap.subject_ref))),
        act_href=url_for("gaps.gap", rule=gap.rule.ref, subject=gap.subject_ref) if may_act and not day else None,
    )


def _decided(decided: Decided | None) -> str | None:
    match decided:
        case None:
            return None
        case Decided(until=date() as last):
            return _("Zurückgestellt %(until)s: %(reason)s", until=until(last), reason=decided.reason)
        case _:
            return _("So soll es bleiben: %(reason)s", reason=decided.reason)


def _subject_href(described: DescribedGap, day: date | None) -> str | None:
    """Return where a gap's subject is shown; a tandem has its own page for the coordinator."""
    if described.gap.kind is SubjectKind.TANDEM and can(Permission.TANDEM_MANAGE):
        return url_for("tandems.tandem", ref=described.gap.subject_ref)
    return _href(*described.page, day) if described.page else None


def _href(kind: SubjectKind, ref: str, day: date | None) -> str:
    return url_for(PAGES[kind], ref=ref, am=day if kind in DATED else None)


def _planned(measure: Planned) -> str:
    """Say that somebody is at work; who it is and the title, which may name people, only staff read."""
    staff = can(Permission.GAP_READ_ALL)
    what = f"{measure.title} – {measure.owner}" if staff else _("Daran arbeitet schon jemand.")
    return f"{what} ({until(measure.due_on)})" if measure.due_on else what
