"""Read messages."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from ks_board.core.db import db
from ks_board.messages.models import Message

PER_PAGE = 25


def list_messages(*, only_open: bool, page: int) -> Sequence[Any]:
    """Return one page of messages, the oldest that wait first, and one more if there is a next page."""
    asked = select(Message)
    if only_open:
        asked = asked.where(Message.closed_on.is_(None))
    newest_last = (Message.received_on, Message.id) if only_open else (Message.received_on.desc(), Message.id.desc())
    return db.session.scalars(asked.order_by(*newest_last).offset((page - 1) * PER_PAGE).limit(PER_PAGE + 1)).all()


def is_waiting(text: str, contact: str | None) -> bool:
    """Tell whether the same text came already from the same contact and was not closed."""
    same = select(Message.id).where(
        Message.subject == text, Message.contact.is_not_distinct_from(contact), Message.closed_on.is_(None)
    )
    return db.session.scalar(same.limit(1)) is not None
