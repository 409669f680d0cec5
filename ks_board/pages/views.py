"""Legal pages, help and health."""

from flask import Blueprint, render_template
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


@pages.get("/impressum")
@needs(Permission.SITE_READ)
def imprint() -> ResponseReturnValue:
    """Show who answers for this site."""
    return render_template("pages/imprint.html")


@pages.get("/datenschutz")
@needs(Permission.SITE_READ)
def privacy() -> ResponseReturnValue:
    """Show what happens to personal data."""
    return render_template("pages/privacy.html")


@pages.get("/barrierefreiheit")
@needs(Permission.SITE_READ)
def accessibility() -> ResponseReturnValue:
    """Show the accessibility statement."""
    return render_template("pages/accessibility.html")


@pages.get("/hilfe")
@needs(Permission.SITE_READ)
def help() -> ResponseReturnValue:  # noqa: A001 - the address is called so.
    """Show help."""
    return render_template("pages/help.html")
