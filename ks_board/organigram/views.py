"""The organigram: the page with picture and list, and the picture as a file."""

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ks_board.core import clock
from ks_board.core.access import can, needs
from ks_board.core.errors import BadParameter
from ks_board.core.i18n import language
from ks_board.core.params import choice_asked, day_asked, text_asked
from ks_board.core.web import wants_fragment
from ks_board.organigram.pictures import MIMETYPES, Kind, View, file_name, picture_file, show
from ks_board.organigram.search import search
from ks_board.permissions import Permission

organigram = Blueprint("organigram", __name__)
POSTER = "plakat"
_ENCODINGS = {"br": "br", "gzip": "gz"}


@organigram.get("/organigramm")
@needs(Permission.ORGANIGRAM_READ)
def page() -> str:
    """Show the picture and the same tree as a list."""
    view, query = _view_asked(), text_asked("q")
    found = {"q": query, "hits": search(view.town, query) if query else [], "other_day": view.other_day}
    if wants_fragment():
        return render_template("organigram/_found.html", **found)
    return render_template("organigram/page.html", **found, view=view, parts=show(view))


@organigram.get("/organigramm.<any(svg, png, pdf):kind>")
@needs(Permission.ORGANIGRAM_READ)
def picture(kind: str) -> ResponseReturnValue:
    """Send the picture as a file; `?ansicht=plakat` is the whole town with posts and holders."""
    view = _view_asked()
    if view.is_poster and kind != "pdf":
        raise BadParameter(_("Das Plakat gibt es nur als PDF."))
    stored = picture_file(view, Kind(kind))
    way = request.accept_encodings.best_match(_ENCODINGS) if stored.encodings() else None
    answer = Response(stored.read(_ENCODINGS[way] if way else ""), mimetype=MIMETYPES[Kind(kind)])
    if way:
        answer.content_encoding = way
    answer.vary.add("Accept-Encoding")
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Content-Disposition"] = f'inline; filename="{file_name(view, Kind(kind))}"'
    answer.set_etag(f"{stored.etag}-{way}" if way else stored.etag)
    return answer.make_conditional(request)


def _view_asked() -> View:
    """Return what the address asks for, for this viewer."""
    return View(
        on=day_asked(),
        today=clock.today(),
        unit=request.args.get("einheit") or None,
        is_poster=choice_asked("ansicht", frozenset({POSTER})) is not None,
        sees_names=can(Permission.PERSON_READ_NAMES),
        language=language(),
    )
