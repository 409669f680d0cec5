"""The board of tasks."""

from flask import Blueprint, url_for
from flask_babel import gettext as _

from ks_board.core import clock
from ks_board.core.access import can, needs
from ks_board.core.errors import NotFound
from ks_board.core.params import page_asked
from ks_board.core.web import page_or_fragment
from ks_board.permissions import Permission
from ks_board.tasks.board import MOST_COUNTED, list_page
from ks_board.tasks.filters import conditions, filters_asked, load_options

tasks = Blueprint("tasks", __name__)


@tasks.get("/aufgaben")
@needs(Permission.TASK_READ)
def board() -> str:
    """Show live tasks, those with open places first."""
    filters, number = filters_asked(), page_asked()
    options = load_options(filters)
    sees_names = can(Permission.PERSON_READ_NAMES)
    listing = list_page(conditions(filters, options.ids), number, now=clock.now(), sees_names=sees_names)
    if number > listing.pages:
        raise NotFound(_("So viele Seiten gibt es nicht. Die letzte ist Seite %(last)s.", last=listing.pages))
    return page_or_fragment(
        "tasks/board.html",
        "tasks/_list.html",
        filters=filters,
        options=options.offered,
        listing=listing,
        number=number,
        counted_to=MOST_COUNTED,
        path=url_for("tasks.board"),
    )
