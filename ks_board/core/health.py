"""Is the board well? Asked by monitoring and load balancers."""

from flask import current_app
from sqlalchemy.exc import DBAPIError

from ks_board.core.db import db, sqlite_is_safe, sqlite_version
from ks_board.core.schema import is_current


def health() -> tuple[dict[str, str], int]:
    """Return what is to say and the HTTP code: 200 only if the database answers and has the newest schema."""
    try:
        current = is_current()
    except DBAPIError as error:
        current_app.logger.error("database does not answer at health: %s", error.orig)
        return {"database": "no answer"}, 503
    if not current:
        return {"database": "wrong schema"}, 503
    return {"database": "ok"} | _sqlite(), 200


def _sqlite() -> dict[str, str]:
    if db.engine.dialect.name != "sqlite":
        return {}
    said = {"sqlite": sqlite_version()}
    return said if sqlite_is_safe() else said | {"warning": "This SQLite may lose data; 3.51.3 or newer is safe."}
