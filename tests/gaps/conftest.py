"""The town of all examples, to be read only."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from ks_board.core.db import db, writing
from ks_board.exchange.importer import import_folder
from ks_board.people.accounts import create_account
from ks_board.people.models import Person
from ks_board.permissions import Role
from tests.conftest import NOW, email_of, make_app, signed_in
from tests.gaps import examples_people, examples_structure, examples_tasks, examples_town
from tests.gaps.example import Example
from tests.gaps.maker import Maker

EXAMPLES = [
    *examples_structure.EXAMPLES,
    *examples_tasks.EXAMPLES,
    *examples_people.EXAMPLES,
    *examples_town.EXAMPLES,
]


@pytest.fixture(scope="session")
def examples_folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[Example, str]]:
    """Return the folder of a town that holds every example, and the ref of each one's subject."""
    maker = Maker()
    subjects = {example: example.make(maker) for example in EXAMPLES}
    return maker.write(tmp_path_factory.mktemp("examples"), town="Beispielstadt", town_id="beispiel"), subjects


@pytest.fixture(scope="session")
def examples_app(instances: Path, examples_folder: tuple[Path, dict[Example, str]]) -> Iterator[Flask]:
    """Return the app with the town of all examples and a coordinator."""
    app = make_app(instances / "examples")
    shutil.copy(instances / "template" / "board.sqlite", instances / "examples")
    with app.app_context():
        import_folder(examples_folder[0], now=NOW)
        with writing():
            person_id = db.session.scalar(select(Person.id).limit(1))
            create_account(email=email_of(Role.COORDINATOR), roles=[Role.COORDINATOR], person_id=person_id)
            db.session.commit()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def in_examples(examples_app: Flask) -> Iterator[Flask]:
    """Run the test inside the context of the examples' app."""
    with examples_app.app_context():
        yield examples_app


@pytest.fixture
def coordinator(examples_app: Flask) -> FlaskClient:
    """Return a browser in which the coordinator of the town of all examples is signed in."""
    return signed_in(examples_app, Role.COORDINATOR)
