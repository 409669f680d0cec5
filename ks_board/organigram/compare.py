"""Two organigrams side by side: what is new, gone, moved or changed; for drafts and for two days alike.

`compare` takes two towns as one viewer may see them, so what it tells names nobody whom that viewer may not see.
Both pictures are drawn with `chart.overview(…, marks=Marks(comparison.units, words))`; `comparison.tree` is their text.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ks_board.organigram.tree import PostNode, ResponsibilityNode, Town, UnitNode

Seat = PostNode | ResponsibilityNode


class Mark(StrEnum):
    """What became of a thing."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


SIGNS = {Mark.ADDED: "+", Mark.REMOVED: "–", Mark.MOVED: "→", Mark.CHANGED: "≈"}
"""A sign for each mark, so that nobody needs to see a colour."""


@dataclass(frozen=True, slots=True)
class Item:
    """A post or responsibility in the combined tree."""

    ref: str
    title: str
    mark: Mark
    was_in: str | None = None
    """The unit that a moved one belonged to."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit in the combined tree, with what differs inside it and all units below it, gone ones included."""

    ref: str
    name: str
    mark: Mark | None
    was_below: str | None
    was_called: str | None
    items: tuple[Item, ...]
    children: tuple["Branch", ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The marks by ref, and both trees as one."""

    units: Mapping[str, Mark]
    seats: Mapping[str, Mark]
    """Of posts and responsibilities."""
    tree: tuple[Branch, ...]

    @property
    def is_same(self) -> bool:
        """Tell whether nothing differs."""
        return not self.units and not self.seats


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two towns, by ref."""

    units: dict[str, UnitNode] = field(default_factory=dict)
    above: dict[str, str | None] = field(default_factory=dict)
    seats: dict[str, tuple[Seat, str]] = field(default_factory=dict)


def compare(before: Town, after: Town) -> Comparison:
    """Return what differs between two organigrams."""
    old, new = _side(before), _side(after)
    seats = dict(_mark_seats(old, new))
    units = dict(_mark_units(old, new, seats))
    roots = [unit.ref for unit in after.roots]
    gone = [unit.ref for unit in before.roots if unit.ref not in new.units]
    return Comparison(units, seats, tuple(_branch(ref, old, new, units, seats) for ref in [*roots, *gone]))


def _side(town: Town) -> _Side:
    side = _Side()
    waiting: list[tuple[str | None, UnitNode]] = [(None, root) for root in town.roots]
    while waiting:
        above, unit = waiting.pop()
        side.units[unit.ref], side.above[unit.ref] = unit, above
        side.seats.update((seat.ref, (seat, unit.ref)) for seat in seats_of(unit))
        waiting.extend((unit.ref, child) for child in unit.children)
    return side


def seats_of(unit: UnitNode) -> Iterator[Seat]:
    """Yield the posts and responsibilities of a unit."""
    yield from unit.posts
    yield from unit.responsibilities


def _mark_seats(old: _Side, new: _Side) -> Iterator[tuple[str, Mark]]:
    for ref, (seat, unit) in new.seats.items():
        if ref not in old.seats:
            yield ref, Mark.ADDED
        elif old.seats[ref][1] != unit:
            yield ref, Mark.MOVED
        elif old.seats[ref][0] != seat:
            yield ref, Mark.CHANGED
    yield from ((ref, Mark.REMOVED) for ref in old.seats if ref not in new.seats)


def _mark_units(old: _Side, new: _Side, seats: Mapping[str, Mark]) -> Iterator[tuple[str, Mark]]:
    touched = {unit for side in (old, new) for ref, (_, unit) in side.seats.items() if ref in seats}
    for ref, unit in new.units.items():
        if ref not in old.units:
            yield ref, Mark.ADDED
        elif old.above[ref] != new.above[ref]:
            yield ref, Mark.MOVED
        elif ref in touched or _facts(unit) != _facts(old.units[ref]):
            yield ref, Mark.CHANGED
    yield from ((ref, Mark.REMOVED) for ref in old.units if ref not in new.units)


def _facts(unit: UnitNode) -> tuple[str, str | None, str]:
    return unit.name, unit.short_name, unit.kind


def _branch(ref: str, old: _Side, new: _Side, units: Mapping[str, Mark], seats: Mapping[str, Mark]) -> Branch:
    mark, former = units.get(ref), old.units.get(ref)
    unit = new.units.get(ref) or old.units[ref]
    above = old.above.get(ref) if mark is Mark.MOVED else None
    below = [child.ref for child in unit.children] if ref in new.units else []
    below += [child.ref for child in former.children if child.ref not in new.units] if former else []
    return Branch(
        ref,
        unit.name,
        mark,
        old.units[above].name if above else None,
        former.name if former and former.name != unit.name else None,
        tuple(_items(ref, old, new, seats)),
        tuple(_branch(child, old, new, units, seats) for child in below),
    )


def _items(ref: str, old: _Side, new: _Side, seats: Mapping[str, Mark]) -> Iterator[Item]:
    """Yield what differs inside a unit; what moved is told where it went to."""
    for seat in seats_of(new.units[ref]) if ref in new.units else ():
        if mark := seats.get(seat.ref):
            was_in = old.units[old.seats[seat.ref][1]].name if mark is Mark.MOVED else None
            yield Item(seat.ref, seat.title, mark, was_in)
    for seat in seats_of(old.units[ref]) if ref in old.units else ():
        if seats.get(seat.ref) is Mark.REMOVED:
            yield Item(seat.ref, seat.title, Mark.REMOVED)
