"""The pages that belong to no feature; more of them stand in start.py and legal.py."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from ks_board.core.access import needs
from ks_board.core.health import health as ask_health
from ks_board.permissions import Permission

pages = Blueprint("pages", __name__)


@pages.get("/gesund")
@needs(Permission.HEALTH_READ)
def health() -> ResponseReturnValue:
    """Tell whether the database answers and has the newest schema."""
    return ask_health()
