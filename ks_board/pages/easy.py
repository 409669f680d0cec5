"""Three pages in Leichte Sprache: what this is, how one helps, whom one asks.

They are German on English visits, too.
"""

from flask import render_template

from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.pages.coordination import find_coordination
from ks_board.pages.views import pages
from ks_board.permissions import Permission
from ks_board.tasks.contacts import dialled


@pages.get("/leicht")
@needs(Permission.SITE_READ)
def easy_what() -> str:
    """Say what this is."""
    return _page("what")


@pages.get("/leicht/mitmachen")
@needs(Permission.SITE_READ)
def easy_join() -> str:
    """Say how one helps."""
    return _page("join")


@pages.get("/leicht/fragen")
@needs(Permission.SITE_READ)
def easy_ask() -> str:
    """Say whom one asks."""
    return _page("ask")


def _page(name: str) -> str:
    return render_template(f"easy/{name}.html", contact=find_coordination(clock.today()), dialled=dialled)
