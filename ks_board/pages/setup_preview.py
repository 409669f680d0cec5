"""The lines of the preview of a table of units, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from ks_board.core.formatting import number
from ks_board.exchange.sheets_plan import PlannedPerson, PlannedPost, PlannedUnit, SheetPlan, State
from ks_board.pages.record_words import COLUMNS


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the row of the table, what it is about, and what would become of it."""

    row: int
    what: str
    detail: str


@dataclass(frozen=True, slots=True)
class Question:
    """Something doubtful: the name in the table and what it is like on the board."""

    key: str
    row: int
    name: str
    like: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The preview, sorted by what would happen."""

    new: list[Line]
    changed: list[Line]
    rejected: list[Line]
    questions: list[Question]
    same: int


def shown_plan(plan: SheetPlan, most_questions: int) -> Shown:
    """Return a plan as lines."""
    both: list[PlannedUnit | PlannedPost] = [*plan.units, *plan.posts]
    doubtful = [_question(each) for each in plan.undecided]
    return Shown(
        new=sorted(_lines(plan, State.NEW), key=lambda line: line.row),
        changed=sorted(_lines(plan, State.CHANGED), key=lambda line: line.row),
        rejected=[Line(row, "", reason) for row, reason in plan.rejected],
        questions=doubtful[:most_questions],
        same=sum(each.state is State.SAME for each in both),
    )


def _lines(plan: SheetPlan, state: State) -> Iterator[Line]:
    for unit in plan.units:
        if unit.state is state:
            yield Line(unit.sheet.row, unit.sheet.name, _about_unit(unit))
    for post in plan.posts:
        if post.state is state:
            where = _("Stelle in: %(unit)s", unit=post.unit.sheet.name)
            yield Line(post.sheet.row, f"{post.sheet.title} ({where})", _about_post(post))


def _about_unit(planned: PlannedUnit) -> str:
    if planned.changes:
        return "; ".join(f"{COLUMNS[name]}: {old or '–'} → {new}" for name, (old, new) in planned.changes.items())
    if planned.above is None:
        return _("direkt unter der Stadt")
    name = planned.above.sheet.name if isinstance(planned.above, PlannedUnit) else planned.above.name
    return _("unter: %(unit)s", unit=name)


def _about_post(planned: PlannedPost) -> str:
    told = [planned.holder.named.name if planned.holder else _("unbesetzt")]
    if planned.deputy:
        told.append(_("Vertretung: %(name)s", name=planned.deputy.named.name))
    if planned.sheet.hours is not None:
        told.append(_("%(hours)s Stunden in der Woche", hours=number(planned.sheet.hours)))
    return ", ".join(told)


def _question(doubtful: PlannedUnit | PlannedPerson) -> Question:
    if isinstance(doubtful, PlannedUnit):
        like = doubtful.unit.name if doubtful.unit else ""
        return Question(doubtful.key, doubtful.sheet.row, doubtful.sheet.name, like)
    return Question(doubtful.key, doubtful.row, doubtful.named.name, doubtful.person.name if doubtful.person else "")
