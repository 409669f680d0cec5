"""Answers: page or fragment, error pages, headers. The only code that knows htmx's headers."""

import secrets
from typing import Any, cast

from flask import Flask, Response, current_app, render_template, request
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from ks_board.core.db import begin_requests_as_writers, db
from ks_board.core.errors import BadParameter, BoardError, Conflict, NotFound
from ks_board.core.params import MAX_QUERY_LENGTH

READING = frozenset({"GET", "HEAD", "OPTIONS"})
CSP = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",  # KERN's icons are data addresses inside its CSS.
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    )
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_CODES: dict[type[BoardError], int] = {BadParameter: 400, NotFound: 404, Conflict: 409}


def wants_fragment() -> bool:
    """Tell whether htmx asks for a part of the page; boosted and history requests want all of it."""
    asks = request.headers
    return (
        asks.get("HX-Request") == "true"
        and asks.get("HX-Boosted") != "true"
        and asks.get("HX-History-Restore-Request") != "true"
        and asks.get("HX-Request-Type", "partial") == "partial"
    )


def page_or_fragment(page: str, fragment: str, **context: Any) -> str:
    """Render the fragment for a swap, the page that includes it for everybody else."""
    return render_template(fragment if wants_fragment() else page, **context)


def init_web(app: Flask) -> None:
    """Set transaction mode, headers and error pages of every request."""
    app.before_request(_check_request)
    app.after_request(_add_headers)
    app.register_error_handler(BoardError, _board_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OperationalError, _database_error)
    app.register_error_handler(Exception, _unexpected_error)


def _check_request() -> None:
    begin_requests_as_writers(request.method not in READING)
    if len(request.query_string) > MAX_QUERY_LENGTH:
        raise BadParameter(_("Die Adresse ist zu lang."))
    texts = [*request.args.values(), request.path]
    if request.form:
        texts += request.form.values()
    if any("\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text) for text in texts):
        raise BadParameter(_("Die Anfrage enthält Zeichen, die nicht erlaubt sind."))


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    response.vary.add("HX-Request")
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store" if "Cookie" in response.vary else "no-cache"
    return response


def _board_error(error: BoardError) -> tuple[str, int]:
    code = next(code for kind, code in _CODES.items() if isinstance(error, kind))
    return _error_page(code, str(error)), code


def _http_error(error: HTTPException) -> Response:
    """Answer with the designed page, keeping what the protocol needs (Allow, Retry-After, redirects)."""
    if error.response is not None or error.code is None or error.code < 400:
        return cast("Response", Response.force_type(error.get_response(request.environ), request.environ))
    response = Response(_error_page(error.code, _sentence(error.code)), error.code, mimetype="text/html")
    for name, value in error.get_headers(request.environ):
        if name not in {"Content-Type", "Content-Length"}:
            response.headers[name] = value
    return response


def _database_error(error: OperationalError) -> Response:
    """Say plainly that the database does not answer; the page itself asks it nothing."""
    number = _log_with_number("database does not answer at %s: %s", request.endpoint, error.orig)
    db.session.rollback()
    return Response(_plain_page(number), 503, {"Retry-After": "30"}, mimetype="text/html")


def _unexpected_error(error: Exception) -> tuple[str, int]:
    number = _log_with_number("unexpected error at %s", request.endpoint, error=error)
    db.session.rollback()
    return _plain_page(number), 500


def _plain_page(number: str) -> str:
    """Render without Flask's context, which would ask the database for town and account."""
    return current_app.jinja_env.get_template("errors/plain.html").render(error_id=number)


def _log_with_number(text: str, *arguments: object, error: Exception | None = None) -> str:
    number = secrets.token_hex(4)
    current_app.logger.error(f"[{number}] {text}", *arguments, exc_info=error)
    return number


def _error_page(code: int, sentence: str) -> str:
    if wants_fragment():
        return render_template("errors/_message.html", sentence=sentence)
    return render_template("errors/error.html", status=code, title=_title(code), sentence=sentence, error_id=None)


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
        403: _("Bitte melden Sie sich mit einem Konto an, das diese Seite sehen darf."),
        404: _("Vielleicht ist die Adresse falsch geschrieben. Die Suche auf der Seite „Aufgaben“ hilft weiter."),
        405: _("Bitte benutzen Sie die Knöpfe auf der Seite."),
        413: _("Bitte schicken Sie weniger auf einmal."),
        429: _("Es gab zu viele Versuche. Bitte warten Sie etwas und versuchen Sie es dann noch einmal."),
    }.get(code, _("Bitte versuchen Sie es noch einmal."))
