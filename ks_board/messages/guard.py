"""Keep programs from writing: a signed ticket tells when the form was opened. No third party, no cookie, no picture."""

from datetime import datetime, timedelta

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

LEAST, MOST = timedelta(seconds=3), timedelta(hours=24)
"""Nobody types a message faster, and no form stays open longer."""


def make_ticket(*, now: datetime) -> str:
    """Return a ticket for a form that is opened now."""
    return str(_signer().dumps(int(now.timestamp())))


def is_typed(ticket: str, *, now: datetime) -> bool:
    """Tell whether between opening and sending there was time to type."""
    try:
        opened = int(_signer().loads(ticket))
    except (BadSignature, TypeError, ValueError):
        return False
    return LEAST.total_seconds() <= now.timestamp() - opened <= MOST.total_seconds()


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.config["SECRET_KEY"]), salt="message form")
