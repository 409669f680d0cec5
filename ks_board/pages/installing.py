"""What makes the board an app on a phone: its manifest, and the worker that keeps one's own dates for who chose it."""

import hashlib
import hmac

from flask import Response, current_app, json, make_response, render_template, url_for
from flask_babel import gettext as _

from ks_board import assets
from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.core.i18n import language
from ks_board.pages.coordination import find_coordination
from ks_board.pages.my_page import my_id, my_page
from ks_board.pages.views import pages
from ks_board.permissions import Permission
from ks_board.tasks.contacts import dialled
from ks_board.tasks.my_tasks import list_my_tasks
from ks_board.town.queries import town_name

_COLOUR = "#1c2b67"
_ICONS = (("icon-192.png", "192x192", "any"), ("icon-512.png", "512x512", "any"))
_MASKABLE = ("icon-maskable-512.png", "512x512", "maskable")
_A_DAY = 24 * 3600


@pages.get("/manifest.webmanifest")
@needs(Permission.SITE_READ)
def manifest() -> Response:
    """Describe the board to a phone that puts it on its home screen."""
    answer = Response(json.dumps(_described()), mimetype="application/manifest+json")
    answer.cache_control.max_age = _A_DAY
    return answer


@pages.get("/sw.js")
@needs(Permission.SITE_READ)
def worker() -> Response:
    """Give out the worker; it stands at the root, since its place says which pages it may answer."""
    built = assets.DIST / assets.manifest()["sw.js"]
    return Response(built.read_text(encoding="utf-8"), mimetype="text/javascript")


@my_page.get("/ohne-netz")
@needs(Permission.MY_PAGE)
def without_net() -> Response:
    """Show the page that the worker keeps: own dates and whom to call, nothing of anybody else."""
    tasks = list_my_tasks(my_id(), now=clock.now(), to_keep=True)
    contact = find_coordination(clock.today())
    answer = make_response(render_template("my_page/without_net.html", tasks=tasks, contact=contact, dialled=dialled))
    answer.headers["X-Kept-For"] = _owner(my_id())
    return answer


def _described() -> dict[str, object]:
    return {
        "id": "/",
        "name": _("%(town)s: Wer macht was?", town=town_name()),
        "short_name": town_name(),
        "lang": language(),
        "start_url": url_for("pages.start"),
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": _COLOUR,
        "icons": [
            {"src": assets.asset_url(name), "sizes": sizes, "type": "image/png", "purpose": purpose}
            for name, sizes, purpose in (*_ICONS, _MASKABLE)
        ],
        "shortcuts": [
            {"name": _("Aufgaben"), "url": url_for("tasks.board")},
            {"name": _("Meine Seite"), "url": url_for("my_page.page")},
        ],
    }


def _owner(person_id: int) -> str:
    """Return a sign by which the worker knows that somebody else has signed in; it says nothing to anybody."""
    secret = str(current_app.secret_key).encode()
    return hmac.new(secret, f"kept for {person_id}".encode(), hashlib.sha256).hexdigest()[:16]
