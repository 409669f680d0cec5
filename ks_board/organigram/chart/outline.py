"""The same tree as the picture, as nested lines of text: for the pages behind a printed picture."""

from collections.abc import Sequence
from dataclasses import dataclass

from ks_board.organigram.chart.cards import Pen
from ks_board.organigram.chart.labels import plain
from ks_board.organigram.tree import UnitNode

_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A line and the lines below it."""

    text: str
    below: tuple["Line", ...] = ()


def outline(units: Sequence[UnitNode], pen: Pen, *, with_posts: bool, depth: int = 0) -> tuple[Line, ...]:
    """Return a line for each unit with its posts counted, or named with their holders.

    What lies very deep is joined to the line above it, since paper has no room for ever more indents.
    """
    return tuple(_line(unit, pen, with_posts=with_posts, depth=depth) for unit in units)


def _line(unit: UnitNode, pen: Pen, *, with_posts: bool, depth: int) -> Line:
    title = ": ".join(filter(None, (plain(unit.name), pen.counted(unit.own))))
    posts = tuple(Line(f"{plain(post.title)}: {pen.holders(post.holders)}") for post in unit.posts)
    if depth < _DEEPEST:
        below = outline(unit.children, pen, with_posts=with_posts, depth=depth + 1)
    else:
        below = tuple(Line(plain(child.name)) for _, child in unit.below())
    return Line(title, (posts if with_posts else ()) + below)
