"""The organigram as DOT source: the same tree, links and words always give the same text.

overview, unit and poster are all that the rest of the app needs; nothing in here knows Flask or the database.
"""

from dataclasses import dataclass

from ks_board.organigram.chart.cards import Pen
from ks_board.organigram.chart.detail import USUAL, Detail
from ks_board.organigram.chart.labels import plain
from ks_board.organigram.chart.layout import Picture
from ks_board.organigram.chart.marks import NO_MARKS, Marks
from ks_board.organigram.chart.overview import overview_picture
from ks_board.organigram.chart.plan import legible
from ks_board.organigram.chart.poster import poster_sheets
from ks_board.organigram.chart.style import A2, A3, A4, Links, Paper, Words
from ks_board.organigram.chart.unit import unit_picture
from ks_board.organigram.tree import Town, UnitNode


class UnitNotInForce(LookupError):
    """The unit does not exist on this day."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture to be drawn: its title, what it shows in words, its source, and the smallest paper it is legible on."""

    title: str
    alt: str
    source: str
    paper: Paper


def overview(town: Town, links: Links, words: Words, marks: Marks = NO_MARKS, detail: Detail = USUAL) -> Drawing:
    """Return the whole town with its posts counted by state, and if wanted a mark on each box."""
    return _drawing(overview_picture(town, Pen(links, words, marks, detail)), None, town, words)


def unit(town: Town, ref: str, links: Links, words: Words, detail: Detail = USUAL) -> Drawing:
    """Return one unit with posts, holders, deputies and responsibilities; raise UnitNotInForce."""
    path = town.find(ref)
    if not path:
        raise UnitNotInForce(ref)
    return _drawing(unit_picture(town, path, Pen(links, words, detail=detail)), path[-1], town, words)


def poster(town: Town, links: Links, words: Words, detail: Detail = USUAL, paper: Paper = A2) -> list[Drawing]:
    """Return the whole town with posts and holders: one sheet if that is legible, or overview and branches on A3."""
    sheets = poster_sheets(town, Pen(links, words, detail=detail), paper)
    return [_drawing(sheet.picture, sheet.unit, town, words, paper=sheet.paper) for sheet in sheets]


def _drawing(
    picture: Picture, shown: UnitNode | None, town: Town, words: Words, *, paper: Paper | None = None
) -> Drawing:
    title = f"{words.organigram} {plain(shown.name if shown else town.name)}"
    alt = f"{words.summary(title, shown.branch if shown else town.counts)} {words.as_of(town.on)}"
    return Drawing(title, alt, picture.dot(), paper or (A4 if legible(picture, A4) else A3))
