"""Weißwald seen by every role, and a copy of it that may be written to."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ks_board.core.db import db
from ks_board.permissions import Role
from tests.conftest import make_app, signed_in

Browsers = dict[Role, FlaskClient]


def browser_of(app: Flask, role: Role) -> FlaskClient:
    """Return a browser of this role; the public is not signed in."""
    return app.test_client() if role is Role.PUBLIC else signed_in(app, role)


@pytest.fixture
def scratch(weisswald: Flask, instances: Path, tmp_path: Path) -> Iterator[Flask]:
    """Return the app with a copy of Weißwald."""
    with weisswald.app_context():
        db.session.remove()
        db.engine.dispose()  # Folds the log into the file, so that the file alone is the database.
    app = make_app(tmp_path)
    shutil.copy(instances / "weisswald" / "board.sqlite", tmp_path)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
