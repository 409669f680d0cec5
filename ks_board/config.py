"""Every setting with its environment variable; no secret has a working default."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

FIRST_YEAR, LAST_YEAR = 1900, 2100
MIN_SECRET_LENGTH, MIN_DIFFERENT = 32, 8


class SettingError(Exception):
    """A setting is missing or wrong; the text says which and what would be right."""


@dataclass(frozen=True)
class Settings:
    """The settings of one process, read once at start."""

    instance: Path
    database_url: str
    secret_key: str | None
    """None until the first start has made it (core/secret)."""
    base_url: str
    graphviz: str | None
    mail_url: str | None
    proxies: int
    today: date | None
    rate_limits: bool

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read KS_BOARD_… variables; raise SettingError with a sentence for a wrong one."""
        instance = Path(environ.get("KS_BOARD_INSTANCE", "instance")).absolute()
        instance.mkdir(mode=0o700, parents=True, exist_ok=True)
        return cls(
            instance=instance,
            database_url=environ.get("KS_BOARD_DATABASE_URL") or f"sqlite:///{instance}/board.sqlite",
            secret_key=_strong(environ.get("KS_BOARD_SECRET_KEY") or kept_secret(instance)),
            base_url=_base_url(environ),
            graphviz=environ.get("KS_BOARD_GRAPHVIZ") or None,
            mail_url=environ.get("KS_BOARD_MAIL_URL") or None,
            proxies=_whole_number(environ, "KS_BOARD_PROXIES", default=0),
            today=_day(environ, "KS_BOARD_TODAY"),
            rate_limits=_switch(environ, "KS_BOARD_RATE_LIMITS"),
        )

    def for_flask(self) -> dict[str, object]:
        """Return what Flask and its extensions read; cookies are as strict as the base address allows."""
        secure = self.base_url.startswith("https://")
        return {
            "INSTANCE": self.instance,
            "SECRET_KEY": self.secret_key,
            "BASE_URL": self.base_url,
            "GRAPHVIZ": self.graphviz,
            "MAIL_URL": self.mail_url,
            "MAIL_FROM": f"Kleinstadt-Board <noreply@{urlsplit(self.base_url).hostname}>",
            "TODAY": self.today,
            "PROXIES": self.proxies,
            "RATE_LIMITS": self.rate_limits,
            "TRUSTED_HOSTS": [urlsplit(self.base_url).hostname, "127.0.0.1", "localhost"],
            "SESSION_COOKIE_NAME": "__Host-board" if secure else "board",
            "SESSION_COOKIE_SECURE": secure,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "MAX_CONTENT_LENGTH": 2_000_000,
            "MAX_FORM_MEMORY_SIZE": 500_000,
            "MAX_FORM_PARTS": 500,
            "WTF_CSRF_TIME_LIMIT": None,  # A form typed for hours must still be accepted.
        }


def secret_file(instance: Path) -> Path:
    """Return the file of the secret that an instance keeps if none is set."""
    return instance / "secret_key"


def kept_secret(instance: Path) -> str | None:
    """Return the secret of the instance folder, None if there is none."""
    path = secret_file(instance)
    return (path.read_text().strip() or None) if path.exists() else None


def _strong(secret: str | None) -> str | None:
    """Return the secret; raise SettingError if it is too short or too plain to protect sessions."""
    if secret is not None and (len(secret) < MIN_SECRET_LENGTH or len(set(secret)) < MIN_DIFFERENT):
        raise SettingError(f"KS_BOARD_SECRET_KEY needs at least {MIN_SECRET_LENGTH} random characters.")
    return secret


def _base_url(environ: Mapping[str, str]) -> str:
    text = environ.get("KS_BOARD_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
    if not re.fullmatch(r"https?://[a-z0-9.\-]+(:[0-9]+)?", text, re.IGNORECASE):
        raise SettingError(f"KS_BOARD_BASE_URL is {text!r}; it must be like https://board.example.org.")
    return text


def _switch(environ: Mapping[str, str], name: str) -> bool:
    text = environ.get(name) or "on"
    if text not in {"on", "off"}:
        raise SettingError(f"{name} is {text!r}; it must be on or off.")
    return text == "on"


def _whole_number(environ: Mapping[str, str], name: str, *, default: int) -> int:
    text = environ.get(name) or str(default)
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
