"""The access gate: a view names one permission; an endpoint that names none is refused."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol

from flask import Flask, abort, current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ks_board.core.web import leave_for
from ks_board.permissions import GRANTED, Permission, Role

View = Callable[..., ResponseReturnValue]
SIGN_IN = "people.sign_in"


class Viewer(Protocol):
    """Who looks: a signed-in account or the public."""

    permissions: frozenset[Permission]


def needs(permission: Permission) -> Callable[[View], View]:
    """Declare what a view needs; ask the public to sign in, refuse others with 403."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(**arguments: Any) -> ResponseReturnValue:
            if not can(permission):
                return _refuse(permission)
            return view(**arguments)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return declare


def can(permission: Permission) -> bool:
    """Tell whether the current viewer has the permission; templates ask the same."""
    return permission in current_user.permissions


def declared_permission(endpoint: str) -> Permission | None:
    """Return the permission that the view of an endpoint names."""
    return getattr(current_app.view_functions.get(endpoint), "permission", None)


def init_access(app: Flask) -> None:
    """Close every endpoint that names no permission and give templates `can` and `Permission`."""

    @app.before_request
    def refuse_undeclared() -> None:
        if request.endpoint is not None and declared_permission(request.endpoint) is None:
            app.logger.error("endpoint %s names no permission", request.endpoint)
            abort(403)

    app.jinja_env.globals.update(can=can, Permission=Permission)


def _refuse(permission: Permission) -> ResponseReturnValue:
    account = current_user.id if current_user.is_authenticated else "the public"
    current_app.logger.warning("refused %s at %s to %s", permission, request.endpoint, account)
    if current_user.is_authenticated or permission in GRANTED[Role.PUBLIC]:
        abort(403)
    # A form that was sent cannot be sent again by a link: after signing in, its page is asked for.
    path = request.full_path.rstrip("?") if request.method == "GET" else None
    return leave_for(url_for(SIGN_IN, weiter=path))
