"""Every setting with its environment variable; no secret has a working default."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

FIRST_YEAR, LAST_YEAR = 1900, 2100
MIN_SECRET_LENGTH = 32


class SettingError(Exception):
    """A setting is missing or wrong; the text says which and what would be right."""


@dataclass(frozen=True)
class Settings:
    """The settings of one process, read once at start."""

    instance: Path
    database_url: str
    secret_key: str
    base_url: str
    mail_url: str | None
    proxies: int
    today: date | None
    rate_limits: bool

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read KS_BOARD_… variables; raise SettingError with a sentence for a wrong one."""
        instance = Path(environ.get("KS_BOARD_INSTANCE", "instance")).absolute()
        instance.mkdir(parents=True, exist_ok=True)
        return cls(
            instance=instance,
            database_url=environ.get("KS_BOARD_DATABASE_URL") or f"sqlite:///{instance}/board.sqlite",
            secret_key=environ.get("KS_BOARD_SECRET_KEY") or _kept_secret(instance),
            base_url=environ.get("KS_BOARD_BASE_URL", "http://127.0.0.1:8000").rstrip("/"),
            mail_url=environ.get("KS_BOARD_MAIL_URL") or None,
            proxies=_whole_number(environ, "KS_BOARD_PROXIES", default=0),
            today=_day(environ, "KS_BOARD_TODAY"),
            rate_limits=environ.get("KS_BOARD_RATE_LIMITS", "on") != "off",
        ).checked()

    def for_flask(self) -> dict[str, object]:
        """Return what Flask and its extensions read; cookies are as strict as the base address allows."""
        secure = self.base_url.startswith("https://")
        return {
            "INSTANCE": self.instance,
            "SECRET_KEY": self.secret_key,
            "BASE_URL": self.base_url,
            "TODAY": self.today,
            "PROXIES": self.proxies,
            "TRUSTED_HOSTS": [urlsplit(self.base_url).hostname, "127.0.0.1", "localhost", "[::1]"],
            "SESSION_COOKIE_NAME": "__Host-board" if secure else "board",
            "SESSION_COOKIE_SECURE": secure,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "MAX_CONTENT_LENGTH": 2_000_000,
            "MAX_FORM_MEMORY_SIZE": 500_000,
            "MAX_FORM_PARTS": 500,
            "WTF_CSRF_TIME_LIMIT": None,  # A form typed for hours must still be accepted.
            "RATELIMIT_ENABLED": self.rate_limits,
            "RATELIMIT_STORAGE_URI": "memory://",
        }

    def checked(self) -> "Settings":
        """Return the settings, or raise SettingError if the secret is too short to protect sessions."""
        if len(self.secret_key) < MIN_SECRET_LENGTH:
            raise SettingError(f"KS_BOARD_SECRET_KEY needs at least {MIN_SECRET_LENGTH} characters.")
        return self


def _kept_secret(instance: Path) -> str:
    """Return the secret kept in the instance folder; make it once, readable by the owner only."""
    path = instance / "secret_key"
    if not path.exists():
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(48))
        except FileExistsError:
            pass  # Another process made it between the question and the opening.
    return path.read_text().strip()


def _whole_number(environ: Mapping[str, str], name: str, *, default: int) -> int:
    text = environ.get(name, str(default))
    if not text.isdecimal():
        raise SettingError(f"{name} is {text!r}; it must be a whole number, 0 or more.")
    return int(text)


def _day(environ: Mapping[str, str], name: str) -> date | None:
    text = environ.get(name)
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise SettingError(f"{name} is {text!r}; it must be a day such as 2026-11-16.") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise SettingError(f"{name} is {text!r}; years run from {FIRST_YEAR} to {LAST_YEAR}.")
    return day
