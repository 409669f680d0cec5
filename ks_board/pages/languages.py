"""Choose the language of one's visit."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from ks_board.core.access import needs
from ks_board.core.errors import NotFound
from ks_board.core.i18n import LANGUAGES, choose_language
from ks_board.core.params import local_path_asked
from ks_board.pages.views import pages
from ks_board.permissions import Permission


@pages.get("/sprache/<chosen>")
@needs(Permission.SITE_READ)
def speak(chosen: str) -> ResponseReturnValue:
    """Speak another language from now on, and go back to the page from which it was asked."""
    if chosen not in LANGUAGES:
        raise NotFound
    choose_language(chosen)
    return redirect(local_path_asked("zurueck") or url_for("pages.start"))
