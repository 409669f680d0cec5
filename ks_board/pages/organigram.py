"""The organigram: the page with picture and list, the picture as a file, and a page for frames of other sites."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ks_board.core.access import needs
from ks_board.core.errors import BadParameter, NotFound
from ks_board.core.params import text_asked
from ks_board.core.web import let_frame, name_file, wants_fragment
from ks_board.organigram.chart.detail import Layer
from ks_board.organigram.pictures import MIMETYPES, Kind, file_name, picture_file, show
from ks_board.organigram.search import search
from ks_board.organigram.view import anchor
from ks_board.organigram.views import organigram
from ks_board.pages.organigram_asked import hidden_fields, marked_asked, public_view, view_asked
from ks_board.permissions import Permission
from ks_board.town.queries import find_setting
from ks_board.town.settings import EMBED_ORIGINS, origins

_ENCODINGS = {"br": "br", "gzip": "gz"}


@organigram.get("/organigramm")
@needs(Permission.ORGANIGRAM_READ)
def page() -> str:
    """Show the picture and the same tree as a list."""
    view, query, lit = view_asked(), text_asked("q"), marked_asked()
    found = {"q": query, "hits": search(view.town, query) if query else [], "other_day": view.other_day, "view": view}
    if wants_fragment():
        return render_template("organigram/_found.html", **found)
    more = {"lit": lit, "hidden_fields": hidden_fields, "Layer": Layer, "anchor": anchor}
    return render_template("organigram/page.html", **found, **more, parts=show(view, lit))


@organigram.get("/organigramm.<any(svg, png, pdf):kind>")
@needs(Permission.ORGANIGRAM_READ)
def picture(kind: str) -> ResponseReturnValue:
    """Send the picture as a file; `?ansicht=plakat` is the whole town with posts and holders."""
    view = view_asked()
    if view.is_poster and kind != "pdf":
        raise BadParameter(_("Das Plakat gibt es nur als PDF."))
    stored = picture_file(view, Kind(kind))
    way = request.accept_encodings.best_match(_ENCODINGS) if stored.encodings() else None
    answer = Response(stored.read(_ENCODINGS[way] if way else ""), mimetype=MIMETYPES[Kind(kind)])
    if way:
        answer.content_encoding = way
    answer.vary.add("Accept-Encoding")
    answer.headers["Cache-Control"] = "private, no-cache"
    name_file(answer, file_name(view, Kind(kind)))
    answer.set_etag(f"{stored.etag}-{way}" if way else stored.etag)
    return answer.make_conditional(request)


@organigram.get("/organigramm/einbetten")
@needs(Permission.ORGANIGRAM_READ)
def embed() -> Response:
    """Show the picture alone, for frames on the sites that the town has named; without one there is no such page."""
    allowed = origins(find_setting(EMBED_ORIGINS))
    if not allowed:
        raise NotFound(_("Das Organigramm lässt sich zurzeit nicht einbetten."))
    html = render_template("organigram/embed.html", parts=show(public_view()))
    return let_frame(Response(html), allowed)
