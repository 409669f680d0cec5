"""Answers: page or fragment, headers, checks of every request. The only code that knows htmx's headers."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import quote, unquote_to_bytes

from flask import Flask, Response, current_app, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.routing import IntegerConverter
from werkzeug.wrappers import Response as BaseResponse

from ks_board.core.db import begin_requests_as_writers
from ks_board.core.errors import BadParameter
from ks_board.core.params import MAX_QUERY_LENGTH

Upload = TypeVar("Upload", bound=Callable[..., ResponseReturnValue])
MOST_ROWS = 2**31 - 1
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
    "Referrer-Policy": "same-origin",  # Not "no-referrer": over https Flask-WTF compares it with the host.
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


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


def leave_for(address: str) -> ResponseReturnValue:
    """Go to another page; htmx would put what a redirect answers into its target, so it is told to leave the page."""
    if request.headers.get("HX-Request"):
        return Response(status=401, headers={"HX-Redirect": address})
    return redirect(address)


def see_other(address: str) -> ResponseReturnValue:
    """Go on to a page after something was done (303); htmx is told to load it, so that all of it is new.

    The address has no `#`: a browser that is on the page already would only scroll.
    """
    if request.headers.get("HX-Request"):
        return Response(status=204, headers={"HX-Redirect": address})
    return redirect(address, 303)


def let_frame(response: Response, origins: Sequence[str]) -> Response:
    """Let these sites show an answer in a frame; the caller vouches for their form (`https://host`)."""
    framed = CSP.replace("frame-ancestors 'none'", f"frame-ancestors {' '.join(origins)}")
    response.headers["Content-Security-Policy"] = framed
    return response


def name_file(answer: Response, name: str) -> Response:
    """Say what the file of an answer is called: the id of a town may hold letters that no header can (RFC 6266)."""
    names = {"filename": name.encode("ascii", "replace").decode().replace("?", "_")}
    if not name.isascii():
        names["filename*"] = f"UTF-8''{quote(name, safe='')}"
    answer.headers.set("Content-Disposition", "inline", **names)
    return answer


def wiping(answer: BaseResponse) -> BaseResponse:
    """Tell the browser to forget what this site has kept on the device; the cookie stays, it carries the farewell."""
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def takes_files(most: int) -> Callable[[Upload], Upload]:
    """Declare that a view takes an upload of so many bytes; all others take what a form needs."""

    def declare(view: Upload) -> Upload:
        view.most_bytes = most  # type: ignore[attr-defined]
        return view

    return declare


class RowNumber(IntegerConverter):
    """`<int:…>` in addresses: only what a database can hold; any larger number leads to no page."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **({"max": MOST_ROWS} | options))


def init_web(app: Flask) -> None:
    """Set transaction mode, checks and headers of every request."""
    app.url_map.converters["int"] = RowNumber
    app.before_request(_check_request)
    app.after_request(_add_headers)
    app.teardown_request(lambda error: begin_requests_as_writers(False))


def _check_request() -> None:
    begin_requests_as_writers(request.method not in READING)
    view = current_app.view_functions.get(request.endpoint or "")
    if most := getattr(view, "most_bytes", None):
        request.max_content_length = most
    if len(request.query_string) > MAX_QUERY_LENGTH:
        raise BadParameter(_("Die Adresse ist zu lang."))
    if not (
        _is_text(request.environ["PATH_INFO"].encode("latin-1")) and _is_text(unquote_to_bytes(request.query_string))
    ):
        raise BadParameter(_("Die Adresse enthält Zeichen, die nicht erlaubt sind."))
    if any("\0" in name or "\0" in value for name, value in request.form.items(multi=True)):
        raise BadParameter(_("Die Anfrage enthält Zeichen, die nicht erlaubt sind."))


def _is_text(raw: bytes) -> bool:
    """Tell whether bytes are UTF-8 (which half characters are not) without NUL, which PostgreSQL cannot keep."""
    try:
        return "\0" not in raw.decode()
    except UnicodeDecodeError:
        return False


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if "frame-ancestors 'none'" not in response.headers["Content-Security-Policy"]:
        del response.headers["X-Frame-Options"]  # It knows no list of sites.
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    response.vary.add("HX-Request")
    if not _is_personal():
        response.headers.setdefault("Cache-Control", "no-cache")
    elif response.cache_control.immutable:
        response.cache_control.public = False
        response.cache_control.private = True  # The same for everybody, but its cookie is not.
    else:
        # Also over what a view set: no proxy and no back button may show it to the next one.
        response.headers["Cache-Control"] = "no-store"
    return response


def _is_personal() -> bool:
    """Tell whether the answer belongs to one visitor: a session goes on, begins or ends."""
    return bool(session) or session.modified
