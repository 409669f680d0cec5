"""What search engines are told: come in, but not behind doors and personal links."""

from flask import Response

from ks_board.core.access import needs
from ks_board.pages.views import pages
from ks_board.permissions import Permission

_KEPT_OUT = ("/anmelden", "/bestaetigen/", "/entwurf/", "/kalender/", "/l/", "/meine", "/sprache/")
_A_DAY = 24 * 3600


@pages.get("/robots.txt")
@needs(Permission.SITE_READ)
def robots() -> Response:
    """Keep search engines from pages of one person; what needs an account is closed to them anyway."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _KEPT_OUT)]
    answer = Response("\n".join(lines) + "\n", mimetype="text/plain")
    answer.cache_control.max_age = _A_DAY
    return answer
