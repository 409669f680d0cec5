"""The demo town: fresh, with an account for each role, and never in place of a real town by mistake."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select

from ks_board.core.db import db
from ks_board.core.errors import Conflict
from ks_board.exchange.commands import demo_command
from ks_board.exchange.demo import demo_accounts, make_demo
from ks_board.exchange.importer import import_folder
from ks_board.organigram.models import Unit
from ks_board.people.accounts import sign_in
from ks_board.people.models import Account, Person
from ks_board.town.queries import find_setting
from tests.conftest import NOW
from tests.exchange.folders import write_town

pytestmark = pytest.mark.usefixtures("in_empty")


@pytest.fixture(autouse=True)
def _clean_instance(empty: Flask) -> None:
    (empty.config["INSTANCE"] / "demo-accounts.txt").unlink(missing_ok=True)


def accounts(instance: Path) -> dict[str, tuple[str, str]]:
    """Return e-mail and password by role."""
    lines = (demo_accounts(instance) or Path()).read_text().splitlines()
    return {role: (email, password) for role, email, password in map(str.split, lines)}


def test_the_days_are_moved_by_whole_weeks_towards_today(tmp_path: Path) -> None:
    make_demo(tmp_path, now=datetime(2027, 2, 3, 9, tzinfo=UTC))
    assert find_setting("as_of") == "2027-02-01"


def test_every_role_has_an_account_with_its_own_password(tmp_path: Path) -> None:
    make_demo(tmp_path, now=NOW)
    made = accounts(tmp_path)
    assert list(made) == ["volunteer", "sponsor", "coordinator", "admin"]
    assert len({password for _email, password in made.values()}) == 4
    email, password = made["coordinator"]
    account = sign_in(email, password, network="here", now=NOW)
    assert db.session.scalar(select(Person.ref).where(Person.id == account.person_id)) == "P028"


def test_the_passwords_are_for_the_owner_only_and_new_each_time(tmp_path: Path) -> None:
    make_demo(tmp_path, now=NOW)
    first = accounts(tmp_path)
    make_demo(tmp_path, now=NOW)
    assert (tmp_path / "demo-accounts.txt").stat().st_mode & 0o777 == 0o600
    assert first["admin"] != accounts(tmp_path)["admin"]
    assert db.session.query(Account).count() == 4


def test_a_demo_may_be_many_times_the_town(tmp_path: Path) -> None:
    assert make_demo(tmp_path, now=NOW, copies=2) > 2 * 1100
    assert db.session.query(Unit).count() == 98


def test_a_real_town_is_not_given_up_by_mistake(tmp_path: Path) -> None:
    import_folder(write_town(tmp_path / "town"), now=NOW)
    with pytest.raises(Conflict, match="richtige Stadt"):
        make_demo(tmp_path, now=NOW)
    make_demo(tmp_path, now=NOW, replace=True)
    assert find_setting("town") == "Weißwald"


def test_keep_leaves_the_town_and_prints_the_accounts(empty: Flask) -> None:
    made = CliRunner().invoke(demo_command, obj=empty).output
    kept = CliRunner().invoke(demo_command, ["--keep"], obj=empty).output
    assert made.startswith("Weißwald ist bereit: 1369 Zeilen.\n")
    assert kept == made.split("\n", 1)[1]
    assert re.search(r"^admin +admin@weisswald\.example +\S{20,}$", kept, re.M)


def test_keep_says_nothing_of_demo_accounts_in_a_real_town(empty: Flask, tmp_path: Path) -> None:
    CliRunner().invoke(demo_command, obj=empty)
    import_folder(write_town(tmp_path), now=NOW, replace=True)
    assert CliRunner().invoke(demo_command, ["--keep"], obj=empty).output == ""
