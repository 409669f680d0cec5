"""Building blocks of the picture: HTML-like tables for Graphviz whose size is known before it is asked.

Every cell has a fixed size, so boxes come out alike with every version of Graphviz and every font.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ks_board.organigram.chart.labels import escape, width, wrap
from ks_board.organigram.chart.style import Ink
from ks_board.organigram.tree import PostState

LINE = 1.22
"""Height of a line of text in ems."""

_TABLE = 'CELLSPACING="0" CELLPADDING="0" CELLBORDER="0"'
_FIXED = 'FIXEDSIZE="TRUE"'
_SIGN = 9


class ForeignLinkError(ValueError):
    """A link of the picture does not lead to an own path."""


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of a table, or the text of a cell, and the size they take, in points."""

    html: str
    width: int
    height: int
    is_table: bool = False
    border: str = 'BORDER="0"'

    def table(self, size: str = "") -> str:
        """Return the block as a table."""
        rows = self.html if self.is_table else f"<TR>{_cell(self, self.width, self.height)}</TR>"
        return f"<TABLE {self.border} {_TABLE}{size}>{rows}</TABLE>"

    def inside(self, across: int, down: int, *, centred: bool = False) -> str:
        """Return what stands in a cell of this size; a table that is smaller must say so, or it would be stretched."""
        if not self.is_table and not centred:
            return self.html
        if (across, down) == (self.width, self.height):
            return self.table()
        place = "" if centred else ' ALIGN="LEFT" VALIGN="TOP"'
        return self.table(f' {_FIXED} WIDTH="{self.width}" HEIGHT="{self.height}"{place}')


def text(words: str, room: int, size: float, ink: Ink = Ink.TEXT, *, bold: bool = False, lines: int = 0) -> Block:
    """Write wrapped, left-aligned text into a block as wide as `room`; empty text takes no height."""
    wrapped = wrap(words, room, size, bold=bold, lines=lines)
    if bold and len(wrapped) > 1:  # Graphviz sets bold lines closer than others; each gets a cell of its own.
        return stack(*(_text([line], room, size, ink, bold=True) for line in wrapped))
    return _text(wrapped, room, size, ink, bold=bold) if wrapped else space(room)


def label(words: str, size: float, ink: Ink = Ink.TEXT, *, bold: bool = False) -> Block:
    """Write one line of text into a block just wide enough for it."""
    return text(words, math.ceil(width(words, size, bold=bold)) + 2, size, ink, bold=bold, lines=1)


def sign(state: PostState) -> Block:
    """Draw the sign of a post's state: solid, hatched or an empty dashed square; told apart without colour."""
    look = {
        PostState.FILLED: f'COLOR="{Ink.FILLED}" BGCOLOR="{Ink.FILLED}"',
        PostState.DEPUTY_ONLY: f'COLOR="{Ink.DEPUTY}" BGCOLOR="{Ink.HATCH}"',
        PostState.VACANT: f'COLOR="{Ink.VACANT}" BGCOLOR="{Ink.GAP}" STYLE="dashed"',
    }[state]
    cell = f'<TD {_FIXED} WIDTH="{_SIGN}" HEIGHT="{_SIGN}" BORDER="1" {look}></TD>'
    gap = f'<TD {_FIXED} WIDTH="{_SIGN}" HEIGHT="1"></TD>'
    return Block(f"<TR>{gap}</TR><TR>{cell}</TR>", _SIGN, _SIGN + 1, is_table=True)


def tag(words: str, ink: Ink, *, line: str, thick: int) -> Block:
    """Write one line of text into a border of its own: solid, dashed or dotted."""
    inner = label(words, 9, ink, bold=True)
    across, down = inner.width + 8, inner.height + 4
    look = f'BORDER="{thick}" COLOR="{ink}" BGCOLOR="{Ink.PAPER}" STYLE="{line}"'
    cell = f'<TD {_FIXED} WIDTH="{across}" HEIGHT="{down}" {look}>{inner.html}</TD>'
    return Block(f"<TR>{cell}</TR>", across, down, is_table=True)


def space(across: int, down: int = 0) -> Block:
    """Leave room."""
    return Block("", across, down)


def beside(*blocks: Block) -> Block:
    """Put blocks side by side, at the same top."""
    height = max(block.height for block in blocks)
    cells = "".join(_cell(block, block.width, height) for block in blocks if block.width)
    return Block(f"<TR>{cells}</TR>", sum(block.width for block in blocks), height, is_table=True)


def stack(*blocks: Block) -> Block:
    """Put blocks on top of one another, at the same left side."""
    across = max(block.width for block in blocks)
    shown = [block for block in blocks if block.height]
    if len(shown) == 1 and shown[0].width == across:
        return shown[0]
    rows = "".join(f"<TR>{_cell(block, across, block.height)}</TR>" for block in shown)
    return Block(rows, across, sum(block.height for block in shown), is_table=bool(rows))


