"""The whole town on one sheet: a box for each office with its sections inside, in rows under the head.

A large town is drawn with less detail, level by level, until the text is legible on A3; what is drawn closed
has a picture of its own.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ks_board.organigram.chart.boxes import Block, card
from ks_board.organigram.chart.cards import Pen
from ks_board.organigram.chart.layout import Picture
from ks_board.organigram.chart.plan import Group, arrangements, choose
from ks_board.organigram.chart.style import A3
from ks_board.organigram.tree import Counts, Town, UnitNode

ROOM, FRAMED, TOWN = 204, 170, 320
_TIERS = (
    ("council", "committee", "staff", "coordination"),
    ("office", "section", "facility", "company"),
    ("district",),
)
_ORDER = [kind for tier in _TIERS for kind in tier]
_TALL = (10_000, 420, 240)
_MOST, _MOST_BRIEF = 290, 440
"""More rows than this cannot be legible on A3."""
_SEVERAL, _SHOWN = 8, 12


def overview_picture(town: Town, pen: Pen) -> Picture:
    """Draw every unit of the town, or as many as can be read on A3."""
    banner = pen.banner(town, town.name)
    if not town.roots:
        return Picture(banner, (), ())
    sketch = _Sketch(town.roots[0], town.roots[1:], pen)
    head = card(pen.town(sketch.main, TOWN))
    return choose((arrangements(banner, (head,), groups) for groups in sketch.levels()), A3)


@dataclass(frozen=True)
class _Sketch:
    """The boxes of the overview: those that hang on the main root, and the other roots in a frame."""

    main: UnitNode
    others: Sequence[UnitNode]
    pen: Pen

    def levels(self) -> Iterator[list[Group]]:
        """Yield the boxes in ever less detail; what can never fit is not even tried."""
        tops = [*self.main.children, *self.others]
        everything = sum(unit.branch.units for unit in tops)
        for deep, number in ((True, everything), (False, sum(1 + len(unit.children) for unit in tops))):
            if number <= _MOST:
                yield from (self.groups(deep=deep, tall=tall) for tall in _TALL)
            if number <= _MOST_BRIEF:
                yield self.groups(deep=deep, tall=_TALL[1], brief=True)
        yield from (self.by_kind(shown) for shown in (_MOST_BRIEF, _SHOWN, 0))

    def groups(self, *, deep: bool, tall: int, brief: bool = False) -> list[Group]:
        """Draw a box for each unit under the head, with those below it as rows."""

        def draw(unit: UnitNode, room: int) -> Block:
            return self.branch(unit, room, deep=deep, tall=tall, brief=brief)

        groups = [Group(tuple(draw(unit, ROOM) for unit in units)) for units in self._tiers]
        return [*groups, *self._framed(tuple(draw(unit, FRAMED) for unit in self.others))]

    def branch(self, unit: UnitNode, room: int, *, deep: bool, tall: int, brief: bool) -> Block:
        """Draw a unit and the units below it: all of them, or only the next ones with what is below counted in."""
        below = unit.below() if deep else ((0, child) for child in unit.children)
        if brief:
            rows = [self.pen.brief(child, room, depth=depth, whole=not deep) for depth, child in below]
        else:
            rows = [self.pen.unit(child, room, depth=depth, whole=not deep) for depth, child in below]
        columns = math.ceil(sum(row.height for row in rows) / tall)
        return card([self.pen.head(unit, room), *rows], columns=max(1, min(columns, len(rows))))

    def by_kind(self, shown: int) -> list[Group]:
        """Draw several units of one kind as one box that names at most `shown` of them."""
        groups = [Group(tuple(self._directories(units, shown))) for units in self._tiers]
        return [*groups, *self._framed(tuple(self._directories(self.others, shown)))]

    def _directories(self, units: Sequence[UnitNode], shown: int) -> Iterator[Block]:
        kinds: dict[str, list[UnitNode]] = defaultdict(list)
        for unit in units:
            kinds[unit.kind].append(unit)
        for kind, members in kinds.items():
            if len(members) <= _SEVERAL:
                yield from (card([self.pen.head(unit, ROOM, whole=True)]) for unit in members)
                continue
            rows = [self.pen.brief(unit, ROOM, whole=True) for unit in members[:shown]]
            if 0 < len(rows) < len(members):
                rows.append(self.pen.remaining(len(members) - len(rows), ROOM))
            counts = sum((unit.branch for unit in members), Counts())
            head = self.pen.kind(kind, len(members), counts, ROOM)
            yield card([head, *rows], columns=max(1, math.ceil(sum(row.height for row in rows) / _TALL[1])))

    def _framed(self, boxes: tuple[Block, ...]) -> list[Group]:
        if not boxes:
            return []
        kinds = dict.fromkeys(unit.kind for unit in self.others)
        plurals = self.pen.words.kinds
        return [Group(boxes, " · ".join(plurals.get(kind, self.pen.words.others) for kind in kinds))]

    @cached_property
    def _tiers(self) -> list[list[UnitNode]]:
        """Sort the units under the head into council and staff, offices, districts, and everything else."""
        tiers: dict[int, list[UnitNode]] = defaultdict(list)
        for unit in sorted(self.main.children, key=_rank):
            tiers[next((n for n, kinds in enumerate(_TIERS) if unit.kind in kinds), len(_TIERS))].append(unit)
        return [tiers[n] for n in sorted(tiers)]


def _rank(unit: UnitNode) -> int:
    return _ORDER.index(unit.kind) if unit.kind in _ORDER else len(_ORDER)
