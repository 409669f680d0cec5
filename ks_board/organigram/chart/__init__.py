"""The organigram as DOT source: the same tree, links and words always give the same text.

overview, unit and poster are all that the rest of the app needs; nothing in here knows Flask or the database.
"""

from ks_board.organigram.chart.cards import Pen
from ks_board.organigram.chart.overview import overview_picture
from ks_board.organigram.chart.style import Links, Words
from ks_board.organigram.chart.unit import unit_picture
from ks_board.organigram.tree import Town


class UnitNotInForce(LookupError):
    """The unit does not exist on this day."""


def overview(town: Town, links: Links, words: Words) -> str:
    """Return the whole town with its posts counted by state."""
    return overview_picture(town, Pen(links, words)).dot()


def unit(town: Town, ref: str, links: Links, words: Words) -> str:
    """Return one unit with posts, holders, deputies and responsibilities; raise UnitNotInForce."""
    path = town.find(ref)
    if not path:
        raise UnitNotInForce(ref)
    return unit_picture(town, path, Pen(links, words)).dot()
