"""What every template knows: town, day, assets."""

from datetime import date
from typing import Any

from flask import Flask, current_app
from jinja2 import StrictUndefined
from sqlalchemy.exc import OperationalError

from ks_board.assets import asset_url
from ks_board.core import clock
from ks_board.core.db import db
from ks_board.core.formatting import short_date
from ks_board.core.i18n import LANGUAGES, NAMES, language
from ks_board.core.opening_hours import opening_in_words
from ks_board.core.parts import part
from ks_board.pages.sections import menu_of, section_of
from ks_board.pages.what_here import find_what_here
from ks_board.town.look import Look, read_town
from ks_board.town.queries import NAMELESS


def init_context(app: Flask) -> None:
    """Make undefined names an error and give templates what every page shows."""
    give_helpers(app)
    app.context_processor(_common)


def give_helpers(app: Flask) -> None:
    """Give templates their functions and filters, which need no database."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        asset_url=asset_url, part=part, section_of=section_of, menu_of=menu_of, find_what_here=find_what_here
    )
    app.jinja_env.filters.update(date_in_words=short_date, opening_in_words=opening_in_words)


def _common() -> dict[str, Any]:
    fixed: date | None = current_app.config["TODAY"]
    name, look = _town()
    return {
        "town_name": name,
        "town_look": look,
        "today": clock.today(),
        "fixed_today": fixed,
        "spoken": language(),
        "languages": {code: NAMES[code] for code in LANGUAGES},
    }


def _town() -> tuple[str, Look]:
    """Return name and look of the town; an error page is drawn even if the database does not answer."""
    try:
        return read_town()
    except OperationalError:
        db.session.rollback()
        return NAMELESS, Look()
