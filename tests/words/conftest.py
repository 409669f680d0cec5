"""Every sentence that people can read, gathered once."""

import pytest

from tools.sentences import Sentence, gather


@pytest.fixture(scope="session")
def sentences() -> list[Sentence]:
    """Return all sentences of the source."""
    return gather()
