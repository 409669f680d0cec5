"""The whole town with every post and who holds it: one A2 sheet, or for a larger town several A3 sheets."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from ks_board.organigram.chart.boxes import Block, Row, beside, card, space, text, wide
from ks_board.organigram.chart.branches import Branches
from ks_board.organigram.chart.cards import PADDING, Pen
from ks_board.organigram.chart.holders import Desk
from ks_board.organigram.chart.layout import Picture
from ks_board.organigram.chart.overview import overview_picture
from ks_board.organigram.chart.plan import arrangements, choose, legible
from ks_board.organigram.chart.style import A2, A3, TEXT, Ink, Paper
from ks_board.organigram.chart.unit import unit_picture
from ks_board.organigram.tree import Town, UnitNode

_HEAD, _INDENT = 320, 10
_TALL = (900, 620, 500, 420, 340)
_MOST = 900
"""More units and posts than this cannot be legible on A2."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture, the paper it is made for, and the unit whose branch it shows if it is not the whole town."""

    picture: Picture
    paper: Paper
    unit: UnitNode | None = None


def poster_sheets(town: Town, pen: Pen, paper: Paper = A2) -> list[Sheet]:
    """Draw the town on one sheet if that is legible, else the overview and then branch after branch on A3."""
    if not town.roots:
        return [Sheet(overview_picture(town, pen), A3)]
    main, *others = town.roots
    draft = _Draft(town, pen)
    if town.counts.posts + town.counts.units <= _MOST:
        whole = draft.picture([main], main.children, others, paper)
        if legible(whole, paper):
            return [Sheet(whole, paper)]
    branches = [sheet for root in town.roots for sheet in draft.branch([root])]
    return [Sheet(overview_picture(town, pen), A3), *branches]


@dataclass(frozen=True)
class _Draft:
    """Draws sheets of one town; a box that was tried on one sheet is not made again for the next."""

    town: Town
    pen: Pen
    boxes: dict[tuple[str, int, int], Block] = field(default_factory=dict)

    def branch(self, path: list[UnitNode]) -> Iterator[Sheet]:
        """Draw the last unit of a path and all below it, on as few sheets as are legible."""
        unit = path[-1]
        waiting: list[UnitNode] = []
        for child in (child for tier in Branches(unit, (), self.pen).tiers for child in tier):
            if waiting and not legible(self.picture(path, [*waiting, child], (), A3), A3):
                yield from self.sheets(path, waiting)
                waiting = []
            waiting.append(child)
        yield from self.sheets(path, waiting)

    def sheets(self, path: list[UnitNode], children: list[UnitNode]) -> Iterator[Sheet]:
        """Draw some units on one sheet; if even one is too large for it, draw it closed and then branch it."""
        unit, picture = path[-1], self.picture(path, children, (), A3)
        if legible(picture, A3):
            yield Sheet(picture, A3, unit)
        else:
            yield Sheet(unit_picture(self.town, path, self.pen), A3, unit)
            for child in children:
                yield from self.branch([*path, child])

    def picture(
        self, path: Sequence[UnitNode], children: Sequence[UnitNode], others: Sequence[UnitNode], paper: Paper
    ) -> Picture:
        """Draw the last unit of a path with its own posts, and some of the units below it with theirs."""
        unit = path[-1]
        banner = self.pen.banner(self.town, self.town.name if len(path) == 1 else unit.name)
        branches = Branches(replace(unit, children=tuple(children)), others, self.pen)
        levels = (
            branches.boxed(partial(self.box, tall=tall), together=together)
            for tall in _TALL
            for together in (False, True)
        )
        return choose((arrangements(banner, (self.head(unit),), groups) for groups in levels), paper)

    def head(self, unit: UnitNode) -> Block:
        """Draw the unit that the others hang on, with its own posts."""
        return card([*self.pen.town(unit, _HEAD), *self.posts(unit, _HEAD)])

    def box(self, unit: UnitNode, room: int, *, tall: int) -> Block:
        """Draw a unit with its posts, and every unit below it with its own."""
        key = unit.ref, room, tall
        if key not in self.boxes:
            rows = [*self.posts(unit, room)]
            for depth, child in unit.below():
                rows += [self.heading(child, room, depth), *self.posts(child, room)]
            columns = max(1, math.ceil(sum(row.height for row in rows) / tall))
            self.boxes[key] = card([self.pen.head(unit, wide(room, columns)), *rows], columns=columns)
        return self.boxes[key]

    def heading(self, unit: UnitNode, room: int, depth: int) -> Row:
        """Write a unit over its posts."""
        indent = _INDENT * min(depth, 6)
        name = text(unit.name, room - 2 * PADDING - indent, TEXT, bold=True)
        return self.pen.link(unit, beside(space(indent), name), Ink.FRAME, unit.own)

    def posts(self, unit: UnitNode, room: int) -> list[Row]:
        """Write the posts of a unit."""
        return [Desk(self.pen).post(post, room) for post in self.pen.detail.posts(unit)]
