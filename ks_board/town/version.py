"""The data version: one setting that changes with the data, so that pictures made from them can be kept."""

import secrets

from sqlalchemy import delete, insert, select

from ks_board.core.db import db
from ks_board.town.models import TownSetting

DATA_VERSION = "data_version"
"""Of this database only: no file of a town folder holds it."""


def data_version() -> str:
    """Return the version of the data; empty as long as nothing was imported."""
    return db.session.scalar(select(TownSetting.value).where(TownSetting.key == DATA_VERSION)) or ""


def bump_data_version() -> None:
    """Change the version. It is drawn, not counted: a database put in place of another never has the same."""
    db.session.execute(delete(TownSetting).where(TownSetting.key == DATA_VERSION))
    db.session.execute(insert(TownSetting).values(key=DATA_VERSION, value=secrets.token_hex(8)))
