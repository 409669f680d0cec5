"""Read parts of the address; what cannot be read is a BadParameter with a sentence."""

import re
from datetime import date
from urllib.parse import urlsplit

from flask import current_app, request
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

from ks_board.config import FIRST_YEAR, LAST_YEAR
from ks_board.core import clock
from ks_board.core.errors import BadParameter

MAX_QUERY_LENGTH, MAX_TEXT = 4000, 200
MAX_PAGE = 1_000_000
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")  # fromisoformat also reads weeks and days without dashes.
_LOCAL_PATH = re.compile(r"/(?![/\\])[^\\\s\x00-\x1f\x7f]*")


def day_asked(name: str = "am") -> date:
    """Return the day in the address (`?am=2026-12-24`), today if there is none."""
    text = request.args.get(name, "").strip()
    if not text:
        return clock.today()
    try:
        day = date.fromisoformat(_DAY.fullmatch(text)[0])  # type: ignore[index] # No match is a TypeError, too.
    except (ValueError, TypeError):
        raise BadParameter(
            _("Den Tag „%(text)s“ gibt es nicht. Schreiben Sie ihn so: „2026-12-24“.", text=text[:40])
        ) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadParameter(_("Der Tag muss zwischen %(first)s und %(last)s liegen.", first=FIRST_YEAR, last=LAST_YEAR))
    return day


def other_than_today(day: date) -> date | None:
    """Return the day if it is not today: what links of its page carry on, and its banner says."""
    return day if day != clock.today() else None


def page_asked(name: str = "seite") -> int:
    """Return the number of the page (`?seite=2`), 1 if there is none."""
    text = request.args.get(name, "1")
    if not (text.isascii() and text.isdecimal()) or not 1 <= int(text[:9]) <= MAX_PAGE:
        raise BadParameter(_("Die Seite „%(text)s“ gibt es nicht.", text=text[:40]))
    return int(text[:9])


def choice_asked(name: str, choices: frozenset[str]) -> str | None:
    """Return one of the choices from the address, None if nothing is chosen."""
    text = request.args.get(name, "").strip()
    if text and text not in choices:
        raise BadParameter(_("„%(text)s“ steht bei „%(name)s“ nicht zur Wahl.", text=text[:40], name=name))
    return text or None


def text_asked(name: str) -> str:
    """Return a search text from the address, without spaces around it."""
    text = request.args.get(name, "").strip()
    if len(text) > MAX_TEXT:
        raise BadParameter(_("Der Suchtext ist zu lang. Höchstens %(most)s Zeichen gehen.", most=MAX_TEXT))
    return text


def local_path_asked(name: str) -> str | None:
    """Return the page of this app to go on to (`?weiter=/luecken`); None for everything that is no such page.

    Only paths that lead to a view are let through: browsers read "//host" and "/\\host" as other hosts.
    """
    text = request.args.get(name, "")
    if len(text) > MAX_QUERY_LENGTH or not _LOCAL_PATH.fullmatch(text):
        return None
    try:
        parts = urlsplit(text)
        current_app.url_map.bind("").match(parts.path, method="GET")
    except (ValueError, HTTPException):
        return None
    return text
