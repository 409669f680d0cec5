"""The task catalogue as a new task begins from it: the built-in templates, and over them those of the town's packs."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from ks_board.core.db import db
from ks_board.core.errors import NotFound
from ks_board.core.i18n import DEFAULT, language
from ks_board.core.text import fold
from ks_board.exchange.check import built_in
from ks_board.exchange.files import FILES
from ks_board.exchange.stored import Stored
from ks_board.town.models import Area

_FILE = FILES["catalogue"]
_AS_THEY_ARE = (
    *("kind", "rrule", "duration_minutes", "people_needed", "hours_per_month", "min_age"),
    *("certificate_required", "licence_required", "insurance", "remote"),
)


def list_templates() -> list[tuple[str, str]]:
    """Return id and title of all templates, by title."""
    found = ((ref, str(_in_language(row, "title"))) for ref, row in _rows().items())
    return sorted(found, key=lambda item: fold(item[1]))


def values_from(ref: str) -> dict[str, Any]:
    """Return what a task of this kind begins with, by attribute; raise NotFound."""
    row = _rows().get(ref)
    if row is None:
        raise NotFound(_("Diese Vorlage gibt es nicht."))
    texts = {name: _in_language(row, name) for name in ("title", "description", "briefing")}
    area = db.session.scalar(select(Area.id).where(Area.ref == row["area"]))
    return texts | {name: row[name] for name in _AS_THEY_ARE} | {"area_id": area}


def _rows() -> dict[str, dict[str, Any]]:
    rows = dict(built_in(_FILE.name).rows) | dict(Stored().home(_FILE))
    names = [column.name for column in _FILE.columns]
    return {ref: dict(zip(names, row, strict=True)) for ref, row in rows.items()}


def _in_language(row: dict[str, Any], name: str) -> Any:
    return row[f"{name}_{'de' if language() == DEFAULT else 'en'}"] or row[f"{name}_de"]
