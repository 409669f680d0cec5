"""New tasks as an Atom feed (RFC 4287); the id of an entry is the address of its page, which never changes."""

from datetime import date, datetime, time
from typing import Any
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from ks_board.core.clock import BERLIN
from ks_board.core.db import db
from ks_board.core.i18n import language
from ks_board.organigram.models import Unit
from ks_board.pages.notices import address
from ks_board.tasks import words
from ks_board.tasks.cards import first_sentence
from ks_board.tasks.filters import IS_LIVE
from ks_board.tasks.models import Task
from ks_board.town.models import Place
from ks_board.town.queries import town_name

ATOM = "http://www.w3.org/2005/Atom"
MOST = 50
NO_ENTRY = date(2000, 1, 1)
"""A feed must say when it changed; this stands there as long as no task was published."""
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
"""What XML cannot hold, not even escaped."""
register_namespace("", ATOM)


def atom() -> bytes:
    """Return the tasks that were published last and are still open."""
    town, rows = town_name(), _newest()
    feed = Element(f"{{{ATOM}}}feed", {_XML_LANG: language()})
    here = address(url_for("api.tasks_atom"))
    _text(feed, "id", here)
    _text(feed, "title", _("Neue Aufgaben in %(town)s", town=town))
    _text(feed, "updated", _moment(rows[0].published_on if rows else NO_ENTRY))
    _text(SubElement(feed, f"{{{ATOM}}}author"), "name", town)
    _link(feed, "self", here, "application/atom+xml")
    _link(feed, "alternate", address(url_for("tasks.board")), "text/html")
    for row in rows:
        _entry(feed, row)
    return bytes(tostring(feed, encoding="utf-8", xml_declaration=True))


def _newest() -> Any:
    query = select(Task.ref, Task.title, Task.description, Task.kind, Task.start, Task.duration_minutes, Task.rrule)
    query = query.add_columns(Task.published_on, Task.remote, Unit.name.label("unit"), Place.name.label("place"))
    found = query.join(Unit, Unit.id == Task.unit_id).outerjoin(Place, Place.id == Task.place_id)
    published = found.where(IS_LIVE, Task.published_on.is_not(None))
    return db.session.execute(published.order_by(Task.published_on.desc(), Task.id.desc()).limit(MOST)).all()


def _entry(feed: Element, row: Any) -> None:
    entry, page = SubElement(feed, f"{{{ATOM}}}entry"), address(url_for("tasks.task", ref=row.ref))
    _text(entry, "id", page)
    _text(entry, "title", row.title)
    _text(entry, "published", _moment(row.published_on))
    _text(entry, "updated", _moment(row.published_on))
    _link(entry, "alternate", page, "text/html")
    when = words.when(row.kind, row.start, row.duration_minutes, row.rrule)
    said = (first_sentence(row.description or ""), when, words.where(row.place, row.remote), row.unit)
    _text(entry, "summary", " · ".join(filter(None, said)))


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, f"{{{ATOM}}}{name}").text = text.translate(_FORBIDDEN)


def _link(parent: Element, rel: str, href: str, kind: str) -> None:
    SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "href": href, "type": kind})


def _moment(day: date) -> str:
    return datetime.combine(day, time(), BERLIN).isoformat()
