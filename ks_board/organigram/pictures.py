"""Pictures of the organigram for one viewer: drawn once, then kept; none shows more than its viewer may see."""

import hashlib
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from html import unescape
from pathlib import Path

from flask import current_app, render_template
from flask_babel import gettext as _
from markupsafe import Markup

from ks_board.assets import TTF
from ks_board.core.errors import Unavailable
from ks_board.organigram import chart, papers, svg
from ks_board.organigram.cache import ChartCache, Recipe, Stored
from ks_board.organigram.changes import MOST_CHANGES, list_changes, mark_words, summary
from ks_board.organigram.chart import Drawing
from ks_board.organigram.chart.cards import Pen
from ks_board.organigram.chart.marks import NO_MARKS, Marks
from ks_board.organigram.chart.outline import Line, outline
from ks_board.organigram.chart.style import A2, A3
from ks_board.organigram.compare import SIGNS
from ks_board.organigram.details import find_unit_name
from ks_board.organigram.engine import render
from ks_board.organigram.fold import merge
from ks_board.organigram.programs import ChartError
from ks_board.organigram.tree import Town
from ks_board.organigram.view import PageLinks, View, anchor, spots
from ks_board.organigram.wording import chart_words


class Kind(StrEnum):
    """The files a picture can be had as."""

    SVG = "svg"
    PNG = "png"
    PDF = "pdf"


_BOX, _LABEL = re.compile(r'<a [^>]*id="bild-([^"]+)"'), re.compile(r' aria-label="([^":]*)')
MIMETYPES = {Kind.SVG: "image/svg+xml", Kind.PNG: "image/png", Kind.PDF: "application/pdf"}
POSTER_NAME = "plakat"
POSTERS = {"a2": A2, "a3": A3}
MOST_CHOSEN_BYTES = 20_000_000
"""Pictures of somebody's own choices are kept apart: however many there are, they push out only one another."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the page shows: the picture, or none if it cannot be drawn, and the same tree as a list.

    `lit` is the unit that somebody looks for: its name, or nothing if it has no box of its own in the picture.
    """

    title: str | None
    picture: Markup | None
    tree: Markup
    lit: str | None = None
    changes: Markup | None = None
    """Of two days: what happens between them."""

    @property
    def is_empty(self) -> bool:
        """Tell whether no unit is entered yet: the list, which leaves none out, has no entry."""
        return "<li" not in self.tree


def show(view: View, lit: str | None = None) -> Parts:
    """Return picture and list, perhaps with one unit lit; without a picture the list still stands."""
    cache = _cache(view)
    try:
        picture = cache.get_or_make(view.key, "html", lambda: _inline(view)).read().decode()
    except ChartError:
        picture = ""
    boxes = frozenset(_BOX.findall(picture))
    tree = cache.get_or_make(f"list {bool(picture)} {view.key}", "html", lambda: _list(view, boxes)).read().decode()
    name = None
    if lit:
        picture, name = _light(picture, anchor("bild", lit))
        tree, _entry = _light(tree, anchor("eintrag", lit))
    # Both are made by our own allow-list and templates.
    shown = Markup(picture) if picture else None  # noqa: S704
    title = find_unit_name(view.unit) if view.unit else None
    return Parts(title, shown, Markup(tree), name, _changes(view) if view.until else None)  # noqa: S704


def _changes(view: View) -> Markup:
    """Return what happens between two days, kept like a picture."""
    told = _cache(view).get_or_make(f"changes {view.key}", "html", lambda: _told(view)).read().decode()
    return Markup(told)  # noqa: S704 - made by our own template.


def _light(html: str, element_id: str) -> tuple[str, str | None]:
    """Mark the element with this id; return what it is called, without its counts."""
    found = re.search(rf'<(?:a|li)[^>]* id="{re.escape(element_id)}"[^>]*>', html)
    if not found:
        return html, None
    label = _LABEL.search(found[0])
    opened = f'{found[0][:-1]} class="og-lit">'
    return html[: found.start()] + opened + html[found.end() :], unescape(label[1]) if label else None


def picture_file(view: View, kind: Kind) -> Stored:
    """Return the picture as a file; raise Unavailable if it cannot be drawn now."""
    try:
        return _cache(view).get_or_make(view.key, kind, lambda: _file(view, kind))
    except ChartError:
        sentence = _("Das Bild kann gerade nicht gezeichnet werden. Die Liste auf der Seite gilt trotzdem.")
        raise Unavailable(sentence) from None


def dot_source(view: View) -> str:
    """Return what Graphviz is given."""
    return "\n".join(drawing.source for drawing in _drawings(view))


