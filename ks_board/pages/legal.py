"""Imprint, privacy and help: the town's own words, or whom to ask as long as there are none."""

from flask import render_template

from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.pages.coordination import find_coordination
from ks_board.pages.permission_words import ROLES, list_rights
from ks_board.pages.views import pages
from ks_board.permissions import GRANTED, Permission
from ks_board.town.legal import find_legal_text


@pages.get("/impressum")
@needs(Permission.SITE_READ)
def imprint() -> str:
    """Show who answers for this site."""
    return legal_page("imprint")


@pages.get("/datenschutz")
@needs(Permission.SITE_READ)
def privacy() -> str:
    """Show what happens to personal data."""
    return legal_page("privacy")


@pages.get("/hilfe")
@needs(Permission.SITE_READ)
def help() -> str:  # noqa: A001 - the address is called so.
    """Show help."""
    return legal_page("help", rights=list_rights(), roles=[str(ROLES[role]) for role in GRANTED])


def legal_page(name: str, **more: object) -> str:
    """Render imprint, privacy, accessibility or help."""
    # The key in meta.csv that holds the town's words: imprint_text, privacy_text and so on.
    text, contact = find_legal_text(f"{name}_text"), find_coordination(clock.today())
    return render_template(f"pages/{name}.html", text=text, contact=contact, **more)
