"""Draw pictures and measure them: boxes, texts and lines of a finished SVG, in points."""

import re
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree as ET

from ks_board.organigram import engine, svg
from ks_board.organigram.chart.labels import width
from ks_board.organigram.chart.style import Ink, Paper

Rectangle = tuple[float, float, float, float]
_NUMBER = re.compile(r"-?[0-9.]+")


@dataclass(frozen=True)
class Drawn:
    """A picture as Graphviz drew it and as the page shows it."""

    source: str

    @cached_property
    def raw(self) -> bytes:
        return engine.render(self.source, timeout=60)

    @cached_property
    def page(self) -> str:
        return svg.inline(self.raw, name="Bild", prefix="og")

    @cached_property
    def root(self) -> ET.Element:
        return ET.fromstring(self.page)  # noqa: S314 # Our own picture.

    @cached_property
    def size(self) -> tuple[float, float]:
        _, _, across, down = map(float, self.root.attrib["viewBox"].split())
        return across, down

    @property
    def ratio(self) -> float:
        return self.size[0] / self.size[1]

    @property
    def texts(self) -> list[str]:
        return ["".join(text.itertext()) for text in self._all("text")]

    def points_on(self, paper: Paper) -> float:
        """Return the size of the smallest text on the paper, in points."""
        return min(float(text.attrib["font-size"]) for text in self._all("text")) * paper.scale(*self.size)

    @cached_property
    def boxes(self) -> list[Rectangle]:
        """Return the outlines of all boxes."""
        outlines = [p for p in self._all("polygon") if p.get("fill") == "none" and p.get("stroke") != "none"]
        return [box for box in map(_around, outlines) if box[2] - box[0] > 100]

    @cached_property
    def lines(self) -> list[Rectangle]:
        """Return the lines between boxes and past them, each as a thin rectangle."""
        pieces = [
            piece for path in self._all("path") if path.get("aria-hidden") for piece in path.attrib["d"].split("M")[1:]
        ]
        return [*map(_bounds, pieces), *(_around(p) for p in self._all("polygon") if p.get("fill") == Ink.WIRE)]

    @cached_property
    def written(self) -> list[Rectangle]:
        """Return the room that each text takes."""
        return [_room_of(text) for text in self._all("text")]

    def _all(self, tag: str) -> list[ET.Element]:
        return list(self.root.iter(f"{{http://www.w3.org/2000/svg}}{tag}"))


def overlap(one: Rectangle, other: Rectangle) -> bool:
    """Tell whether two rectangles share more than an edge."""
    return min(one[2], other[2]) - max(one[0], other[0]) > 0.5 and min(one[3], other[3]) - max(one[1], other[1]) > 0.5


def inside(inner: Rectangle, outer: Rectangle) -> bool:
    """Tell whether a rectangle lies within another."""
    return inner[0] >= outer[0] and inner[1] >= outer[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def _room_of(text: ET.Element) -> Rectangle:
    left, base, size = float(text.attrib["x"]), float(text.attrib["y"]), float(text.attrib["font-size"])
    across = width("".join(text.itertext()), size, bold="font-weight" in text.attrib)
    return left, base - 0.7 * size, left + across, base


def _around(polygon: ET.Element) -> Rectangle:
    return _bounds(polygon.attrib["points"])


def _bounds(numbers: str) -> Rectangle:
    values = [float(number) for number in _NUMBER.findall(numbers)]
    return min(values[::2]), min(values[1::2]), max(values[::2]), max(values[1::2])
