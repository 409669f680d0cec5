"""Read the same thing once: what a reader told stays known until something is written or the transaction ends."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import ParamSpec, TypeVar

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from ks_board.core.db import db

Asked = ParamSpec("Asked")
Told = TypeVar("Told")
_KNOWN = "what was read once"


def once(read: Callable[Asked, Told]) -> Callable[Asked, Told]:
    """Let the statements of a reader run once per transaction; callers share what it returns and must not change it.

    Only for what is written through the session, not over its connection.
    """

    @wraps(read)
    def known_or_read(*asked: Asked.args, **named: Asked.kwargs) -> Told:
        session = db.session()
        if session.new or session.dirty or session.deleted:
            return read(*asked, **named)  # Its statement writes these changes first.
        known: dict[Hashable, Told] = session.info.setdefault(_KNOWN, {})
        key = (read, asked, tuple(sorted(named.items())))
        if key not in known:
            known[key] = read(*asked, **named)
        return known[key]

    return known_or_read


@event.listens_for(Session, "after_flush")
def _forget_after_flush(session: Session, context: object) -> None:
    session.info.pop(_KNOWN, None)


@event.listens_for(Session, "after_transaction_end")
def _forget_after_transaction(session: Session, transaction: object) -> None:
    session.info.pop(_KNOWN, None)


@event.listens_for(Session, "do_orm_execute")
def _forget_after_writing(state: ORMExecuteState) -> None:
    if not state.is_select:
        state.session.info.pop(_KNOWN, None)
