"""The gaps of a day as the page shows them: filtered, grouped, a page at a time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask_babel import gettext as _

from ks_board.core.errors import NotFound
from ks_board.gaps.branches import EmptyBranch
from ks_board.gaps.queries import Gap
from ks_board.organigram.tree import natural_key
from ks_board.pages.gap_filters import BY_UNIT, PLANNED, GapFilters, Options
from ks_board.pages.gap_lines import GapLine, gap_lines
from ks_board.pages.visible_gaps import visible_gaps

PER_PAGE = 100
Key = TypeVar("Key")


@dataclass(slots=True)
class Group:
    """The gaps of one question or one unit; `shown` are those on this page."""

    ref: str | None
    title: str
    gaps: list[Gap]
    shown: list[GapLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Report:
    """One page of gaps."""

    groups: list[Group]
    pages: int
    empty_branches: list[EmptyBranch]

    @property
    def total(self) -> int:
        """How many gaps there are on all pages."""
        return sum(len(group.gaps) for group in self.groups)


def make_report(filters: GapFilters, options: Options, page: int) -> Report:
    """Find, filter and group the gaps that the viewer may see, and describe those of one page; raise NotFound."""
    area_id = next((row.id for row in options.areas if row.ref == filters.area), None)
    narrowed = {"question_ref": filters.question or None, "unit_id": options.unit_id(filters.unit)}
    kept, branches = visible_gaps(filters.on, units=options.units, **narrowed)
    gaps = [gap for gap in kept if _matches(gap, filters, area_id)]
    pages = max(1, -(-len(gaps) // PER_PAGE))
    if page > pages:
        raise NotFound(_("So viele Seiten gibt es nicht. Die letzte ist Seite %(last)s.", last=pages))
    by_unit = filters.group == BY_UNIT
    groups = _by_unit(gaps, options.units) if by_unit else _by_question(gaps, options.questions)
    _show(groups, page, filters)
    return Report(groups, pages, branches)


def _matches(gap: Gap, filters: GapFilters, area_id: int | None) -> bool:
    return (
        (not filters.severity or gap.rule.severity == int(filters.severity))
        and (area_id is None or gap.area_id == area_id)
        and (not filters.planned or (gap.planned is not None) == (filters.planned == PLANNED))
    )


def _by_question(gaps: list[Gap], questions: Sequence[Any]) -> list[Group]:
    found = _collect((gap.question_ref, gap) for gap in gaps)
    groups = [Group(row.ref, f"{row.ref}: {row.text}", found.pop(row.ref)) for row in questions if row.ref in found]
    # What is left belongs to questions of the built-in rules that the town does not ask.
    return groups + [Group(None, str(ref), rest) for ref, rest in found.items()]


def _by_unit(gaps: list[Gap], units: Mapping[int, Any]) -> list[Group]:
    found = _collect((gap.unit_id, gap) for gap in gaps)
    homeless = found.pop(None, [])
    rows = sorted(
        (units[unit_id] for unit_id in found if unit_id is not None), key=lambda row: (natural_key(row.name), row.id)
    )
    groups = [Group(row.ref, row.name, found[row.id]) for row in rows]
    return groups + ([Group(None, _("Ohne Einheit"), homeless)] if homeless else [])


def _collect(pairs: Iterable[tuple[Key, Gap]]) -> dict[Key, list[Gap]]:
    """Collect gaps by key, the most severe first."""
    found: dict[Key, list[Gap]] = defaultdict(list)
    for key, gap in sorted(pairs, key=lambda pair: -pair[1].rule.severity):
        found[key].append(gap)
    return found


def _show(groups: list[Group], page: int, filters: GapFilters) -> None:
    """Put the gaps of one page into words, and each into its group."""
    places = [(group, gap) for group in groups for gap in group.gaps][(page - 1) * PER_PAGE : page * PER_PAGE]
    lines = gap_lines([gap for _group, gap in places], filters.on)
    for (group, _gap), line in zip(places, lines, strict=True):
        group.shown.append(line)
