"""Marks on the boxes of a picture: a sign, a word, and a border of its own, so that no mark needs colour."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ks_board.organigram.chart.boxes import Block, space, stack, tag
from ks_board.organigram.chart.style import Ink
from ks_board.organigram.compare import SIGNS, Mark

_LOOKS = {
    Mark.ADDED: (Ink.FILLED, "solid", 2),
    Mark.REMOVED: (Ink.VACANT, "dashed", 1),
    Mark.MOVED: (Ink.DEPUTY, "dotted", 1),
    Mark.CHANGED: (Ink.MUTED, "solid", 1),
}


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of units by ref, and what each is called."""

    of: Mapping[str, Mark] = field(default_factory=dict)
    words: Mapping[Mark, str] = field(default_factory=dict)

    def said(self, ref: str) -> str:
        """Return the mark of a unit in words; nothing if it has none."""
        return self.words[self.of[ref]] if ref in self.of else ""

    def block(self, ref: str, room: int) -> Block:
        """Draw the mark of a unit; what has none takes no room."""
        return stack(self.drawn(self.of[ref]), space(1, 3)) if ref in self.of else space(room)

    def drawn(self, mark: Mark) -> Block:
        """Draw a mark."""
        ink, line, thick = _LOOKS[mark]
        return tag(f"{SIGNS[mark]} {self.words[mark]}", ink, line=line, thick=thick)

    def short(self, ref: str) -> list[Block]:
        """Draw only the sign, where a line has no more room; the words stand in the legend."""
        if ref not in self.of:
            return []
        ink, line, thick = _LOOKS[self.of[ref]]
        return [tag(SIGNS[self.of[ref]], ink, line=line, thick=thick), space(4)]

    def legend(self, refs: Mapping[str, object]) -> list[Mark]:
        """Return the marks that stand in a picture of these units."""
        return [mark for mark in Mark if any(self.of.get(ref) is mark for ref in refs)]


NO_MARKS = Marks()
