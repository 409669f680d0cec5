"""Choose how many boxes stand side by side, so that a picture fills its sheet and stays legible."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ks_board.organigram.chart.boxes import Block, space
from ks_board.organigram.chart.layout import BETWEEN, FRAME, WIDEST, Picture, Shelf
from ks_board.organigram.chart.style import LEGIBLE, SMALL, Paper

MOST_COLUMNS = 14
_BEST_SHAPE = 1.45


@dataclass(frozen=True, slots=True)
class Group:
    """Boxes that belong together; they get shelves of their own, and a frame if they have a title."""

    boxes: tuple[Block, ...]
    frame: str | None = None


def arrangements(banner: tuple[Block, Block], spine: tuple[Block, ...], groups: Sequence[Group]) -> Iterator[Picture]:
    """Yield the same boxes with ever more of them side by side."""
    most = max((len(group.boxes) for group in groups), default=1)
    for columns in range(1, min(most, MOST_COLUMNS) + 1):
        yield Picture(banner, spine, tuple(_shelves(groups, columns)))


def choose(levels: Iterable[Iterable[Picture]], paper: Paper) -> Picture:
    """Return the best arrangement of the first level of detail that is legible on the paper, else of the last one."""
    best: Picture | None = None
    for pictures in levels:
        best = max(pictures, key=lambda picture: _worth(picture, paper))
        if legible(best, paper):
            return best
    if best is None:
        raise ValueError("There is nothing to choose from.")
    return best


def legible(picture: Picture, paper: Paper) -> bool:
    """Tell whether the smallest text of the picture can be read on the paper, and its shape fits one."""
    across, down = picture.size
    return SMALL * paper.scale(across, down) >= LEGIBLE and across <= down * (WIDEST + 0.1)


def _worth(picture: Picture, paper: Paper) -> tuple[float, float]:
    """Larger is better; what fits at full size is judged by its shape only."""
    across, down = picture.size
    return round(min(1.0, paper.scale(across, down)), 2), -abs(math.log(picture.shape / _BEST_SHAPE))


def _shelves(groups: Sequence[Group], columns: int) -> Iterator[Shelf]:
    rows = [row for group in groups if not group.frame for row in _rows(group.boxes, columns, passed=True)]
    linked = [Shelf(_even(row), passed=True) for row in rows[:-1]] + [Shelf(row) for row in rows[-1:]]
    yield from linked
    room = max((shelf.width for shelf in linked), default=0) - 2 * FRAME + BETWEEN
    for group in groups:
        if group.frame:
            fitting = room // (max(box.width for box in group.boxes) + BETWEEN)
            yield from (Shelf(row, group.frame) for row in _rows(group.boxes, max(columns, fitting)))


def _rows(boxes: Sequence[Block], columns: int, *, passed: bool = False) -> Iterator[tuple[Block, ...]]:
    """Divide boxes into rows of nearly the same length; of an even one if a line passes through their middle."""
    size = math.ceil(len(boxes) / math.ceil(len(boxes) / columns))
    if passed and size % 2 and size < min(columns, len(boxes)):
        size += 1
    return (tuple(boxes[start : start + size]) for start in range(0, len(boxes), size))


def _even(row: tuple[Block, ...]) -> tuple[Block, ...]:
    """Add a free place to an odd row, so that the line passes through its middle."""
    return (*row, space(row[-1].width, 1)) if len(row) % 2 else row
