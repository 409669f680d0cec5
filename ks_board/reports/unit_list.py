"""The organigram as a list on paper: units with their phones, and who holds their posts."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from ks_board.core.db import db
from ks_board.core.formatting import short_date
from ks_board.organigram.chart.outline import Line
from ks_board.organigram.models import Unit
from ks_board.organigram.queries import load_town
from ks_board.organigram.tree import Holder, UnitNode, deputies, leads
from ks_board.organigram.wording import chart_words
from ks_board.reports.papers import Paper

DEEPEST = 5
"""What lies deeper is listed beside its parent: paper has no room for ever more indents."""


def make_unit_list(*, town: str, on: date, sees_names: bool) -> Paper:
    """Return the list; without `sees_names` only those are named who agreed to it."""
    phones = {ref: phone for ref, phone in db.session.execute(select(Unit.ref, Unit.phone)) if phone}
    roots = load_town(town, on, sees_names=sees_names, other_day=False).roots
    lines = [line for unit in roots for line in _lines(unit, phones, 0)]
    day = _("Stand: %(day)s.", day=short_date(on))
    data = {
        "title": _("Organigramm als Liste"),
        "town": town,
        "note": f"{day} {_('Mit allen Namen, nur für die Verwaltung.')}" if sees_names else day,
        "lines": [asdict(line) for line in lines],
    }
    return Paper("organigramm-liste", "units.typ", data)


def _lines(unit: UnitNode, phones: Mapping[str, str], depth: int) -> Sequence[Line]:
    """Return the line of a unit with those below it; at the deepest level, all of them beside each other."""
    phone = phones.get(unit.ref)
    title = _("%(unit)s, Telefon %(phone)s", unit=unit.name, phone=phone) if phone else unit.name
    posts = tuple(Line(f"{post.title}: {_held_by(post.holders)}") for post in unit.posts)
    if depth >= DEEPEST:
        return (Line(title, posts), *(Line(child.name) for _depth, child in unit.below()))
    below = (line for child in unit.children for line in _lines(child, phones, depth + 1))
    return (Line(title, (*posts, *below)),)


def _held_by(holders: Sequence[Holder]) -> str:
    """Name those who lead, then who stands in."""
    words = chart_words()
    if not holders:
        return words.nobody
    leading = ", ".join(holder.name or words.taken for holder in leads(holders)) or words.only_deputy
    others = ", ".join(holder.name for holder in deputies(holders) if holder.name)
    return _("%(lead)s; Vertretung: %(deputy)s", lead=leading, deputy=others) if others else leading
