"""Rewrite what Graphviz drew: only known shapes pass, links get names, inks become classes.

`inline` is for the page, where organigram.css colours the classes; `as_file` looks right on its own, in light colours.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from ks_board.organigram.chart.labels import plain, width
from ks_board.organigram.chart.style import FONT, Ink
from ks_board.organigram.programs import ChartFailed

SCREEN = 1.25
"""Pixels on the screen for a point on paper, so that the smallest text can be read without zooming."""

_SVG, _XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
_SHAPES = {"polygon": "points", "polyline": "points", "path": "d", "ellipse": "cx cy rx ry"}
_LOOK = ("fill", "stroke", "stroke-width", "stroke-dasharray")
_WRITING = ("x", "y", "text-anchor", "font-weight", "font-size")
_INKS = {ink.value: ink.name.lower().replace("_", "-") for ink in Ink}
_ZEROS = re.compile(r"(\.\d*?)0+(?=[^\d]|$)")
_SMALL = 12
_HANDLE = 16
"""Width and height of a sign with its link, in points."""


@dataclass(frozen=True, slots=True)
class Handle:
    """A small sign in the corner of a linked box, with a link of its own: to the list, or to fold a branch."""

    href: str
    label: str
    sign: str
    """The path that draws it, with relative commands, in a square of 10 points."""
    needs: frozenset[str] = frozenset()
    """Drawn only if one of these links is in the picture, too."""


@dataclass(frozen=True, slots=True)
class Spot:
    """What a linked box gets on a page: an id to jump to, and signs in its lower right corner."""

    id: str
    handles: tuple[Handle, ...]


def inline(drawn: bytes, *, name: str, prefix: str, spots: Mapping[str, Spot] | None = None) -> str:
    """Return the picture for a page: `name` is read out, ids start with `prefix`; spots are found by link."""
    root, (across, _) = _rewrite(drawn, _Rewriter(prefix, spots=spots or {}))
    root.attrib |= {"class": "og", "width": f"{across * SCREEN:.0f}", "role": "group", "aria-label": plain(name)}
    return ET.tostring(root, encoding="unicode")


def as_file(drawn: bytes, *, name: str, base: str | None = None) -> str:
    """Return the picture as a file of its own on white; links start with `base`, without one there are none."""
    root, (width, height) = _rewrite(drawn, _Rewriter("og", base or "", keeps_links=base is not None))
    root.attrib |= {"width": f"{width:g}pt", "height": f"{height:g}pt", "role": "group", "aria-label": plain(name)}
    title, sheet = ET.Element("title"), ET.Element("polygon", fill=Ink.PAPER.value)
    title.text = plain(name)
    sheet.set("points", f"0,0 {width:g},0 {width:g},{height:g} 0,{height:g}")
    root[:0] = [title, sheet]
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _rewrite(drawn: bytes, rewriter: "_Rewriter") -> tuple[ET.Element, tuple[float, float]]:
    try:
        source = ET.fromstring(drawn)  # noqa: S314 # Written by our own Graphviz; it knows no entities.
        *_, width, height = map(float, source.attrib["viewBox"].split())
    except (ET.ParseError, KeyError, ValueError) as error:
        raise ChartFailed from error
    root = ET.Element("svg", {"xmlns": _SVG[1:-1], "viewBox": f"0 0 {width:g} {height:g}", "font-family": FONT})
    body = [*rewriter.children(source)]
    if rewriter.hatched:
        root.append(_hatch(rewriter.prefix))
    root.extend(body)
    return root, (width, height)


@dataclass
class _Rewriter:
    """Copies a drawing shape by shape; what is not on the list is left out."""

    prefix: str
    base: str = ""
    keeps_links: bool = True
    hatched: bool = False
    spots: Mapping[str, Spot] = field(default_factory=dict)
    drawn: set[str] = field(default_factory=set)

    def children(self, source: ET.Element) -> Iterator[ET.Element]:
        """Yield the copies of what is inside an element."""
        for child in source:
            yield from self.copy(child)

    def copy(self, source: ET.Element) -> Iterator[ET.Element]:
        """Yield the copy of an element, or of what is inside one that is not needed itself."""
        match source.tag.removeprefix(_SVG) if isinstance(source.tag, str) else "":
            case "g" if "graph" in source.get("class", "").split():
                yield self.graph(source)
            case "g":
                yield from self.children(source)
            case "a":
                yield self.link(source)
                yield from self.handles(source)
            case "text":
                yield self.writing(source)
            case tag if tag in _SHAPES:
                yield self.shape(source, tag)

    def graph(self, source: ET.Element) -> ET.Element:
        """Copy the whole drawing; all lines become one path, which nobody needs to hear."""
        self.drawn = {link.get(f"{_XLINK}href", "") for link in source.iter(f"{_SVG}a")}
        edges = [child for child in source if "edge" in child.get("class", "").split()]
        group = ET.Element("g", transform=_shorten(source.get("transform", "")))
        lines = " ".join(path.get("d", "") for edge in edges for path in edge.iter(f"{_SVG}path"))
        if lines:
            look = {"class": "og-s-wire", "fill": "none", "stroke": Ink.WIRE.value, "stroke-linecap": "square"}
            group.append(ET.Element("path", {"d": _shorten(lines), **look, "aria-hidden": "true"}))
        for child in source:
            if child not in edges:
                group.extend(self.copy(child))
        return group

    def link(self, source: ET.Element) -> ET.Element:
        """Copy a link to an own path, named by its tooltip; any other link is no link any more."""
        href = source.get(f"{_XLINK}href", "")
        name = source.get(f"{_XLINK}title", "")
        own = href.startswith("/") and not href.startswith(("//", "/\\"))
        copy = (
            ET.Element("a", {"href": self.base + href, "aria-label": name})
            if own and self.keeps_links
            else ET.Element("g")
        )
        if href in self.spots:
            copy.set("id", self.spots[href].id)
        title = ET.SubElement(copy, "title")
        title.text = name
        copy.extend(self.children(source))
        return copy

    def handles(self, source: ET.Element) -> Iterator[ET.Element]:
        """Yield the signs of a linked box from right to left, as far as no text is in their way."""
        spot = self.spots.get(source.get(f"{_XLINK}href", ""))
        box = next(source.iter(f"{_SVG}polygon"), None)
        if spot is None or box is None:
            return
        points = [tuple(map(float, point.split(","))) for point in box.get("points", "").split()]
        right, bottom = max(x for x, _ in points), max(y for _, y in points)
        free = right - max((_end(text) for text in source.iter(f"{_SVG}text") if _low(text, bottom)), default=0.0)
        shown = [handle for handle in spot.handles if not handle.needs or handle.needs & self.drawn]
        for number, handle in enumerate(shown, start=1):
            if number * _HANDLE <= free:
                yield _handle(handle, right - number * _HANDLE, bottom - _HANDLE)

    def writing(self, source: ET.Element) -> ET.Element:
        """Copy a line of text."""
        look = {key: _shorten(source.attrib[key]) for key in _WRITING if key in source.attrib}
        if look.get("text-anchor") == "start":
            del look["text-anchor"]
        copy = ET.Element("text", {**look, **_inked(source, "fill")})
        copy.text = source.text
        return copy

    def shape(self, source: ET.Element, tag: str) -> ET.Element:
        """Copy a shape; the ink that stands for a deputy is hatched, small dashed signs get small dashes."""
        keys = [*_SHAPES[tag].split(), *_LOOK]
        look = {key: _shorten(source.attrib[key]) for key in keys if key in source.attrib}
        if source.get("stroke") == "none":
            look.pop("stroke-dasharray", None)
        elif "stroke-dasharray" in look and _width(source) < _SMALL:
            look["stroke-dasharray"] = "2.6,1.6"
        copy = ET.Element(tag, {**look, **_inked(source, "fill", "stroke")})
        if source.get("fill") == Ink.HATCH:
            self.hatched = True
            copy.set("fill", f"url(#{self.prefix}-hatch)")
        return copy


def _end(text: ET.Element) -> float:
    bold = "font-weight" in text.attrib
    return float(text.get("x", 0)) + width(text.text or "", float(text.get("font-size", _HANDLE)), bold=bold)


def _low(text: ET.Element, bottom: float) -> bool:
    """Tell whether a text reaches into the lowest line of its box, where the signs stand."""
    return float(text.get("y", 0)) > bottom - _HANDLE


def _handle(handle: Handle, left: float, top: float) -> ET.Element:
    """Draw a sign; it stands on pages only, so its look is left to the style sheet."""
    link = ET.Element("a", {"href": handle.href, "class": "og-handle"})
    ET.SubElement(link, "title").text = handle.label
    size = {"width": f"{_HANDLE}", "height": f"{_HANDLE}"}
    ET.SubElement(link, "rect", {"x": f"{left:g}", "y": f"{top:g}", **size})
    ET.SubElement(link, "path", {"d": f"M{left + 3:g},{top + 3:g}{handle.sign}"})
    return link


def _inked(source: ET.Element, *keys: str) -> dict[str, str]:
    """Return the classes of an element's inks, and the inks themselves for where there is no style sheet."""
    inks = {key: source.attrib[key] for key in keys if source.get(key, "none") != "none"}
    names = [f"og-{key[0]}-{_INKS[ink]}" for key, ink in inks.items() if ink in _INKS]
    return ({"class": " ".join(names)} if names else {}) | inks


def _hatch(prefix: str) -> ET.Element:
    """Return the pattern for posts that only a deputy holds: stripes, told apart without colour."""
    look = {"width": "4", "height": "4", "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    definitions = ET.Element("defs")
    pattern = ET.SubElement(definitions, "pattern", {"id": f"{prefix}-hatch", **look})
    ET.SubElement(pattern, "path", {"d": "M0,0h4v4h-4z", "class": "og-f-hatch", "fill": Ink.HATCH.value})
    stripe = {"class": "og-s-deputy", "stroke": Ink.DEPUTY.value, "stroke-width": "2.2"}
    ET.SubElement(pattern, "path", {"d": "M0,0v4", **stripe})
    return definitions


def _width(source: ET.Element) -> float:
    across = [float(point.partition(",")[0]) for point in source.get("points", "").split()]
    return max(across, default=0.0) - min(across, default=0.0)


def _shorten(numbers: str) -> str:
    """Leave out zeros that say nothing: 12.00 is 12."""
    return _ZEROS.sub(lambda match: "" if match[1] == "." else match[1], numbers)
