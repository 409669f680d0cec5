"""Pictures of the organigram for one viewer: drawn once, then kept; none shows more than its viewer may see."""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from flask import current_app, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from ks_board.assets import TTF
from ks_board.core.errors import NotFound, Unavailable
from ks_board.organigram import chart, papers, svg
from ks_board.organigram.cache import ChartCache, Recipe, Stored
from ks_board.organigram.chart import Drawing
from ks_board.organigram.chart.cards import Pen
from ks_board.organigram.chart.outline import Line, outline
from ks_board.organigram.details import find_unit_name
from ks_board.organigram.engine import render
from ks_board.organigram.programs import ChartError
from ks_board.organigram.queries import load_town
from ks_board.organigram.tree import Town, UnitNode
from ks_board.organigram.wording import chart_words
from ks_board.town.queries import town_name
from ks_board.town.version import data_version


class Kind(StrEnum):
    """The files a picture can be had as."""

    SVG = "svg"
    PNG = "png"
    PDF = "pdf"


MIMETYPES = {Kind.SVG: "image/svg+xml", Kind.PNG: "image/png", Kind.PDF: "application/pdf"}
POSTER_NAME = "plakat"


@dataclass(frozen=True)
class View:
    """What a picture shows, and to whom; two equal views of the same data are the same picture."""

    on: date
    today: date
    unit: str | None
    is_poster: bool
    sees_names: bool
    language: str

    @property
    def other_day(self) -> date | None:
        """Return the day if it is not today."""
        return self.on if self.on != self.today else None

    @cached_property
    def key(self) -> str:
        """Name the view and the state of the data: a kept picture is found by it without reading the town."""
        parts = (
            data_version(),
            self.on,
            self.other_day is None,
            self.unit,
            self.is_poster,
            self.sees_names,
            self.language,
        )
        return hashlib.sha256(repr(parts).encode()).hexdigest()

    @cached_property
    def town(self) -> Town:
        """Read the town as this viewer may see it."""
        return load_town(town_name(), self.on, sees_names=self.sees_names, other_day=self.other_day is not None)

    def path(self) -> tuple[UnitNode, ...]:
        """Return the way down to the unit; raise NotFound if it does not exist on this day."""
        if self.unit is None:
            return ()
        if not (found := self.town.find(self.unit)):
            raise NotFound(_("Diese Einheit gibt es an diesem Tag nicht."))
        return found


class PageLinks:
    """Where the picture's links lead: a unit's box to its picture, everything else to its page."""

    def __init__(self, view: View) -> None:
        self.day = view.other_day

    def unit(self, ref: str) -> str:
        """Return the address of the unit's page."""
        return url_for("organigram.unit", ref=ref, am=self.day)

    def post(self, ref: str) -> str:
        """Return the address of the post's page."""
        return url_for("organigram.post", ref=ref, am=self.day)

    def responsibility(self, ref: str) -> str:
        """Return the address of the responsibility's page."""
        return url_for("organigram.responsibility", ref=ref, am=self.day)


@dataclass(frozen=True, slots=True)
class Parts:
    """What the page shows: the picture, or none if it cannot be drawn, and the same tree as a list."""

    title: str | None
    picture: Markup | None
    tree: Markup


def show(view: View) -> Parts:
    """Return picture and list; without a picture the list still stands."""
    try:
        picture = _markup(_cache().get_or_make(view.key, "html", lambda: _inline(view)))
    except ChartError:
        picture = None
    tree = _markup(_cache().get_or_make(f"list {view.key}", "html", lambda: _list(view)))
    return Parts(find_unit_name(view.unit) if view.unit else None, picture, tree)


def picture_file(view: View, kind: Kind) -> Stored:
    """Return the picture as a file; raise Unavailable if it cannot be drawn now."""
    try:
        return _cache().get_or_make(view.key, kind, lambda: _file(view, kind))
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


def _cache() -> ChartCache:
    return ChartCache(Path(current_app.config["INSTANCE"]) / "pictures")


def _markup(stored: Stored) -> Markup:
    return Markup(stored.read().decode())  # noqa: S704 - made by our own allow-list and templates.


def _drawings(view: View) -> list[Drawing]:
    links, words = PageLinks(view), chart_words()
    view.path()
    if view.is_poster:
        return chart.poster(view.town, links, words)
    if view.unit:
        return [chart.unit(view.town, view.unit, links, words)]
    return [chart.overview(view.town, links, words)]


def _inline(view: View) -> Recipe:
    drawing = _drawings(view)[0]
    prefix = "og-" + hashlib.sha256(drawing.source.encode()).hexdigest()[:6]
    return Recipe(
        f"{drawing.alt}\n{drawing.source}", lambda: svg.inline(_draw(drawing), name=drawing.alt, prefix=prefix).encode()
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
            return Recipe(f"{source}\n{lines}", lambda: _pdf(view, drawings, lines))


def list_lines(view: View) -> tuple[Line, ...]:
    """Return what the picture shows as a nested list, for paper."""
    units = view.path()[-1:] or view.town.roots
    pen = Pen(PageLinks(view), chart_words())
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


def _list(view: View) -> Recipe:
    if path := view.path():
        shown = {"unit": path[-1], "roots": path[-1].children}
        html = render_template("organigram/_unit_list.html", **shown, other_day=view.other_day)
    else:
        html = render_template("organigram/_list.html", roots=view.town.roots, other_day=view.other_day)
    return Recipe(html, html.encode)