def flow(blocks: Sequence[Block], room: int, gap: int = 10) -> Block:
    """Put blocks side by side and begin a new line where the room ends."""
    lines: list[list[Block]] = []
    for block in blocks:
        if lines and sum(b.width + gap for b in lines[-1]) + block.width <= room:
            lines[-1] += [space(gap), block]
        else:
            lines.append([block])
    return stack(space(room), *(beside(*line) for line in lines))


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a card: a block in a margin, on an ink of its own, perhaps as a link with the name that is read out."""

    block: Block
    href: str | None = None
    title: str = ""
    fill: Ink = Ink.PAPER
    margin: tuple[int, int] = (8, 4)

    @property
    def width(self) -> int:
        """Return the width with both margins."""
        return self.block.width + 2 * self.margin[0]

    @property
    def height(self) -> int:
        """Return the height with both margins."""
        return self.block.height + 2 * self.margin[1]

    def cell(self, across: int = 0) -> str:
        """Return the table cell of this row, as wide as it is or wider."""
        wide = replace(self.block, width=max(self.block.width, across - 2 * self.margin[0])) if across else self.block
        inside = wide.inside(0, 0, centred=True) if wide.height else ""
        size = f'{_FIXED} WIDTH="{across or self.width}" HEIGHT="{self.height}"'
        return f'<TD {size} BGCOLOR="{self.fill}"{_link(self)}>{inside}</TD>'


def card(rows: Sequence[Row], *, columns: int = 1, edge: Ink = Ink.EDGE, dashed: bool = False) -> Block:
    """Draw a box: its head line over everything, the other rows in one or several columns under it."""
    head, *rest = rows
    parts = _columns(rest, columns) if rest else []
    across = max(head.width, sum(part[0].width for part in parts) + len(parts) - 1)
    body = f"<TR>{head.cell(across)}</TR>"
    tall = max((_height(part) for part in parts), default=0)
    if parts:
        inner = beside(*_between([_column(part) for part in parts], _rule(1, tall)))
        body += f"<TR>{_rule_cell(across, 1)}</TR><TR>{_cell(inner, across, tall)}</TR>"
    style = ' STYLE="dashed"' if dashed else ""
    border = f'BORDER="1" COLOR="{edge}" BGCOLOR="{Ink.PAPER}"{style}'
    return Block(body, across + 2, head.height + tall + bool(parts) + 2, is_table=True, border=border)


def wide(room: int, columns: int) -> int:
    """Return the room of a head line over several columns."""
    return room * columns + columns - 1


def _text(lines: Sequence[str], room: int, size: float, ink: Ink, *, bold: bool) -> Block:
    body = "".join(f'{escape(line)}<BR ALIGN="LEFT"/>' for line in lines)
    body = f"<B>{body}</B>" if bold else body
    font = f'<FONT COLOR="{ink}" POINT-SIZE="{size}">{body}</FONT>'
    return Block(font, room, math.ceil(len(lines) * size * LINE))


def _columns(rows: Sequence[Row], columns: int) -> list[list[Row]]:
    """Divide rows into columns of about the same height, in reading order."""
    goal = sum(row.height for row in rows) / columns
    parts: list[list[Row]] = [[]]
    for row in rows:
        if parts[-1] and len(parts) < columns and sum(r.height for r in parts[-1]) + row.height / 2 > goal:
            parts.append([])
        parts[-1].append(row)
    return parts


def _column(rows: Sequence[Row]) -> Block:
    rule = f"<TR>{_rule_cell(rows[0].width, 1)}</TR>"
    return Block(rule.join(f"<TR>{row.cell()}</TR>" for row in rows), rows[0].width, _height(rows), is_table=True)


def _height(rows: Sequence[Row]) -> int:
    return sum(row.height for row in rows) + len(rows) - 1


def _between(blocks: Sequence[Block], separator: Block) -> list[Block]:
    return [part for block in blocks for part in (separator, block)][1:]


def _rule(across: int, down: int) -> Block:
    return Block(f"<TR>{_rule_cell(across, down)}</TR>", across, down, is_table=True)


def _rule_cell(across: int, down: int) -> str:
    return f'<TD {_FIXED} WIDTH="{across}" HEIGHT="{down}" BGCOLOR="{Ink.RULE}"></TD>'


def _cell(block: Block, across: int, down: int) -> str:
    align = "" if block.is_table or not block.html else ' ALIGN="LEFT" VALIGN="TOP"'
    return f'<TD {_FIXED} WIDTH="{across}" HEIGHT="{down}"{align}>{block.inside(across, down)}</TD>'


def _link(row: Row) -> str:
    """Return the link attributes; only own paths pass, so that no address of another kind gets into a picture."""
    if row.href is None:
        return ""
    if not row.href.startswith("/") or row.href.startswith(("//", "/\\")):
        raise ForeignLinkError(row.href)
    return f' HREF="{escape(row.href)}" TITLE="{escape(row.title)}"'
