"""Where the marks of a chart stand: from numbers to units of an SVG. Knows neither Flask nor the database."""

from collections.abc import Sequence
from dataclasses import dataclass

LEFT, RIGHT, TOP, BOTTOM = 28, 250, 24, 160
LABEL_HEIGHT = 16


@dataclass(frozen=True, slots=True)
class Mark:
    """One number of a line."""

    x: float
    y: float
    number: int
    place: int
    """Which of the days."""


@dataclass(frozen=True, slots=True)
class ChartLine:
    """A line: stretches of known numbers, with gaps where a number is not known, and where its name stands."""

    kind: str
    name: str
    stretches: list[list[Mark]]
    label_y: float

    @property
    def last(self) -> int | None:
        """Return the newest number."""
        return self.stretches[-1][-1].number if self.stretches else None


@dataclass(frozen=True, slots=True)
class LineChart:
    """Lines over days; `marked_x` is where a special day stands."""

    lines: list[ChartLine]
    most: int
    marked_x: float | None


def line_chart(
    offsets: Sequence[int], series: Sequence[tuple[str, str, Sequence[int | None]]], marked: int | None = None
) -> LineChart:
    """Lay out series (kind, name, one number for each day); offsets: the days as numbers that go up."""
    span, first = max(1, offsets[-1] - offsets[0]), offsets[0]
    most = max((number for _kind, _name, numbers in series for number in numbers if number is not None), default=0)

    def x(offset: int) -> float:
        return round(LEFT + (RIGHT - LEFT) * (offset - first) / span, 1) if len(offsets) > 1 else RIGHT

    def y(number: int) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * number / max(1, most), 1)

    lines = []
    for kind, name, numbers in series:
        marks = [
            None if number is None else Mark(x(offset), y(number), number, place)
            for place, (offset, number) in enumerate(zip(offsets, numbers, strict=True))
        ]
        lines.append((kind, name, _stretches(marks)))
    heights = _apart([stretches[-1][-1].y if stretches else BOTTOM for _kind, _name, stretches in lines])
    drawn = [ChartLine(*line, height) for line, height in zip(lines, heights, strict=True)]
    return LineChart(drawn, most, x(marked) if marked is not None and offsets[0] <= marked <= offsets[-1] else None)


def _stretches(marks: Sequence[Mark | None]) -> list[list[Mark]]:
    """Cut a line where a number is not known."""
    stretches: list[list[Mark]] = [[]]
    for mark in marks:
        if mark is not None:
            stretches[-1].append(mark)
        elif stretches[-1]:
            stretches.append([])
    return [stretch for stretch in stretches if stretch]


def _apart(heights: Sequence[float]) -> list[float]:
    """Move labels apart, from the highest down, so that none covers another."""
    moved = list(heights)
    placed: float | None = None
    for number in sorted(range(len(moved)), key=moved.__getitem__):
        if placed is not None:
            moved[number] = max(moved[number], placed + LABEL_HEIGHT)
        placed = moved[number]
    return moved
