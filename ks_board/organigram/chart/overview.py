"""The whole town on one sheet, with the posts of every unit counted by state."""

from ks_board.organigram.chart.boxes import card
from ks_board.organigram.chart.branches import Branches
from ks_board.organigram.chart.cards import Pen
from ks_board.organigram.chart.layout import Picture
from ks_board.organigram.chart.plan import arrangements, choose
from ks_board.organigram.chart.style import A3
from ks_board.organigram.tree import Town

_HEAD = 320


def overview_picture(town: Town, pen: Pen) -> Picture:
    """Draw every unit of the town, or as many as can be read on A3."""
    banner = pen.banner(town, town.name)
    if not town.roots:
        return Picture(banner, (), ())
    main, *others = town.roots
    levels = Branches(main, others, pen).levels()
    return choose((arrangements(banner, (card(pen.town(main, _HEAD)),), groups) for groups in levels), A3)
