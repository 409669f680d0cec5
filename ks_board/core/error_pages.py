"""Error pages in the layout; the one place that chooses the HTTP code of a named error."""

import secrets
from http import HTTPStatus
from typing import cast

from flask import Flask, Response, current_app, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from jinja2.utils import htmlsafe_json_dumps
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, SecurityError

from ks_board.core.db import db
from ks_board.core.errors import BadParameter, BoardError, Conflict, NotFound, TooManyTries, Unavailable
from ks_board.core.web import wants_fragment

_CODES: dict[type[BoardError], int] = {
    BadParameter: 400,
    NotFound: 404,
    Conflict: 409,
    TooManyTries: 429,
    Unavailable: 503,
}
FOR_MACHINES = "/api/"
"""Addresses that answer errors as RFC 9457 wants it."""
_OUR_FAULT = (DataError, IntegrityError, ProgrammingError)


def init_error_pages(app: Flask) -> None:
    """Answer every error as a page a person can read."""
    app.register_error_handler(BoardError, _board_error)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(SecurityError, _foreign_host)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(DBAPIError, _database_error)
    app.register_error_handler(PoolTimeout, _database_error)
    app.register_error_handler(Exception, _unexpected_error)


def _board_error(error: BoardError) -> Response:
    code = next(code for kind, code in _CODES.items() if isinstance(error, kind))
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, TooManyTries) else None
    return _page(code, str(error), headers)


def _csrf_error(error: CSRFError) -> Response:
    return _page(400, _("Das Formular ist abgelaufen. Bitte laden Sie die Seite neu und senden Sie es dann ab."))


def _foreign_host(error: SecurityError) -> Response:
    """Name the right address; under a wrong one Flask can build no links, so the page has none."""
    address = current_app.config["BASE_URL"]
    return _plain_page(
        400, _("Unter dieser Adresse gibt es keine Seiten. Die richtige ist: %(address)s", address=address)
    )


def _http_error(error: HTTPException) -> Response:
    """Answer with the designed page, keeping what the protocol needs (Allow, Retry-After, redirects)."""
    if error.response is not None or error.code is None or error.code < 400:
        return cast("Response", Response.force_type(error.get_response(request.environ), request.environ))
    headers = {name: value for name, value in error.get_headers(request.environ) if name != "Content-Type"}
    return _page(error.code, _sentence(error.code), headers)


def _database_error(error: DBAPIError | PoolTimeout) -> Response:
    """Say plainly that the database does not answer; the page itself asks it nothing."""
    if isinstance(error, _OUR_FAULT):
        return _unexpected_error(error)
    reason = str(getattr(error, "orig", error)).splitlines()[0]
    db.session().invalidate()  # What the connection knows may be wrong for the file that takes this one's place.
    number = _log("database does not answer at %s: %s", request.endpoint, reason)
    return _plain_page(503, _sorry(), number, {"Retry-After": "30"})


def _unexpected_error(error: Exception) -> Response:
    return _plain_page(500, _sorry(), _log("unexpected error at %s", request.endpoint, error=error))


def _page(code: int, sentence: str, headers: dict[str, str] | None = None) -> Response:
    db.session.rollback()
    if request.path.startswith(FOR_MACHINES):
        return _problem(code, sentence, headers)
    try:
        html = _draw(code, sentence)
    except DBAPIError as error:  # The layout asks for town and account.
        return _database_error(error)
    return Response(html, code, headers, mimetype="text/html")


def _draw(code: int, sentence: str) -> str:
    if wants_fragment():
        return render_template("errors/_message.html", sentence=sentence)
    return render_template("errors/error.html", status=code, title=_title(code), sentence=sentence, error_id=None)


def _plain_page(code: int, sentence: str, number: str | None = None, headers: dict[str, str] | None = None) -> Response:
    """Answer without Flask's context, which would ask the database for town and account."""
    db.session.rollback()
    if request.path.startswith(FOR_MACHINES):
        return _problem(code, sentence, headers)
    html = current_app.jinja_env.get_template("errors/plain.html").render(sentence=sentence, error_id=number)
    return Response(html, code, headers, mimetype="text/html")


def _problem(code: int, sentence: str, headers: dict[str, str] | None) -> Response:
    said = {"type": "about:blank", "title": HTTPStatus(code).phrase, "status": code, "detail": sentence}
    # With < and & escaped: what was asked stands in the sentence, and no browser shall ever take it for markup.
    return Response(str(htmlsafe_json_dumps(said)), code, headers, mimetype="application/problem+json")


def _log(text: str, *arguments: object, error: Exception | None = None) -> str:
    number = secrets.token_hex(4)
    current_app.logger.error(f"[{number}] {text}", *arguments, exc_info=error)
    return number


def _sorry() -> str:
    return _(
        "Die Seite antwortet gerade nicht. Es liegt nicht an Ihnen."
        " Bitte versuchen Sie es in ein paar Minuten noch einmal."
    )


def _title(code: int) -> str:
    return {
        400: _("Das haben wir nicht verstanden"),
        403: _("Das ist nicht für Sie freigegeben"),
        404: _("Diese Seite gibt es nicht"),
        405: _("Das geht hier nicht"),
        409: _("Das geht gerade nicht"),
        413: _("Das ist zu groß"),
        429: _("Bitte einen Moment warten"),
    }.get(code, _("Das hat nicht geklappt"))


def _sentence(code: int) -> str:
    return {
        400: _("Bitte gehen Sie zurück und versuchen Sie es noch einmal."),
        401: _("Dieser Schlüssel gilt nicht."),
        403: _("Bitte melden Sie sich mit einem Konto an, das diese Seite sehen darf."),
        404: _("Vielleicht ist die Adresse falsch geschrieben. Die Suche auf der Seite „Aufgaben“ hilft weiter."),
        405: _("Bitte benutzen Sie die Knöpfe auf der Seite."),
        413: _("Bitte schicken Sie weniger auf einmal."),
        429: _("Es gab zu viele Versuche. Bitte warten Sie etwas und versuchen Sie es dann noch einmal."),
    }.get(code, _("Bitte versuchen Sie es noch einmal."))
