"""The start page: what needs hands, who is responsible, whom to ask, what is missing."""

from flask import render_template, url_for

from ks_board.core import clock
from ks_board.core.access import can, needs
from ks_board.core.parts import part
from ks_board.pages.coordination import find_coordination
from ks_board.pages.views import pages
from ks_board.permissions import Permission
from ks_board.tasks.board import list_soonest
from ks_board.tasks.contacts import dialled
from ks_board.town.queries import NAMELESS

MOST_TASKS = 6


@pages.get("/")
@needs(Permission.SITE_READ)
def start() -> str:
    """Show what needs hands, who is responsible and whom to ask."""
    cards = list_soonest(MOST_TASKS, now=clock.now(), sees_names=can(Permission.PERSON_READ_NAMES))
    return render_template(
        "pages/start.html",
        cards=cards and part("tasks/_cards.html", cards=cards, level=3, path=url_for("tasks.board"), brief=True),
        contact=find_coordination(clock.today()),
        dialled=dialled,
        nameless=NAMELESS,
    )
