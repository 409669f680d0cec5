"""Boxes for units: their head line, their rows, the signs that count their posts, and the banner over the picture."""

from collections.abc import Sequence
from dataclasses import dataclass

from ks_board.organigram.chart.boxes import Block, Row, beside, flow, label, sign, space, stack, text
from ks_board.organigram.chart.detail import USUAL, Detail
from ks_board.organigram.chart.labels import plain
from ks_board.organigram.chart.marks import NO_MARKS, Marks
from ks_board.organigram.chart.style import NAME, SMALL, SUBTITLE, TEXT, TINTS, TITLE, Ink, Links, Words
from ks_board.organigram.tree import Counts, Holder, PostState, Town, UnitNode, deputies, leads

PADDING = 8
MARGIN = (PADDING, 4)
_LONGEST_SHORT_NAME = 6
_WIDEST_HEADING = 560


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws the parts of any picture with one viewer's links and words."""

    links: Links
    words: Words
    marks: Marks = NO_MARKS
    detail: Detail = USUAL

    def counts(self, counts: Counts, room: int) -> Block:
        """Write how many posts are in which state; a state that nobody is in is left out."""
        words, (filled, deputy_only, vacant) = self.words, self.detail.counted(counts)
        parts = [
            (PostState.FILLED, filled, words.filled, Ink.MUTED),
            (PostState.DEPUTY_ONLY, deputy_only, words.deputy_only, Ink.DEPUTY),
            (PostState.VACANT, vacant, words.vacant, Ink.VACANT),
        ]
        marks = [self.mark(state, say(number), ink) for state, number, say, ink in parts if number]
        return flow(marks, room) if marks else space(room)

    def mark(self, state: PostState, words: str, ink: Ink = Ink.MUTED) -> Block:
        """Write words behind the sign of a state."""
        return beside(sign(state), space(4), label(words, SMALL, ink))

    def counted(self, counts: Counts) -> str:
        """Return the counts as a sentence part, for the tooltip and for those who hear the picture."""
        words, numbers = self.words, self.detail.counted(counts)
        parts = [words.filled(numbers[0]), words.deputy_only(numbers[1]), words.vacant(numbers[2])]
        return ", ".join(part for part, number in zip(parts, numbers, strict=True) if number)

    def unit(self, unit: UnitNode, room: int, *, depth: int = 0, whole: bool = False) -> Row:
        """Write a unit as a row of a card; `whole` counts everything below it too."""
        indent = 10 * min(depth, 6)
        inner = room - 2 * PADDING - indent
        whole = whole or bool(unit.folded)
        counts = unit.branch if whole else unit.own
        name = self.name(unit, inner, TEXT)
        more = text(self.below(unit), inner, SMALL, Ink.MUTED) if whole else space(inner)
        work = self.tasks(unit, inner, whole=whole)
        block = beside(space(indent), stack(name, more, space(1, 1), self.counts(counts, inner), work))
        return self.link(unit, block, Ink.PAPER, counts)

    def brief(self, unit: UnitNode, room: int, *, depth: int = 0, whole: bool = False) -> Row:
        """Write a unit as a row of one line, its posts as signs with numbers; the legend has the words."""
        indent = 8 * min(depth, 4)
        counts = unit.branch if whole or unit.folded else unit.own
        sign_, marks = self.marks.short(unit.ref), self._numbers(counts)
        inner = room - 2 * PADDING - indent - sum(mark.width for mark in [*sign_, *marks])
        row = beside(space(indent), *sign_, text(unit.name, inner, SMALL, lines=1), *marks)
        return self.link(unit, row, Ink.PAPER, counts, margin=(PADDING, 2))

    def _numbers(self, counts: Counts) -> list[Block]:
        numbers = zip(PostState, self.detail.counted(counts), strict=True)
        return [
            part
            for state, number in numbers
            if number
            for part in (space(6), sign(state), space(2), label(str(number), SMALL, Ink.MUTED))
        ]

    def remaining(self, number: int, room: int) -> Row:
        """Say how many rows are left out."""
        return Row(text(self.words.more(number), room - 2 * PADDING, SMALL, Ink.MUTED), margin=(PADDING, 2))

    def kind(self, kind: str, number: int, counts: Counts, room: int) -> Row:
        """Write the head line of a box that stands for several units of one kind."""
        inner = room - 2 * PADDING
        name = text(f"{number} {self.words.kinds.get(kind, self.words.others)}", inner, NAME, bold=True)
        more = text(f"{self.words.total}: {self.words.units(counts.units)}", inner, SMALL, Ink.MUTED)
        return Row(stack(name, space(1, 2), more, self.counts(counts, inner)), fill=TINTS.get(kind, Ink.OFFICE))

    def head(self, unit: UnitNode, room: int, *, whole: bool = False) -> Row:
        """Write a unit as the head line of a card: its name, who leads it, its posts."""
        inner = room - 2 * PADDING
        whole = whole or bool(unit.folded)
        counts = unit.branch if whole else unit.own
        name = self.name(unit, inner, NAME, bold=True)
        more = text(self.below(unit), inner, SMALL, Ink.MUTED) if whole else space(inner)
        work = self.tasks(unit, inner, whole=whole)
        block = stack(name, self.lead(unit, inner), space(1, 2), more, self.counts(counts, inner), work)
        return self.link(unit, block, TINTS.get(unit.kind, Ink.OFFICE), counts)

    def name(self, unit: UnitNode, room: int, size: float, *, bold: bool = False) -> Block:
        """Write a unit's name, under its mark if it has one."""
        return stack(self.marks.block(unit.ref, room), _named(unit, room, size, bold=bold))

    def tasks(self, unit: UnitNode, room: int, *, whole: bool) -> Block:
        """Say how many tasks of a unit are open, if that is wanted and there are any."""
        number = self.detail.tasks_of(unit, whole=whole)
        return text(self.words.tasks(number), room, SMALL, Ink.MUTED) if number else space(room)

    def below(self, unit: UnitNode) -> str:
        """Say how many units are below one that is drawn closed."""
        return f"{self.words.units(unit.branch.units - 1)}" if unit.branch.units > 1 else ""

    def lead(self, unit: UnitNode, room: int) -> Block:
        """Write who leads a unit, if it has a post for that."""
        if unit.head is None or not self.detail.names:
            return space(room)
        return text(f"{self.words.lead}: {self.holders(unit.head.holders)}", room, SMALL, Ink.TEXT)

    def holders(self, holders: Sequence[Holder]) -> str:
        """Name those who lead, or else say that somebody only stands in, or nobody."""
        words = self.words
        if leading := leads(holders):
            return ", ".join(self.called(holder) for holder in leading)
        names = ", ".join(holder.name for holder in deputies(holders) if holder.name and self.detail.names)
        if holders:
            return f"{words.only_deputy} ({names})" if names else words.only_deputy
        return words.nobody

    def called(self, holder: Holder) -> str:
        """Name somebody, as far as names are to be seen."""
        return (self.detail.names and holder.name) or self.words.taken

    def link(self, unit: UnitNode, block: Block, fill: Ink, counts: Counts, margin: tuple[int, int] = MARGIN) -> Row:
        """Make a unit's row lead to its page; what is read out is its full name and its counts."""
        said = filter(None, (self.marks.said(unit.ref), self.counted(counts)))
        title = ": ".join(filter(None, (plain(unit.name), ", ".join(said))))
        return Row(block, self.links.unit(unit.ref), title, fill, margin)

    def town(self, unit: UnitNode, room: int) -> tuple[Row, Row]:
        """Write the root that everything hangs on, with the counts of the whole town under it."""
        inner = room - 2 * PADDING
        name = stack(self.marks.block(unit.ref, inner), text(unit.name, inner, 15, Ink.ON_TOWN, bold=True))
        total = text(f"{self.words.total}: {self.words.units(unit.branch.units)}", inner, SMALL, Ink.MUTED)
        head = self.link(unit, name, Ink.TOWN, unit.branch)
        return head, Row(stack(total, self.counts(unit.branch, inner)))

    def banner(self, town: Town, title: str) -> tuple[Block, Block]:
        """Write the picture's title with the town and the day, and the legend."""
        day = self.words.as_of(town.on) + (f" ({self.words.other_day})" if town.other_day else "")
        kind = self.words.organigram if title == town.name else f"{self.words.organigram} · {town.name}"
        lines = [_heading(title, TITLE, Ink.TEXT, bold=True), _heading(f"{kind} · {day}", SUBTITLE, Ink.MUTED)]
        refs = {unit.ref: unit for root in town.roots for _, unit in [(0, root), *root.below()]}
        used = [self.marks.drawn(mark) for mark in self.marks.legend(refs)]
        marked = [space(1, 8), beside(*(part for mark in used for part in (mark, space(8))))] if used else []
        return stack(*lines), stack(self.legend(), *marked) if used else self.legend()

    def legend(self) -> Block:
        """Explain the signs."""
        signs = zip(PostState, self.words.legend, strict=True)
        marks = [part for state, words in signs for part in (self.mark(state, words, Ink.TEXT), space(12))]
        title = label(f"{self.words.legend_title}:", SMALL)
        return stack(space(1, 14), beside(title, space(8), *marks))


def _heading(words: str, size: float, ink: Ink, *, bold: bool = False) -> Block:
    """Write a line over the whole picture; a very long one is wrapped, so that it does not set the width."""
    short = label(words, size, ink, bold=bold)
    return short if short.width <= _WIDEST_HEADING else text(words, _WIDEST_HEADING, size, ink, bold=bold)


def _named(unit: UnitNode, room: int, size: float, *, bold: bool = False) -> Block:
    """Write a unit's name with its number or abbreviation at the right, if that is short."""
    short = plain(unit.short_name or "")
    if not short or len(short) > _LONGEST_SHORT_NAME:
        return text(unit.name, room, size, bold=bold)
    side = label(short, SMALL, Ink.MUTED)
    return beside(text(unit.name, room - side.width - 6, size, bold=bold), space(6), side)
