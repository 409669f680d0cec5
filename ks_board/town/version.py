"""The data version: one setting that changes with the data, so that pictures made from them can be kept."""

import secrets
from typing import TYPE_CHECKING

from sqlalchemy.dialects import sqlite

from ks_board.core.db import db
from ks_board.town.models import TownSetting
from ks_board.town.queries import find_setting

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

DATA_VERSION = "data_version"
"""Of this database only: no file of a town folder holds it."""


def data_version() -> str:
    """Return the version of the data; empty as long as nothing was imported."""
    return find_setting(DATA_VERSION) or ""


def bump_data_version() -> None:
    """Change the version. It is drawn, not counted: a database put in place of another never has the same."""
    # In one statement: of two people who change something at the same time neither may fail for it.
    fresh = _insert().values(key=DATA_VERSION, value=secrets.token_hex(8))
    db.session.execute(fresh.on_conflict_do_update(index_elements=["key"], set_={"value": fresh.excluded.value}))


def _insert() -> "sqlite.Insert | postgresql.Insert":
    if db.session.get_bind().dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - the other database needs not pay for it.

        return postgresql.insert(TownSetting)
    return sqlite.insert(TownSetting)
