"""The board of tasks."""

from flask import Blueprint, render_template

from ks_board.core.access import needs
from ks_board.permissions import Permission

tasks = Blueprint("tasks", __name__)


@tasks.get("/aufgaben")
@needs(Permission.TASK_READ)
def board() -> str:
    """Show open tasks."""
    return render_template("tasks/board.html")
