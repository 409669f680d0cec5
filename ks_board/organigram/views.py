"""The organigram as page and picture."""

from flask import Blueprint, render_template

from ks_board.core.access import needs
from ks_board.permissions import Permission

organigram = Blueprint("organigram", __name__)


@organigram.get("/organigramm")
@needs(Permission.ORGANIGRAM_READ)
def page() -> str:
    """Show the picture and the same tree as a list."""
    return render_template("organigram/page.html")
