"""Put finished boxes on shelves under one another and join them with lines: the DOT source of any picture.

A plain tree drawn by Graphviz is a ribbon ten times as wide as high. Here each shelf is a rank of its own, and a line
comes down through a gap in the middle of the shelves above it and spreads out over the boxes.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, product

from graphviz import Digraph

from ks_board.organigram.chart.boxes import Block, beside, space, stack
from ks_board.organigram.chart.labels import escape
from ks_board.organigram.chart.style import FONT, SUBTITLE, Ink

BETWEEN, ABOVE, EDGE = 16, 13, 12
"""Points between two boxes, between a box and a line, and around the whole picture."""

WIDEST = 1.85
"""A picture is never more than this many times as wide as high, so that it fills a sheet."""

_LONGEST_LINE = 26
FRAME = 12
_LABEL_MARGIN = 16  # Graphviz adds this to the width of a graph's label.
FRAME_TITLE = 24
_POINT = {"shape": "point", "width": "0", "height": "0", "style": "invis", "label": ""}
_HIDDEN = {"style": "invis"}


@dataclass(frozen=True, slots=True)
class Shelf:
    """Boxes side by side: joined to the head by lines, or else in a frame with a title.

    A shelf that the line to lower shelves passes has an even number of boxes, so that the gap is in its middle.
    """

    boxes: tuple[Block, ...]
    frame: str | None = None
    passed: bool = False

    @property
    def width(self) -> int:
        """Return the points it takes across."""
        boxes = sum(box.width for box in self.boxes) + BETWEEN * (len(self.boxes) - 1)
        if self.frame:
            return boxes + 2 * FRAME
        return boxes if len(self.boxes) % 2 else boxes + BETWEEN + 1

    @property
    def height(self) -> int:
        """Return the height of its highest box."""
        return max(box.height for box in self.boxes)

    @property
    def gap(self) -> int:
        """Return before which box the line passes."""
        return len(self.boxes) // 2


@dataclass(frozen=True)
class Picture:
    """A banner, a spine of boxes that ends in the head, and shelves: first those with lines, then those in frames."""

    banner: tuple[Block, Block]
    spine: tuple[Block, ...]
    shelves: tuple[Shelf, ...]

    @cached_property
    def across(self) -> int:
        """Return the width of the boxes and the banner, in points."""
        parts: list[Block | Shelf] = [*self.spine, *self.shelves]
        return max(*(part.width for part in parts), *(block.width + _LABEL_MARGIN for block in self.banner))

    @cached_property
    def down(self) -> int:
        """Return the height of everything below the banner, in points, if the lines are as short as can be."""
        boxes = sum(box.height for box in self.spine) + sum(shelf.height for shelf in self.shelves)
        return boxes + self._gaps * ABOVE + len(self._frames) * (2 * FRAME + FRAME_TITLE)

    @property
    def shape(self) -> float:
        """Return how many times as wide as high the picture is before it is stretched to fill a sheet."""
        return self.across / (self.down + self._heading.height)

    @cached_property
    def above(self) -> int:
        """Return the space between boxes and lines; it is wider in a picture that would be too wide for its height."""
        short = self.across / WIDEST - self.down - self._heading.height
        return ABOVE + max(0, min(_LONGEST_LINE, math.ceil(short / max(1, self._gaps))))

    @property
    def _gaps(self) -> int:
        return max(0, len(self.spine) - 1) + 2 * len(self.shelves)

    @property
    def size(self) -> tuple[float, float]:
        """Return the size of the whole picture as Graphviz will draw it."""
        down = self.down + self._gaps * (self.above - ABOVE)
        return self.across + 2 * EDGE, down + self._banner.height + 2 * EDGE

    def dot(self) -> str:
        """Return the DOT source."""
        return _Drawing(self).source()

    @cached_property
    def _heading(self) -> Block:
        """The title with the legend at its right, or under it in a narrow picture."""
        title, legend = self.banner
        across = self.across - _LABEL_MARGIN
        room = across - title.width - legend.width
        return beside(title, space(room), legend) if room > 0 else stack(space(across), title, legend)

    @cached_property
    def _banner(self) -> Block:
        """The heading with the space under it."""
        down = self.down + self._gaps * (self.above - ABOVE)
        short = math.ceil(self.across / WIDEST) - down - self._heading.height
        return stack(self._heading, space(1, max(short, ABOVE)))

    @cached_property
    def _frames(self) -> list[tuple[str, list[Shelf]]]:
        frames: list[tuple[str, list[Shelf]]] = []
        for shelf in self.shelves:
            if shelf.frame and frames and frames[-1][0] == shelf.frame:
                frames[-1][1].append(shelf)
            elif shelf.frame:
                frames.append((shelf.frame, [shelf]))
        return frames


class _Drawing:
    """The graph of one picture while it is built; node ids are numbers, never text that people typed."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.number = 0
        self.graph = Digraph(
            "organigram",
            graph_attr={
                "label": f"<{picture._banner.table()}>",
                "labelloc": "t",
                "labeljust": "l",
                "fontname": FONT,
                "bgcolor": "transparent",
                "outputorder": "edgesfirst",
                "splines": "line",
                "nodesep": f"{BETWEEN / 72:.4f}",
                "ranksep": f"{picture.above / 72:.4f}",
                "pad": f"{EDGE / 72:.4f}",
                "margin": "0",
            },
            node_attr={"shape": "plain", "fontname": FONT, "margin": "0"},
            edge_attr={"arrowhead": "none", "color": Ink.WIRE.value, "headclip": "false", "tailclip": "false"},
        )

    def source(self) -> str:
        """Draw everything."""
        tail = ""
        for box in self.picture.spine:
            tail, above = self.box(self.graph, box), tail
            if above:
                self.wire(f"{above}:s", f"{tail}:n")
        linked = [shelf for shelf in self.picture.shelves if not shelf.frame]
        for shelf in linked:
            tail = self.linked(shelf, tail)
        for title, shelves in self.picture._frames:
            tail = self.framed(title, shelves, tail)
        return str(self.graph.source)

    def box(self, graph: Digraph, block: Block, *, height: int = 0) -> str:
        """Draw a box; a lower one gets empty room below it, so that all boxes of a shelf start at the same line."""
        filler = space(block.width, max(0, height - block.height))
        return self.node(graph, label=f"<{stack(block, filler).table()}>")

    def node(self, graph: Digraph, **attributes: str) -> str:
        """Add a node and return its id."""
        self.number += 1
        graph.node(f"n{self.number}", **attributes)
        return f"n{self.number}"

    def wire(self, tail: str, head: str, **attributes: str) -> None:
        """Draw a line downwards, as straight as can be."""
        self.graph.edge(tail, head, weight="100", **attributes)

    def linked(self, shelf: Shelf, tail: str) -> str:
        """Draw a shelf and the line that joins its boxes to the head; return where the next shelf hangs."""
        points, middle = self.bus(shelf)
        with self.graph.subgraph() as rank:
            rank.attr(rank="same")
            nodes = [self.box(rank, box, height=shelf.height) for box in shelf.boxes]
            way = "" if len(nodes) % 2 else self.passage(rank, shelf)
            for left, right in pairwise(filter(None, (*nodes[: shelf.gap], way, *nodes[shelf.gap :]))):
                rank.edge(left, right, **_HIDDEN)
        self.wire(f"{tail}:s", middle)
        for point, node, box in zip(points, nodes, shelf.boxes, strict=True):
            self.wire(point, f"{node}:n", **({} if box.html else _HIDDEN))
        if way:
            self.wire(middle, f"{way}:n", **({} if shelf.passed else _HIDDEN))
        return way or nodes[shelf.gap]

    def bus(self, shelf: Shelf) -> tuple[list[str], str]:
        """Draw the line across: a point over each box and one where the line from above meets it."""
        with self.graph.subgraph() as rank:
            rank.attr(rank="same")
            points = [self.node(rank, **_POINT) for _ in shelf.boxes]
            if len(points) % 2:
                middle, order = points[shelf.gap], points
            else:
                middle = self.node(rank, **_POINT)
                order = [*points[: shelf.gap], middle, *points[shelf.gap :]]
            free = {point for point, box in zip(points, shelf.boxes, strict=True) if not box.html}
            for left, right in pairwise(order):
                rank.edge(left, right, **(_HIDDEN if right in free else {}))
        return points, middle

    def passage(self, graph: Digraph, shelf: Shelf) -> str:
        """Draw the piece of the line that passes a shelf on its way down, or keep its place free."""
        ink = f' BGCOLOR="{Ink.WIRE}"' if shelf.passed else ""
        line = f'<TR><TD FIXEDSIZE="TRUE" WIDTH="1" HEIGHT="{shelf.height}"{ink}></TD></TR>'
        return self.node(graph, label=f"<{Block(line, 1, shelf.height, is_table=True).table()}>")

    def framed(self, title: str, shelves: Sequence[Shelf], tail: str) -> str:
        """Draw a frame with a title around shelves that hang on nothing; return a node of its last shelf."""
        with self.graph.subgraph(name=f"cluster_{self.number}") as frame:
            frame.attr(label=f"<{_frame_title(title)}>", labeljust="l", margin=str(FRAME), color=Ink.RULE.value)
            frame.attr(bgcolor=Ink.FRAME.value, style="solid")
            above: list[str] = []
            for shelf in shelves:
                with frame.subgraph() as rank:
                    rank.attr(rank="same")
                    nodes = [self.box(rank, box, height=shelf.height) for box in shelf.boxes]
                    for left, right in pairwise(nodes):
                        rank.edge(left, right, **_HIDDEN)
                middles = nodes[(len(nodes) - 1) // 2 : len(nodes) // 2 + 1]
                for upper, node in zip(above, nodes, strict=False) if above else product([tail], middles):
                    self.graph.edge(upper, node, **_HIDDEN)
                above = nodes
        return above[0]


def _frame_title(title: str) -> str:
    return f'<FONT COLOR="{Ink.MUTED}" POINT-SIZE="{SUBTITLE}"><B>{escape(title)}</B></FONT>'
