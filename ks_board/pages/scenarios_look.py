"""A draft side by side with the organigram: pictures, one tree, and the gaps before and after."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from flask import current_app, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import select

from ks_board.checklist.models import Question
from ks_board.core.db import db
from ks_board.core.i18n import DEFAULT, language
from ks_board.core.imagine import imagined
from ks_board.gaps.describe import describe
from ks_board.gaps.queries import Gap, find_gaps
from ks_board.organigram import chart, svg
from ks_board.organigram.chart.marks import Marks
from ks_board.organigram.compare import Comparison, Mark, compare
from ks_board.organigram.engine import render
from ks_board.organigram.programs import ChartError
from ks_board.organigram.queries import load_town
from ks_board.organigram.scenario_play import Played, list_steps, play
from ks_board.organigram.scenario_run import Run
from ks_board.organigram.tree import Town
from ks_board.organigram.wording import chart_words
from ks_board.town.queries import town_name

MOST_GAPS = 60
"""So many opened and closed gaps are named; the rest is counted."""


@dataclass(frozen=True, slots=True)
class GapLine:
    """A gap that opens or closes."""

    title: str
    label: str
    severity: int


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """The gaps of a question before and after."""

    ref: str
    text: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class GapChange:
    """What the draft does to the gaps."""

    before: int
    after: int
    questions: tuple[QuestionLine, ...]
    """Only those whose number changes."""
    opened: tuple[GapLine, ...]
    closed: tuple[GapLine, ...]
    opened_count: int
    closed_count: int


@dataclass(frozen=True, slots=True)
class Look:
    """Everything that the page of a draft shows."""

    on: date
    steps: list[Played]
    comparison: Comparison
    gaps: GapChange
    towns: tuple[Town, Town]


def mark_words() -> dict[Mark, str]:
    """Return what the marks are called in a draft."""
    return {
        Mark.ADDED: _("neu"),
        Mark.REMOVED: _("fällt weg"),
        Mark.MOVED: _("umgehängt"),
        Mark.CHANGED: _("geändert"),
    }


def look(scenario_id: int, *, on: date, sees_names: bool) -> Look:
    """Compare a draft with the organigram on a day; who sees no names sees only public gaps."""
    before, old = _town(on, sees_names), find_gaps(on, only_public=not sees_names)
    known = {_key(gap) for gap in old}
    with imagined():
        steps = play(list_steps(scenario_id), Run(on, is_imagined=True, sees_names=sees_names))
        after, new = _town(on, sees_names), find_gaps(on, only_public=not sees_names)
        opened = _lines([gap for gap in new if _key(gap) not in known], on, sees_names)
    kept = {_key(gap) for gap in new}
    gone = [gap for gap in old if _key(gap) not in kept]
    gaps = GapChange(
        before=len(old),
        after=len(new),
        questions=_questions(old, new),
        opened=opened,
        closed=_lines(gone, on, sees_names),
        opened_count=len(new) - (len(old) - len(gone)),
        closed_count=len(gone),
    )
    return Look(on, steps, compare(before, after), gaps, (before, after))


def draw(shown: Look) -> tuple[Markup | None, Markup | None]:
    """Draw both pictures with their marks; None for one that cannot be drawn now. Nothing is kept."""
    marks, links = Marks(shown.comparison.units, mark_words()), _Links(shown)
    before, after = (chart.overview(town, links, chart_words(), marks) for town in shown.towns)
    return _picture(before, "before"), _picture(after, "after")


class _Links:
    """Units that are there lead to their page; those of the draft have none yet."""

    def __init__(self, shown: Look) -> None:
        self.is_new: Callable[[str], bool] = lambda ref: shown.comparison.units.get(ref) is Mark.ADDED

    def unit(self, ref: str) -> str | None:
        """Return the address of the unit's page."""
        return None if self.is_new(ref) else url_for("organigram.unit", ref=ref)

    def post(self, ref: str) -> str | None:
        """Return no address: the overview shows no posts."""
        return None

    def responsibility(self, ref: str) -> str | None:
        """Return no address: the overview shows no responsibilities."""
        return None


def _picture(drawing: chart.Drawing, side: str) -> Markup | None:
    try:
        drawn = render(drawing.source, program=current_app.config["GRAPHVIZ"])
    except ChartError:
        return None
    return Markup(svg.inline(drawn, name=drawing.alt, prefix=f"og-{side}"))  # noqa: S704 - made by our own allow-list.


def _town(on: date, sees_names: bool) -> Town:
    return load_town(town_name(), on, sees_names=sees_names, other_day=False)


def _key(gap: Gap) -> tuple[str, str]:
    return gap.rule.ref, gap.subject_ref


def _lines(gaps: Sequence[Gap], on: date, sees_names: bool) -> tuple[GapLine, ...]:
    german = language() == DEFAULT
    return tuple(
        GapLine(each.gap.rule.title_de if german else each.gap.rule.title_en, each.label, each.gap.rule.severity)
        for each in describe(gaps[:MOST_GAPS], on, sees_names=sees_names)
    )


def _questions(old: Sequence[Gap], new: Sequence[Gap]) -> tuple[QuestionLine, ...]:
    before, after = (Counter(gap.question_ref for gap in gaps) for gaps in (old, new))
    changed = [ref for ref in before | after if before[ref] != after[ref]]
    text = Question.text_de if language() == DEFAULT else Question.text_en
    rows = db.session.execute(
        select(Question.ref, text.label("text")).where(Question.ref.in_(changed)).order_by(Question.id)
    )
    return tuple(QuestionLine(row.ref, row.text, before[row.ref], after[row.ref]) for row in rows)
