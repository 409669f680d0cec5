"""The boxes under a head: one for each office with its sections inside, in ever less detail for larger towns."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from ks_board.organigram.chart.boxes import Block, Row, card, wide
from ks_board.organigram.chart.cards import Pen
from ks_board.organigram.chart.plan import Group
from ks_board.organigram.tree import Counts, UnitNode

ROOM, FRAMED = 204, 170
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
_DIRECTORIES = ((_MOST_BRIEF, 420), (300, 800), (120, 420), (40, 240), (_SHOWN, 240), (0, 240))
"""How many units of one kind a box names at most, and how high it grows before it gets another column."""


@dataclass(frozen=True)
class Branches:
    """What hangs on one unit, and other roots in a frame; whatever is drawn closed has a picture of its own."""

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
        yield self.groups(deep=False, tall=_TALL[1], brief=True, shown=_SHOWN)
        yield from (self.by_kind(shown, tall) for shown, tall in _DIRECTORIES)

    def groups(self, *, deep: bool, tall: int, brief: bool = False, shown: int = _MOST_BRIEF) -> list[Group]:
        """Draw a box for each unit under the head, with those below it as rows."""

        def draw(unit: UnitNode, room: int) -> Block:
            rows = self.rows(unit, room, deep=deep, brief=brief, shown=shown)
            columns = max(1, math.ceil(sum(row.height for row in rows) / tall))
            return card([self.pen.head(unit, wide(room, columns)), *rows], columns=columns)

        return self.boxed(draw)

    def boxed(self, draw: Callable[[UnitNode, int], Block], *, together: bool = False) -> list[Group]:
        """Draw a box for each unit under the head and for each other root.

        Council and staff, offices, and districts stand in rows of their own; `together` puts all but the offices
        into the first rows, which takes less height.
        """
        tiers = self.tiers
        if together and len(tiers) > 1:
            offices = [unit for unit in self.main.children if unit.kind in _TIERS[1]]
            tiers = [[unit for tier in tiers for unit in tier if unit.kind not in _TIERS[1]], offices]
        groups = [Group(tuple(draw(unit, ROOM) for unit in units)) for units in tiers if units]
        return [*groups, *self._framed(tuple(draw(unit, FRAMED) for unit in self.others))]

    def rows(self, unit: UnitNode, room: int, *, deep: bool, brief: bool, shown: int) -> list[Row]:
        """Write the units below one: all of them, or only the next ones with what is below counted in."""
        below = list(islice(unit.below() if deep else ((0, child) for child in unit.children), shown))
        draw = self.pen.brief if brief else self.pen.unit
        rows = [draw(child, room, depth=depth, whole=not deep) for depth, child in below]
        missing = (sum(1 for _ in unit.below()) if deep else len(unit.children)) - len(rows)
        return [*rows, self.pen.remaining(missing, room)] if missing else rows

    def by_kind(self, shown: int, tall: int) -> list[Group]:
        """Draw several units of one kind as one box that names at most `shown` of them."""
        groups = [Group(tuple(self._directories(units, shown, tall))) for units in self.tiers]
        return [*groups, *self._framed(tuple(self._directories(self.others, shown, tall)))]

    def _directories(self, units: Sequence[UnitNode], shown: int, tall: int) -> Iterator[Block]:
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
            columns = max(1, math.ceil(sum(row.height for row in rows) / tall))
            yield card([self.pen.kind(kind, len(members), counts, wide(ROOM, columns)), *rows], columns=columns)

    def _framed(self, boxes: tuple[Block, ...]) -> list[Group]:
        if not boxes:
            return []
        kinds = dict.fromkeys(unit.kind for unit in self.others)
        plurals = self.pen.words.kinds
        return [Group(boxes, " · ".join(plurals.get(kind, self.pen.words.others) for kind in kinds))]

    @cached_property
    def tiers(self) -> list[list[UnitNode]]:
        """Sort the units under the head into council and staff, offices, districts, and everything else."""
        tiers: dict[int, list[UnitNode]] = defaultdict(list)
        for unit in sorted(self.main.children, key=_rank):
            tiers[next((n for n, kinds in enumerate(_TIERS) if unit.kind in kinds), len(_TIERS))].append(unit)
        joined: list[list[UnitNode]] = []
        for number in sorted(tiers):  # A single box in a row of its own would look lost.
            if joined and 1 in (len(joined[-1]), len(tiers[number])):
                joined[-1] += tiers[number]
            else:
                joined.append(tiers[number])
        return joined


def _rank(unit: UnitNode) -> int:
    return _ORDER.index(unit.kind) if unit.kind in _ORDER else len(_ORDER)
