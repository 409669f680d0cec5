"""Put finished boxes on shelves under one another and join them with lines: the DOT source of any picture.

A plain tree drawn by Graphviz is a ribbon ten times as wide as high. Here each shelf is a rank of its own, and a line
comes down through a gap in the middle of the shelves above it and spreads out over the boxes.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from graphviz import Digraph

from ks_board.organigram.boxes import Block, beside, space, stack
from ks_board.organigram.chart_style import FONT, SUBTITLE, Ink
from ks_board.organigram.labels import escape

BETWEEN, ABOVE, EDGE = 16, 13, 12
"""Points between two boxes, between a box and a line, and around the whole picture."""

WIDEST = 1.9
"""A picture is never more than this many times as wide as high, so that it fills a sheet."""

_FRAME = 12
_FRAME_TITLE = 24
_POINT = {"shape": "point", "width": "0", "height": "0", "style": "invis", "label": ""}
_HIDDEN = {"style": "invis"}


@dataclass(frozen=True, slots=True)
class Shelf:
    """Boxes side by side: joined to the head by lines, or else in a frame with a title."""

    boxes: tuple[Block, ...]
    frame: str | None = None

    @property
    def width(self) -> int:
        """Return the points it takes across."""
        return sum(box.width for box in self.boxes) + BETWEEN * len(self.boxes) + (2 * _FRAME if self.frame else 0)

    @property
    def height(self) -> int:
        """Return the height of its highest box."""
        return max(box.height for box in self.boxes)


@dataclass(frozen=True)
class Picture:
    """A banner, a spine of boxes that ends in the head, and shelves under it: first the linked, then the framed ones."""

    name: str
    banner: tuple[Block, Block]
    spine: tuple[Block, ...]
    shelves: tuple[Shelf, ...]

    @cached_property
    def across(self) -> int:
        """Return the width of the boxes and the banner, in points."""
        widest = max([box.width for box in self.spine] + [shelf.width for shelf in self.shelves])
        return max(widest, self.banner[0].width, self.banner[1].width)

    @cached_property
    def down(self) -> int:
        """Return the height of everything below the banner, in points."""
        boxes = sum(box.height + ABOVE for box in self.spine) + sum(shelf.height + 2 * ABOVE for shelf in self.shelves)
        return boxes + sum(2 * _FRAME + _FRAME_TITLE for _ in self._frames)

    @property
    def size(self) -> tuple[float, float]:
        """Return the size of the whole picture as Graphviz will draw it."""
        return self.across + 2 * EDGE, self.down + self._banner.height + 2 * EDGE

    def dot(self) -> str:
        """Return the DOT source."""
        return _Drawing(self).source()

    @cached_property
    def _banner(self) -> Block:
        """The title with the legend at its right, or under it in a narrow picture."""
        title, legend = self.banner
        room = self.across - title.width - legend.width
        block = beside(title, space(room), legend) if room > 0 else stack(space(self.across), title, legend)
        short = math.ceil(self.across / WIDEST) - self.down - block.height
        return stack(block, space(self.across, max(short, ABOVE)))

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
                "label": f"<{picture._banner.html}>",
                "labelloc": "t",
                "labeljust": "l",
                "fontname": FONT,
                "bgcolor": "transparent",
                "outputorder": "edgesfirst",
                "splines": "line",
                "nodesep": f"{BETWEEN / 72:.4f}",
                "ranksep": f"{ABOVE / 72:.4f}",
                "pad": f"{EDGE / 72:.4f}",
                "margin": "0",
            },
            node_attr={"shape": "plain", "fontname": FONT, "margin": "0"},
            edge_attr={"arrowhead": "none", "color": Ink.WIRE.value},
        )

    def source(self) -> str:
        """Draw everything."""
        tail = ""
        for box in self.picture.spine:
            tail, above = self.box(self.graph, box), tail
            if above:
                self.wire(above, f"{tail}:n")
        linked = [shelf for shelf in self.picture.shelves if not shelf.frame]
        for index, shelf in enumerate(linked):
            tail = self.linked(shelf, tail, last=index == len(linked) - 1)
        for title, shelves in self.picture._frames:
            tail = self.framed(title, shelves, tail)
        return str(self.graph.source)

    def box(self, graph: Digraph, block: Block, *, height: int = 0) -> str:
        """Draw a box; a lower one gets empty room below it, so that all boxes of a shelf start at the same line."""
        filler = space(block.width, max(0, height - block.height))
        return self.node(graph, label=f"<{stack(block, filler).html}>")

    def node(self, graph: Digraph, **attributes: str) -> str:
        """Add a node and return its id."""
        self.number += 1
        graph.node(f"n{self.number}", **attributes)
        return f"n{self.number}"

    def wire(self, tail: str, head: str, **attributes: str) -> None:
        """Draw a line downwards, as straight as can be."""
        self.graph.edge(tail, head, weight="100", **attributes)

    def linked(self, shelf: Shelf, tail: str, *, last: bool) -> str:
        """Draw a shelf and the line that joins its boxes to the head; return where the next shelf's line starts."""
        boxes, gap = _with_gap(shelf.boxes, last=last)
        with self.graph.subgraph() as bus:
            bus.attr(rank="same")
            points = [self.node(bus, **_POINT) for _ in boxes]
            middle = points[gap] if len(points) % 2 and last else self.node(bus, **_POINT)
            order = points if middle in points else [*points[:gap], middle, *points[gap:]]
            seen = [p for p, box in zip(points, boxes, strict=True) if box.html] + [middle]
            for left, right in pairwise(order):
                hidden = right == order[-1] and right not in seen
                bus.edge(left, right, **(_HIDDEN if hidden else {}))
        with self.graph.subgraph() as rank:
            rank.attr(rank="same")
            nodes = [self.box(rank, box, height=shelf.height) if box.html else self.spacer(rank, box) for box in boxes]
            way = self.node(rank, **_POINT)
            order = [*nodes[:gap], way, *nodes[gap:]]
            for left, right in pairwise(order if not last else nodes):
                rank.edge(left, right, **_HIDDEN)
        self.wire(tail, middle)
        for point, node, box in zip(points, nodes, boxes, strict=True):
            self.wire(point, f"{node}:n" if box.html else node, **({} if box.html else _HIDDEN))
        if last:
            return nodes[gap] if middle in points else nodes[0]
        self.wire(middle, way)
        return way

    def spacer(self, graph: Digraph, block: Block) -> str:
        """Keep a place free."""
        return self.node(graph, shape="box", style="invis", label="", width=f"{block.width / 72:.4f}", height="0")

    def framed(self, title: str, shelves: Sequence[Shelf], tail: str) -> str:
        """Draw a frame with a title around shelves that hang on nothing; return a node of its last shelf."""
        with self.graph.subgraph(name=f"cluster_{self.number}") as frame:
            frame.attr(label=f"<{_frame_title(title)}>", labeljust="l", margin=str(_FRAME), color=Ink.RULE.value)
            frame.attr(bgcolor=Ink.FRAME.value, style="solid")
            above = [tail]
            for shelf in shelves:
                with frame.subgraph() as rank:
                    rank.attr(rank="same")
                    nodes = [self.box(rank, box, height=shelf.height) for box in shelf.boxes]
                    for left, right in pairwise(nodes):
                        rank.edge(left, right, **_HIDDEN)
                for upper, node in zip(above if len(above) > 1 else above * len(nodes), nodes, strict=False):
                    self.graph.edge(upper, node, **_HIDDEN)
                above = nodes
        return above[0]


def _with_gap(boxes: tuple[Block, ...], *, last: bool) -> tuple[tuple[Block, ...], int]:
    """Return the boxes and before which of them the line passes; an odd shelf gets a free place, so that it is even."""
    if not last and len(boxes) % 2:
        boxes = (*boxes, space(boxes[-1].width, 1))
    return boxes, len(boxes) // 2


def _frame_title(title: str) -> str:
    return f'<FONT COLOR="{Ink.MUTED}" POINT-SIZE="{SUBTITLE}"><B>{escape(title)}</B></FONT>'
