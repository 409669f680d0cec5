"""Building blocks of the picture: HTML-like tables for Graphviz whose size is known before it is asked.

Every cell has a fixed size, so boxes come out alike with every version of Graphviz and every font.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ks_board.organigram.chart_style import Ink
from ks_board.organigram.labels import escape, width, wrap
from ks_board.organigram.tree import PostState

LINE = 1.22
"""Height of a line of text in ems."""

_TABLE = 'CELLSPACING="0" CELLPADDING="0" CELLBORDER="0"'
_SIGN = 9


class ForeignLinkError(ValueError):
    """A link of the picture does not lead to an own path."""


@dataclass(frozen=True, slots=True)
class Block:
    """The inside of a cell and the size it takes, in points."""

    html: str
    width: int
    height: int


def text(words: str, room: int, size: float, ink: Ink = Ink.TEXT, *, bold: bool = False, lines: int = 0) -> Block:
    """Write wrapped, left-aligned text into a block as wide as `room`; empty text takes no height."""
    wrapped = wrap(words, room, size, bold=bold, lines=lines)
    if not wrapped:
        return Block("", room, 0)
    body = "".join(f'{escape(line)}<BR ALIGN="LEFT"/>' for line in wrapped)
    body = f"<B>{body}</B>" if bold else body
    font = f'<FONT COLOR="{ink}" POINT-SIZE="{size}">{body}</FONT>'
    return Block(font, room, math.ceil(len(wrapped) * size * LINE))


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
    cell = f'<TD FIXEDSIZE="TRUE" WIDTH="{_SIGN}" HEIGHT="{_SIGN}" BORDER="1" {look}></TD>'
    return Block(f'<TABLE BORDER="0" {_TABLE}><TR>{cell}</TR></TABLE>', _SIGN, _SIGN)


def space(across: int, down: int = 0) -> Block:
    """Leave room."""
    return Block("", across, down)


def beside(*blocks: Block) -> Block:
    """Put blocks side by side, at the same top."""
    height = max(block.height for block in blocks)
    cells = "".join(_cell(block, block.width, height) for block in blocks if block.width)
    return Block(f'<TABLE BORDER="0" {_TABLE}><TR>{cells}</TR></TABLE>', sum(b.width for b in blocks), height)


def stack(*blocks: Block) -> Block:
    """Put blocks on top of one another, at the same left side."""
    across = max(block.width for block in blocks)
    shown = [block for block in blocks if block.height]
    if len(shown) == 1 and shown[0].width == across:
        return shown[0]
    rows = "".join(f"<TR>{_cell(block, across, block.height)}</TR>" for block in shown)
    html = f'<TABLE BORDER="0" {_TABLE}>{rows}</TABLE>' if rows else ""
    return Block(html, across, sum(block.height for block in shown))


def flow(blocks: Sequence[Block], room: int, gap: int = 8) -> Block:
    """Put blocks side by side and begin a new line where the room ends."""
    lines: list[list[Block]] = []
    for block in blocks:
        if lines and sum(b.width + gap for b in lines[-1]) + block.width <= room:
            lines[-1] += [block]
        else:
            lines.append([block])
    rows = [beside(*(part for block in line for part in (block, space(gap)))) for line in lines]
    return stack(space(room), *rows)


def pad(block: Block, across: int, down: int) -> Block:
    """Leave a margin around a block."""
    return stack(space(1, down), beside(space(across), block, space(across)), space(1, down))


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a card: a block, perhaps a link around it with the name that is read out, on an ink of its own."""

    block: Block
    href: str | None = None
    title: str = ""
    fill: Ink = Ink.PAPER

    def cell(self, across: int = 0) -> str:
        """Return the table cell of this row, as wide as its block or wider."""
        return _cell(self.block, across or self.block.width, self.block.height, f' BGCOLOR="{self.fill}"{_link(self)}')


def card(rows: Sequence[Row], *, columns: int = 1, edge: Ink = Ink.EDGE, dashed: bool = False) -> Block:
    """Draw a box: its head line over everything, the other rows in one or several columns under it."""
    head, *rest = rows
    parts = _columns(rest, columns) if rest else []
    across = max(head.block.width, sum(part[0].block.width for part in parts) + len(parts) - 1)
    body = f"<TR>{head.cell(across)}</TR>"
    tall = max((_height(part) for part in parts), default=0)
    if parts:
        inner = _rule(1, tall).join(
            f'<TD FIXEDSIZE="TRUE" WIDTH="{part[0].block.width}" HEIGHT="{tall}" VALIGN="TOP">{_column(part)}</TD>'
            for part in parts
        )
        body += f'<TR>{_rule(across, 1)}</TR><TR><TD><TABLE BORDER="0" {_TABLE}><TR>{inner}</TR></TABLE></TD></TR>'
    style = ' STYLE="dashed"' if dashed else ""
    html = f'<TABLE BORDER="1" {_TABLE} COLOR="{edge}" BGCOLOR="{Ink.PAPER}"{style}>{body}</TABLE>'
    return Block(html, across + 2, head.block.height + tall + bool(parts) + 2)


def _columns(rows: Sequence[Row], columns: int) -> list[list[Row]]:
    """Divide rows into columns of about the same height, in reading order."""
    goal = sum(row.block.height for row in rows) / columns
    parts: list[list[Row]] = [[]]
    for row in rows:
        if parts[-1] and len(parts) < columns and sum(r.block.height for r in parts[-1]) + row.block.height / 2 > goal:
            parts.append([])
        parts[-1].append(row)
    return parts


def _column(rows: Sequence[Row]) -> str:
    rule = f"<TR>{_rule(rows[0].block.width, 1)}</TR>"
    return f'<TABLE BORDER="0" {_TABLE}>{rule.join(f"<TR>{row.cell()}</TR>" for row in rows)}</TABLE>'


def _height(rows: Sequence[Row]) -> int:
    return sum(row.block.height for row in rows) + len(rows) - 1


def _rule(across: int, down: int) -> str:
    return f'<TD FIXEDSIZE="TRUE" WIDTH="{across}" HEIGHT="{down}" BGCOLOR="{Ink.RULE}"></TD>'


def _cell(block: Block, across: int, down: int, more: str = "") -> str:
    size = f'FIXEDSIZE="TRUE" WIDTH="{across}" HEIGHT="{down}"'
    return f'<TD {size} ALIGN="LEFT" VALIGN="TOP" BALIGN="LEFT"{more}>{block.html}</TD>'


def _link(row: Row) -> str:
    """Return the link attributes; only own paths pass, so that no address of another kind gets into a picture."""
    if row.href is None:
        return ""
    if not row.href.startswith("/") or row.href.startswith(("//", "/\\")):
        raise ForeignLinkError(row.href)
    return f' HREF="{escape(row.href)}" TITLE="{escape(row.title)}"'
