"""The checklist beside what the data say."""

from flask import Blueprint, render_template

from ks_board.core.access import needs
from ks_board.permissions import Permission

checklist = Blueprint("checklist", __name__)


@checklist.get("/checkliste")
@needs(Permission.CHECKLIST_READ)
def page() -> str:
    """Show all questions."""
    return render_template("checklist/page.html")
