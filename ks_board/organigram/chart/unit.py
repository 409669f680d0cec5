"""One unit: what it belongs to, its posts and who holds them, the units below it, its responsibilities."""

import math
from collections.abc import Iterator, Sequence

from ks_board.organigram.chart.boxes import Block, Row, card, space, stack, text
from ks_board.organigram.chart.branches import Branches
from ks_board.organigram.chart.cards import PADDING, Pen
from ks_board.organigram.chart.holders import Desk
from ks_board.organigram.chart.layout import Picture
from ks_board.organigram.chart.plan import Group, arrangements, choose
from ks_board.organigram.chart.style import A3, SMALL, TEXT, TINTS, Ink
from ks_board.organigram.tree import Town, UnitNode

_HEAD, _POST, _DUTY, _LINE = 300, 190, 204, 280
_ABOVE, _BOXES, _LINES, _TALL = 3, 60, 250, 420


def unit_picture(town: Town, path: Sequence[UnitNode], pen: Pen) -> Picture:
    """Draw the last unit of a path, hanging on the units above it."""
    unit, desk = path[-1], Desk(pen)
    spine = [_above(upper, pen) for upper in path[-1 - _ABOVE : -1]]
    spine.append(card([_head(unit, pen)]))
    if unit.head and unit.head in pen.detail.posts(unit):
        spine.append(desk.post_box(unit.head, _POST + 30))
    banner = pen.banner(town, unit.name)
    return choose((arrangements(banner, tuple(spine), groups) for groups in _levels(unit, desk)), A3)


def _levels(unit: UnitNode, desk: Desk) -> Iterator[list[Group]]:
    """Yield the boxes in ever less detail: first the units below close, then posts become lines of one box."""
    words = desk.pen.words
    posts = [post for post in desk.pen.detail.posts(unit) if post is not unit.head]
    duties = unit.responsibilities
    if len(posts) + len(duties) <= _BOXES:
        boxes = tuple(desk.post_box(post, _POST) for post in posts)
        framed = tuple(desk.duty_box(duty, _DUTY) for duty in duties)
        for below in Branches(unit, (), desk.pen).levels():
            yield [*_group(boxes), *below, *_group(framed, words.responsibilities)]
    for shown in (_LINES, _BOXES, _BOXES // 5):
        lines = [desk.post_line(post, _LINE) for post in posts[:shown]]
        boxed = [desk.duty_line(duty, _LINE) for duty in duties[:shown]]
        below = Branches(unit, (), desk.pen).by_kind(shown, _TALL)
        ours = _list(words.posts, lines, len(posts), desk.pen)
        yield [*_group(ours), *below, *_group(_list(words.responsibilities, boxed, len(duties), desk.pen))]


def _group(boxes: tuple[Block, ...], frame: str | None = None) -> list[Group]:
    return [Group(boxes, frame)] if boxes else []


def _list(title: str, lines: list[Row], number: int, pen: Pen) -> tuple[Block, ...]:
    """Draw many posts or responsibilities as one box."""
    if not lines:
        return ()
    if len(lines) < number:
        lines = [*lines, pen.remaining(number - len(lines), _LINE)]
    head = Row(text(f"{title}: {number}", _LINE - 2 * PADDING, TEXT, bold=True), fill=Ink.FRAME)
    columns = math.ceil(sum(line.height for line in lines) / _TALL)
    return (card([head, *lines], columns=columns),)


def _above(unit: UnitNode, pen: Pen) -> Block:
    """Draw a unit that the one in question belongs to."""
    row = pen.link(unit, text(unit.name, _POST, TEXT), TINTS.get(unit.kind, Ink.OFFICE), unit.own)
    return card([row])


def _head(unit: UnitNode, pen: Pen) -> Row:
    inner = _HEAD - 2 * PADDING
    kind = text(pen.words.kind.get(unit.kind, ""), inner, SMALL, Ink.MUTED)
    name = text(unit.name, inner, 15, bold=True)
    block = stack(
        kind, space(1, 2), name, space(1, 2), pen.counts(unit.own, inner), pen.tasks(unit, inner, whole=False)
    )
    return pen.link(unit, block, TINTS.get(unit.kind, Ink.OFFICE), unit.own)
