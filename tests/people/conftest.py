"""What tests of people share."""

import pytest

from ks_board.people import passwords


@pytest.fixture
def cheap_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash quickly where many tries are counted."""
    cheap = passwords.PasswordHasher(memory_cost=64, time_cost=1, parallelism=1)
    monkeypatch.setattr(passwords, "HASHER", cheap)
    monkeypatch.setattr(passwords, "_dummy_hash", lambda: cheap.hash("nobody"))
