"""Limit how often something may be tried; counted in the database, so that several processes count together."""

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flask import current_app
from flask_babel import ngettext
from sqlalchemy import String, delete, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Mapped, mapped_column

from ks_board.core.columns import UtcDateTime
from ks_board.core.db import Base, db
from ks_board.core.errors import TooManyTries

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


class RateCounter(Base):
    """How often one subject tried one thing; forgotten when its time is over."""

    __tablename__ = "rate_counter"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    """Keyed hash of thing and subject: neither e-mail nor network address can be read from it."""
    count: Mapped[int]
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


@dataclass(frozen=True)
class Limit:
    """At most `tries` of a thing within `minutes` after the first; then the lock opens by itself."""

    thing: str
    tries: int
    minutes: int


def count_try(limit: Limit, subject: str, *, now: datetime) -> None:
    """Count one try of this subject; raise TooManyTries once the limit is used up."""
    if not current_app.config["RATE_LIMITS"]:
        return
    db.session.execute(delete(RateCounter).where(RateCounter.ends_at <= now))
    first = {"key": _key(limit, subject), "count": 1, "ends_at": now + timedelta(minutes=limit.minutes)}
    counted = (
        _insert().values(first).on_conflict_do_update(index_elements=["key"], set_={"count": RateCounter.count + 1})
    )
    tries, ends_at = db.session.execute(counted.returning(RateCounter.count, RateCounter.ends_at)).one()
    if tries > limit.tries:
        raise _too_many(ends_at - now)


def forget_tries(limit: Limit, subject: str) -> None:
    """Start anew for a subject that succeeded."""
    db.session.execute(delete(RateCounter).where(RateCounter.key == _key(limit, subject)))


def take_back_try(limit: Limit, subject: str) -> None:
    """Uncount one try that succeeded, where others of the same subject may go on failing."""
    counter = RateCounter.key == _key(limit, subject)
    db.session.execute(update(RateCounter).where(counter, RateCounter.count > 0).values(count=RateCounter.count - 1))


def network_of(address: str | None) -> str:
    """Return what one household or office shares: the IPv4 address, the first half of an IPv6 address."""
    try:
        parsed = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network(f"{parsed}/64", strict=False)) if parsed.version == 6 else str(parsed)


def _insert() -> "sqlite.Insert | postgresql.Insert":
    if db.session.get_bind().dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - the other database needs not pay for it.

        return postgresql.insert(RateCounter)
    return sqlite.insert(RateCounter)


def _key(limit: Limit, subject: str) -> str:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, f"{limit.thing}\n{subject}".encode(), hashlib.sha256).hexdigest()


def _too_many(wait: timedelta) -> TooManyTries:
    seconds = max(1, int(wait.total_seconds()))
    minutes = -(-seconds // 60)
    sentence = ngettext(
        "Das waren zu viele Versuche. Bitte warten Sie eine Minute.",
        "Das waren zu viele Versuche. Bitte warten Sie %(num)s Minuten.",
        minutes,
    )
    return TooManyTries(sentence, seconds)
