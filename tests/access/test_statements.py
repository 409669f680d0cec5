"""No page asks the database more often the larger the town is: three times the rows, as many statements."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ks_board.core.db import db
from ks_board.exchange.importer import import_folder
from ks_board.exchange.scale import scale_folder
from ks_board.permissions import Role
from ks_board.tasks.match_queries import MOST_TRIED
from tests.access.declared import READABLE
from tests.conftest import NOW, WEISSWALD, make_accounts, make_app, note_an_action, signed_in
from tests.statements import counted

COPIES = 3
BOUNDED = {"people_pages.person": MOST_TRIED, "task_edit.people": MOST_TRIED}
"""Pages that propose people or tasks: one statement for each verdict, until enough of at most so many said yes."""
ASKED = {
    name: address.path
    for name, address in READABLE.items()
    if Role.COORDINATOR in address.who and address.opened < 400 and not address.path.endswith(".pdf")
}
"""A PDF reads what its page reads, and takes seconds."""
Browsers = tuple[FlaskClient, FlaskClient]


@pytest.fixture(scope="module")
def towns(instances: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browsers]:
    """Return the coordinator's browsers in Weißwald and in a town three times as large, where nobody was before."""
    apps = [_town(copies, instances, tmp_path_factory.mktemp("town")) for copies in (1, COPIES)]
    small, large = (signed_in(app, Role.COORDINATOR) for app in apps)
    yield small, large
    for app in apps:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def _town(copies: int, instances: Path, place: Path) -> Flask:
    app, folder = make_app(place), place / "folder"
    app.test_client_class = FlaskClient  # Other tests look at the pages themselves.
    shutil.copy(instances / "template" / "board.sqlite", place)
    folder.mkdir()
    scale_folder(WEISSWALD, folder, copies)
    with app.app_context():
        import_folder(folder, now=NOW)
        make_accounts()
        note_an_action()
    return app


@pytest.mark.parametrize("endpoint", sorted(ASKED))
def test_a_page_asks_no_more_often_in_a_larger_town(endpoint: str, towns: Browsers) -> None:
    small, large = (_statements(browser, ASKED[endpoint]) for browser in towns)
    more = len(large) - len(small)
    assert 0 <= more <= BOUNDED[endpoint] if endpoint in BOUNDED else more == 0, "\n".join(large)


def _statements(browser: FlaskClient, path: str) -> list[str]:
    with counted(browser.application) as sent:
        answer = browser.get(path)
    assert answer.status_code < 400, answer.text
    return sent
