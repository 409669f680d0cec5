"""The board of tasks."""

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _

from ks_board.core import clock
from ks_board.core.access import can, needs
from ks_board.core.errors import NotFound
from ks_board.core.params import page_asked
from ks_board.core.parts import part
from ks_board.core.web import wants_fragment
from ks_board.permissions import Permission
from ks_board.tasks.board import list_page
from ks_board.tasks.filters import filters_asked, find_chosen, list_options

tasks = Blueprint("tasks", __name__)


@tasks.get("/aufgaben")
@needs(Permission.TASK_READ)
def board() -> str:
    """Show live tasks, those with open places first."""
    filters, number = filters_asked(), page_asked()
    listing = list_page(
        filters, find_chosen(filters), number, now=clock.now(), sees_names=can(Permission.PERSON_READ_NAMES)
    )
    if number > listing.pages:
        last = _("Die letzte ist Seite %(last)s.", last=listing.pages) if listing.is_counted else ""
        raise NotFound(f"{_('So viele Seiten gibt es nicht.')} {last}".strip())
    path = url_for("tasks.board")
    found = part("tasks/_list.html", filters=filters, listing=listing, number=number, path=path)
    if wants_fragment():
        return found
    form = part("tasks/_filters.html", filters=filters, options=list_options(filters), path=path)
    return render_template("tasks/board.html", form=form, found=found)
