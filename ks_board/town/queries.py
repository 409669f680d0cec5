"""Read the settings of the town."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from sqlalchemy import bindparam, select

from ks_board.core.db import db
from ks_board.core.once import once
from ks_board.town.models import TownSetting

NAMELESS = "Kleinstadt-Board"
_SETTING = TownSetting.__table__.c
_BY_KEY = select(_SETTING.value).where(_SETTING.key == bindparam("asked"))
"""Of the table, not the class, and built once: every page asks it, and building takes longer than running."""


@once
def list_settings() -> Mapping[str, str]:
    """Return all settings by key."""
    rows = db.session.execute(select(TownSetting.key, TownSetting.value).order_by(TownSetting.id))
    return MappingProxyType(dict(rows.all()))


def find_setting(key: str) -> str | None:
    """Return one setting."""
    value: str | None = db.session.scalar(_BY_KEY, {"asked": key})
    return value


def find_day(key: str) -> date | None:
    """Return a setting that is a day, such as the start of the council's term."""
    value = find_setting(key)
    return date.fromisoformat(value) if value else None


def town_name() -> str:
    """Return the town's name, or the app's as long as no town was imported."""
    return find_setting("town") or NAMELESS
