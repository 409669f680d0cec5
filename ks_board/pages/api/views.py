"""The addresses of the API: they know who asks, check what is asked, and answer with ETag, links and CORS."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import msgspec
from flask import Blueprint, Response, g, request
from flask_babel import gettext as _
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Unauthorized

from ks_board import organigram
from ks_board.core import clock
from ks_board.core.access import View, can, needs
from ks_board.core.errors import BadParameter, NotFound
from ks_board.core.i18n import language
from ks_board.core.limits import network_of
from ks_board.pages.api.answers import Listing
from ks_board.pages.api.description import PREFIX, describe
from ks_board.pages.api.keys import Machine, bearer_of, count_wrong_key, everybody
from ks_board.pages.api.table import JSON, TABLE, Address
from ks_board.pages.notices import address
from ks_board.permissions import Permission
from ks_board.town.version import data_version

api = Blueprint("api", __name__, url_prefix=PREFIX)
DESCRIPTION = "description"


@api.before_request
def recognise() -> None:
    """Let the request be that of everybody or of the bearer of a key, whatever cookies it has."""
    # This is where Flask-Login keeps who asks; its own loaders would let a cookie in as well.
    g._login_user = _who()


@api.after_request
def open_to_all(response: Response) -> Response:
    """Let pages of other sites read what is public; what a key opens is for nobody else."""
    response.vary.update(("Authorization", "Accept-Language"))
    who = g.get("_login_user")
    if isinstance(who, Machine) and who.has_key:
        response.headers["Cache-Control"] = "private, no-cache"
    elif request.method in {"GET", "HEAD"}:
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag, Link"
    return response


@api.get("/openapi.json", endpoint=DESCRIPTION)
@needs(Permission.API_READ)
def openapi() -> Response:
    """Describe all addresses for machines."""
    _check_names(frozenset())
    return _tagged(Response(msgspec.json.encode(describe()), mimetype=JSON))


def show(at: Address, **refs: str) -> Response:
    """Answer one address of the table."""
    _check_names({parameter.name for parameter in at.parameters})
    asked = {parameter.name: parameter.read() for parameter in at.parameters}
    tag = _tag_of_tree(at, asked) if at.is_of_tree else None
    if tag and request.if_none_match.contains_weak(tag):
        return _tagged(Response(status=304), tag)
    found = at.find(**refs, **asked)
    body = found if isinstance(found, bytes) else msgspec.json.encode(found)
    response = Response(body, mimetype=at.media_type)
    if isinstance(found, Listing):
        _add_links(response, found)
    return _tagged(response, tag)


def _view(at: Address) -> View:
    @needs(Permission.API_READ)
    def view(**refs: str) -> Response:
        return show(at, **refs)

    return view


for _address in TABLE:
    api.add_url_rule(_address.path, _address.name, _view(_address), methods=["GET"])


def _who() -> Machine:
    """Return who asks; 401 for a wrong key, which is written down nowhere."""
    sent = request.authorization
    if sent is None or sent.type != "bearer":
        return everybody()
    now = clock.real_now()
    try:
        return bearer_of(sent.token or "", now=now)
    except NotFound:
        g._login_user = everybody()  # For the answer to this request.
        count_wrong_key(network_of(request.remote_addr), now=now)
        raise Unauthorized(www_authenticate=WWWAuthenticate("bearer")) from None


def _check_names(known: frozenset[str] | set[str]) -> None:
    """Raise BadParameter for a parameter that is unknown here: a filter with a slip of the pen must not find all."""
    for name in request.args:
        if name not in known:
            raise BadParameter(_("„%(name)s“ kann man hier nicht fragen.", name=name[:40]))


def _tag_of_tree(at: Address, asked: dict[str, Any]) -> str | None:
    """Return the tag of an answer before it is known: it depends on nothing else. None before the first change."""
    version = data_version()
    names = can(Permission.PERSON_READ_NAMES)
    key = (_code(), version, clock.today(), language(), names, address(at.path), sorted(asked.items()))
    return _hash(repr(key).encode()) if version else None


def _tagged(response: Response, tag: str | None = None) -> Response:
    # A weak tag: a proxy may pack the answer.
    response.set_etag(tag or _hash(response.get_data()), weak=True)
    if response.status_code != 304:
        response.make_conditional(request)
    return response


def _add_links(response: Response, listing: Listing) -> None:
    pages = {"prev": listing.page - 1, "next": listing.page + 1 if listing.has_more else 0}
    for rel, page in pages.items():
        if page:
            asked = request.args.to_dict() | {"page": str(page)}
            there = f"{address(request.path)}?{urlencode(asked)}"
            response.headers.add("Link", f'<{there}>; rel="{rel}"')


@cache
def _code() -> str:
    """Hash the code that answers, so that a new version of the app answers anew."""
    folders = (Path(__file__).parent, Path(organigram.__file__).parent)
    return _hash(b"".join(path.read_bytes() for folder in folders for path in sorted(folder.glob("*.py"))))


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()[:32]
