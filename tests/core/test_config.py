"""Settings from the environment."""

from datetime import date
from pathlib import Path

import pytest

from ks_board.config import SettingError, Settings

ENOUGH = "a secret that only this test knows, long enough"


def _settings(folder: Path, **variables: str) -> Settings:
    return Settings.from_environment({"KS_BOARD_INSTANCE": str(folder), **variables})


def test_bare_environment_is_a_board_on_this_machine(tmp_path: Path) -> None:
    settings = _settings(tmp_path / "instance")
    assert settings.instance == tmp_path / "instance"
    assert settings.database_url == f"sqlite:///{tmp_path}/instance/board.sqlite"
    assert (settings.base_url, settings.proxies, settings.rate_limits) == ("http://127.0.0.1:8000", 0, True)
    assert [settings.secret_key, settings.mail_url, settings.today] == [None, None, None]


def test_new_instance_folder_is_for_the_owner_only(tmp_path: Path) -> None:
    _settings(tmp_path / "instance")
    assert (tmp_path / "instance").stat().st_mode & 0o777 == 0o700


def test_every_variable_is_read(tmp_path: Path) -> None:
    settings = _settings(
        tmp_path,
        KS_BOARD_DATABASE_URL="postgresql://localhost/board",
        KS_BOARD_SECRET_KEY=ENOUGH,
        KS_BOARD_BASE_URL="https://board.example.org/",
        KS_BOARD_MAIL_URL="smtp://localhost",
        KS_BOARD_PROXIES="1",
        KS_BOARD_TODAY="2026-11-16",
        KS_BOARD_RATE_LIMITS="off",
    )
    assert (settings.database_url, settings.secret_key) == ("postgresql://localhost/board", ENOUGH)
    assert (settings.base_url, settings.mail_url) == ("https://board.example.org", "smtp://localhost")
    assert (settings.proxies, settings.today, settings.rate_limits) == (1, date(2026, 11, 16), False)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("KS_BOARD_SECRET_KEY", "short"),
        ("KS_BOARD_SECRET_KEY", "a" * 64),
        ("KS_BOARD_BASE_URL", "board.example.org"),
        ("KS_BOARD_BASE_URL", "ftp://board.example.org"),
        ("KS_BOARD_BASE_URL", "https://board.example.org/path"),
        ("KS_BOARD_PROXIES", "-1"),
        ("KS_BOARD_PROXIES", "one"),
        ("KS_BOARD_TODAY", "16.11.2026"),
        ("KS_BOARD_TODAY", "1899-12-31"),
        ("KS_BOARD_TODAY", "2101-01-01"),
        ("KS_BOARD_RATE_LIMITS", "no"),
    ],
)
def test_wrong_setting_is_named(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(SettingError, match=name):
        _settings(tmp_path, **{name: text})


def test_refusal_does_not_print_the_secret(tmp_path: Path) -> None:
    with pytest.raises(SettingError) as error:
        Settings.from_environment({"KS_BOARD_INSTANCE": str(tmp_path), "KS_BOARD_SECRET_KEY": "hunter2"})
    assert "hunter2" not in str(error.value)


@pytest.mark.parametrize(
    ("base_url", "name", "secure"),
    [("http://127.0.0.1:8000", "board", False), ("https://board.example.org", "__Host-board", True)],
)
def test_cookies_are_as_strict_as_the_base_address_allows(
    tmp_path: Path, base_url: str, name: str, secure: bool
) -> None:
    flask = _settings(tmp_path, KS_BOARD_BASE_URL=base_url).for_flask()
    assert (flask["SESSION_COOKIE_NAME"], flask["SESSION_COOKIE_SECURE"]) == (name, secure)
    assert (flask["SESSION_COOKIE_HTTPONLY"], flask["SESSION_COOKIE_SAMESITE"]) == (True, "Lax")
