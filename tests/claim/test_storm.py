"""The last place, two hundred people, two server processes, real HTTP: exactly one gets it."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from bench.rush import Books, Rush, books, close, prepare_rush
from bench.storm import storm, two_servers
from ks_board.core.db import db
from ks_board.core.schema import prepare
from ks_board.exchange.importer import empty_database, import_folder
from tests.conftest import NOW, WEISSWALD, make_app

STORMS = 3


@dataclass(frozen=True)
class Sea:
    """Two running servers and the app that looks into their database."""

    app: Flask
    ports: list[int]
    rush: Rush


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def sea(request: pytest.FixtureRequest, instances: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sea]:
    """Serve Weißwald with two hundred people more by two processes."""
    instance = tmp_path_factory.mktemp("storm")
    settings = {"KS_BOARD_SECRET_KEY": "a secret that only the tests know, long enough"}
    if request.param == "postgresql":
        settings["KS_BOARD_DATABASE_URL"] = request.getfixturevalue("postgres_url")
    else:
        shutil.copy(instances / "template" / "board.sqlite", instance)
    app = make_app(instance, **settings)
    prepare(app)
    with app.app_context():
        empty_database()
        db.session.commit()
        import_folder(WEISSWALD, now=NOW)
    rush = prepare_rush(app, tasks=STORMS)
    with two_servers(instance, settings) as ports:
        yield Sea(app, ports, rush)
    close(app)


@pytest.mark.parametrize("number", range(STORMS))
def test_last_place_is_given_once_and_everybody_else_hears_so(sea: Sea, number: int) -> None:
    ref = sea.rush.tasks[number]
    answered = storm(sea.ports, sea.rush, ref)
    assert dict(answered.codes) == {303: 1, 409: 199}
    assert books(sea.app, [ref]) == [Books(taken=1, live=1)]
