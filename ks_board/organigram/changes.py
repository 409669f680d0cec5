"""What happens to the organigram between two days, as a list of changes with what was and what will be."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from ks_board.organigram.chart.cards import Pen
from ks_board.organigram.compare import Comparison, Mark, Seat, seats_of
from ks_board.organigram.tree import PostNode, Town, UnitNode, natural_key

MOST_CHANGES = 100
"""So many are told one by one; the tree below shows all of them."""


@dataclass(frozen=True, slots=True)
class Change:
    """A unit, post or responsibility that is new, ends, moves or changes."""

    mark: Mark
    kind: str
    ref: str
    title: str
    unit: str | None
    note: str


def mark_words() -> dict[Mark, str]:
    """Return what the marks are called between two days."""
    return {
        Mark.ADDED: _("neu"),
        Mark.REMOVED: _("endet"),
        Mark.MOVED: _("zieht um"),
        Mark.CHANGED: _("ändert sich"),
    }


def list_changes(before: Town, after: Town, comparison: Comparison, pen: Pen) -> list[Change]:
    """Return what differs, units first; a unit in which only a post differs is not told of itself."""
    old, new = _units(before), _units(after)
    changes = [*_of_units(comparison, old, new), *_of_seats(comparison, _seats(old), _seats(new), pen)]
    order = list(Mark)
    return sorted(
        changes, key=lambda each: (order.index(each.mark), natural_key(each.unit or ""), natural_key(each.title))
    )


def summary(changes: list[Change]) -> str:
    """Say how many things are new, end and change."""
    new = sum(change.mark is Mark.ADDED for change in changes)
    ending = sum(change.mark is Mark.REMOVED for change in changes)
    other = len(changes) - new - ending
    parts = [
        _("%(num)d neu", num=new) if new else "",
        ngettext("%(num)d endet", "%(num)d enden", ending) if ending else "",
        ngettext("%(num)d ändert sich", "%(num)d ändern sich", other) if other else "",
    ]
    return ", ".join(filter(None, parts)) or _("Nichts ändert sich.")


def _units(town: Town) -> dict[str, UnitNode]:
    return {unit.ref: unit for root in town.roots for unit in (root, *(each for _depth, each in root.below()))}


def _seats(units: dict[str, UnitNode]) -> dict[str, tuple[Seat, str]]:
    return {seat.ref: (seat, unit.name) for unit in units.values() for seat in seats_of(unit)}


def _of_units(comparison: Comparison, old: dict[str, UnitNode], new: dict[str, UnitNode]) -> Iterator[Change]:
    for ref, mark in comparison.units.items():
        unit, former = new.get(ref) or old[ref], old.get(ref)
        renamed = former is not None and former.name != unit.name
        if mark is not Mark.CHANGED or (
            former and (renamed, former.kind, former.short_name) != (False, unit.kind, unit.short_name)
        ):
            note = _("bisher: %(name)s", name=former.name) if former and renamed else ""
            yield Change(mark, "unit", ref, unit.name, None, note)


def _of_seats(
    comparison: Comparison, old: dict[str, tuple[Seat, str]], new: dict[str, tuple[Seat, str]], pen: Pen
) -> Iterator[Change]:
    for ref, mark in comparison.seats.items():
        seat, unit = new.get(ref) or old[ref]
        kind = "post" if isinstance(seat, PostNode) else "responsibility"
        note = _note(old[ref][0], seat, pen) if ref in old and ref in new else ""
        if mark is Mark.MOVED:
            note = _("bisher in: %(name)s", name=old[ref][1])
        yield Change(mark, kind, ref, seat.title, unit, note)


def _note(former: Seat, seat: Seat, pen: Pen) -> str:
    """Say who held a post and who will, as far as this viewer may read it."""
    if former.title != seat.title:
        return _("bisher: %(name)s", name=former.title)
    was, will = pen.holders(former.holders), pen.holders(seat.holders)
    if was != will:
        return _("bisher %(was)s, dann %(will)s", was=was, will=will)
    deputies = [sum(holder.kind == "deputy" for holder in each.holders) for each in (former, seat)]
    if deputies[0] != deputies[1]:
        return _("Die Vertretung fehlt dann.") if not deputies[1] else _("Die Vertretung ändert sich.")
    return ""
