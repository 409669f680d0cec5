"""Read the settings of the town."""

from datetime import date

from sqlalchemy import select

from ks_board.core.db import db
from ks_board.town.models import TownSetting

NAMELESS = "Kleinstadt-Board"


def list_settings() -> dict[str, str]:
    """Return all settings by key."""
    rows = db.session.execute(select(TownSetting.key, TownSetting.value).order_by(TownSetting.id))
    return dict(rows.all())


def find_setting(key: str) -> str | None:
    """Return one setting."""
    return db.session.scalar(select(TownSetting.value).where(TownSetting.key == key))


def find_day(key: str) -> date | None:
    """Return a setting that is a day, such as the start of the council's term."""
    value = find_setting(key)
    return date.fromisoformat(value) if value else None


def town_name() -> str:
    """Return the town's name, or the app's as long as no town was imported."""
    return find_setting("town") or NAMELESS