def file_name(view: View, kind: Kind) -> str:
    """Return a name that says what is in the file."""
    what = POSTER_NAME if view.is_poster else view.unit or ""
    return "-".join(filter(None, ("organigramm", what, view.on.isoformat()))) + f".{kind}"


def _cache(view: View) -> ChartCache:
    instance = Path(current_app.config["INSTANCE"])
    if view.is_usual:
        return ChartCache(instance / "pictures")
    return ChartCache(instance / "pictures-chosen", most_bytes=MOST_CHOSEN_BYTES)


def _drawings(view: View) -> list[Drawing]:
    links, words = PageLinks(view), chart_words()
    town, detail = _town(view), view.detail
    if view.is_poster:
        return chart.poster(town, links, words, detail, POSTERS[view.paper or "a2"])
    if view.unit:
        drawing = chart.unit(town, view.unit, links, words, detail)
    else:
        drawing = chart.overview(town, links, words, _marks(view), detail)
    return [replace(drawing, paper=POSTERS[view.paper]) if view.paper else drawing]


def _town(view: View) -> Town:
    return merge(view.town, view.later) if view.until else view.drawn()


def _marks(view: View) -> Marks:
    return Marks(view.comparison.units, mark_words()) if view.until else NO_MARKS


def _inline(view: View) -> Recipe:
    drawing = _drawings(view)[0]
    prefix = "og-" + hashlib.sha256(drawing.source.encode()).hexdigest()[:6]
    signs = spots(view, _town(view))
    return Recipe(
        f"{drawing.alt}\n{drawing.source}\n{signs}",
        lambda: svg.inline(_draw(drawing), name=drawing.alt, prefix=prefix, spots=signs).encode(),
    )


def _file(view: View, kind: Kind) -> Recipe:
    drawings = _drawings(view)
    source = "\n".join(f"{drawing.alt}\n{drawing.source}" for drawing in drawings)
    match kind:
        case Kind.SVG:
            base = current_app.config["BASE_URL"]
            return Recipe(f"{source}\n{base}", lambda: _svg(drawings[0], base).encode())
        case Kind.PNG:
            return Recipe(source, lambda: papers.png(_svg(drawings[0]), fonts=TTF))
        case Kind.PDF:
            # The list behind the picture names people whom the picture may not name, so it is part of the key.
            lines = list_lines(view)
            paper = drawings[0].paper.name
            return Recipe(f"{source}\n{paper}\n{lines}", lambda: _pdf(view, drawings, lines))


def list_lines(view: View) -> tuple[Line, ...]:
    """Return what the picture shows as a nested list, for paper."""
    units = view.path()[-1:] or view.town.roots
    pen = Pen(PageLinks(view), chart_words(), detail=view.detail)
    return outline(units, pen, with_posts=view.is_poster or view.unit is not None)


def _pdf(view: View, drawings: list[Drawing], lines: tuple[Line, ...]) -> bytes:
    return papers.pdf(
        [papers.Page(_svg(drawing), drawing.alt, drawing.paper) for drawing in drawings],
        title=drawings[0].title,
        subtitle=chart_words().as_of(view.on),
        language=view.language,
        fonts=TTF,
        lines=lines,
    )


def _svg(drawing: Drawing, base: str | None = None) -> str:
    return svg.as_file(_draw(drawing), name=drawing.alt, base=base)


def _draw(drawing: Drawing) -> bytes:
    return render(drawing.source, program=current_app.config["GRAPHVIZ"])


def _list(view: View, boxes: frozenset[str]) -> Recipe:
    shared = {"view": view, "other_day": view.other_day, "anchor": anchor, "boxes": boxes}
    if view.until:
        marks = {"words": mark_words(), "signs": SIGNS}
        html = render_template("organigram/_compared.html", **shared, **marks, comparison=view.comparison)
    elif path := view.path():
        html = render_template("organigram/_unit_list.html", **shared, unit=path[-1], roots=path[-1].children)
    else:
        html = render_template("organigram/_list.html", **shared, roots=view.town.roots)
    return Recipe(html, html.encode)


def _told(view: View) -> Recipe:
    pen = Pen(PageLinks(view), chart_words(), detail=view.detail)
    changes = list_changes(view.town, view.later, view.comparison, pen)
    marks = {"words": mark_words(), "signs": SIGNS}
    numbers = {"changes": changes[:MOST_CHANGES], "more": max(0, len(changes) - MOST_CHANGES)}
    html = render_template("organigram/_changes.html", view=view, summary=summary(changes), **numbers, **marks)
    return Recipe(html, html.encode)
