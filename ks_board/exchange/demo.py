"""The demo town: Weißwald, moved towards today, with one account per role."""

import os
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from flask_babel import gettext as _
from sqlalchemy import select

from ks_board.core.clock import local_day
from ks_board.core.db import db, writing
from ks_board.core.errors import Conflict
from ks_board.exchange.check import check_folder
from ks_board.exchange.importer import empty_database, write_plan
from ks_board.exchange.plan import make_plan
from ks_board.exchange.progress import Progress, no_progress
from ks_board.exchange.scale import scale_folder
from ks_board.exchange.settings import TOWN_ID
from ks_board.exchange.shift import shift_folder
from ks_board.exchange.stored import Stored
from ks_board.gaps.history import estimate, take_snapshot
from ks_board.people.accounts import create_account, make_password
from ks_board.people.models import Person
from ks_board.permissions import Role
from ks_board.town.queries import find_setting

WEISSWALD = Path(__file__).parents[1] / "data" / "weisswald"
DEMO_TOWN = "weisswald"
DOMAIN = "weisswald.example"
A_MONTH = timedelta(days=30)
_PEOPLE = {
    Role.VOLUNTEER: ("freiwillige", "P084"),
    Role.SPONSOR: ("patin", "P006"),
    Role.COORDINATOR: ("koordination", "P028"),
    Role.ADMIN: ("admin", "P035"),
}


def make_demo(
    instance: Path, *, now: datetime, copies: int = 1, replace: bool = False, progress: Progress = no_progress
) -> int:
    """Put a fresh demo town in place of what the database holds and return its rows.

    Raise Conflict if that is a real town, unless `replace` is set.
    """
    if not replace and find_setting(TOWN_ID) not in (None, DEMO_TOWN):
        raise Conflict(_("In der Datenbank ist eine richtige Stadt. Mit --replace wird sie gelöscht und ersetzt."))
    with tempfile.TemporaryDirectory() as temporary:
        folder = _write_folder(Path(temporary), now, copies)
        town = check_folder(folder, progress=progress)
    db.session.rollback()
    passwords = {name: make_password() for name, _ref in _PEOPLE.values()}
    with writing():
        empty_database()
        write_plan(make_plan(town, Stored()), now=now, progress=progress)
        _begin_history(now, estimated=copies == 1)
        _create_accounts(passwords)
        _keep_passwords(instance, passwords)
        db.session.commit()
    return sum(len(table.rows) for table in town.tables.values())


def demo_accounts(instance: Path) -> Path | None:
    """Return the file with the passwords of the demo accounts, None if another town is here."""
    file = _accounts_file(instance)
    return file if file.exists() and find_setting(TOWN_ID) == DEMO_TOWN else None


def _write_folder(temporary: Path, now: datetime, copies: int) -> Path:
    moved, scaled = temporary / "moved", temporary / "scaled"
    moved.mkdir()
    scaled.mkdir()
    shift_folder(WEISSWALD, moved, today=local_day(now))
    scale_folder(moved, scaled, copies)
    return scaled


def _begin_history(now: datetime, *, estimated: bool) -> None:
    """Take the first snapshot; a demonstration also shows the year before, as the dated facts tell it."""
    on = local_day(now)
    if estimated:
        estimate([on - A_MONTH * number for number in range(12, 0, -1)], now=now)
    take_snapshot(on, now=now)


def _create_accounts(passwords: dict[str, str]) -> None:
    for role, (name, ref) in _PEOPLE.items():
        person = db.session.scalar(select(Person.id).where(Person.ref == ref))
        create_account(email=_email(name), password=passwords[name], roles=[role], person_id=person)


def _keep_passwords(instance: Path, passwords: dict[str, str]) -> None:
    """Write the passwords for the owner of the instance only."""
    lines = [f"{role:12} {_email(name):34} {passwords[name]}\n" for role, (name, _ref) in _PEOPLE.items()]
    path = _accounts_file(instance)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.writelines(lines)


def _accounts_file(instance: Path) -> Path:
    return instance / "demo-accounts.txt"


def _email(name: str) -> str:
    return f"{name}@{DOMAIN}"
