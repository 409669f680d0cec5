"""What tests of pages share."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.tasks.conftest import fill

__all__ = ["fill"]


@pytest.fixture
def empty_browser(empty: Flask) -> FlaskClient:
    """Return a browser on a board without a town."""
    return empty.test_client()
