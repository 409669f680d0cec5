"""All gaps that the viewer may see."""

from flask import Blueprint, render_template

from ks_board.core.access import needs
from ks_board.permissions import Permission

gaps = Blueprint("gaps", __name__)


@gaps.get("/luecken")
@needs(Permission.GAP_READ)
def page() -> str:
    """Show the gaps."""
    return render_template("gaps/page.html")
