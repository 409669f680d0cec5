"""The record: who did what to which row, old → new; written in the transaction of the change itself."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any

from flask import Flask, g, request
from flask_login import current_user
from sqlalchemy import JSON, Index, String, event, insert, inspect
from sqlalchemy.orm import Mapped, Session, UOWTransaction, mapped_column

from ks_board.core import clock
from ks_board.core.columns import REF, Id, UtcDateTime, Versioned, refers_to
from ks_board.core.db import Base
from ks_board.core.web import READING


class Change(StrEnum):
    """What happened to a row."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


class Event(Base):
    """One row that changed; rows changed by one action share its key."""

    __tablename__ = "event"
    __table_args__ = (Index("ix_event_table_row_id", "table", "row_id"),)

    id: Mapped[Id]
    action: Mapped[str] = mapped_column(String(16), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    person_id: Mapped[int | None] = refers_to("person.id")
    """Who did it; empty for commands and for accounts without a person."""
    verb: Mapped[str] = mapped_column(String(64))
    """The endpoint or command, so that the record can say what was done."""
    table: Mapped[str] = mapped_column(String(64))
    row_id: Mapped[int]
    ref: Mapped[str | None] = mapped_column(String(REF))
    change: Mapped[str] = mapped_column(String(10))
    values: Mapped[dict[str, list[Any]]] = mapped_column(JSON)
    """Column → [old, new]."""
    undone_by: Mapped[str | None] = mapped_column(String(16))
    """The action that took this one back."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts now, by what, and the key of the action."""

    person_id: int | None
    verb: str
    action: str


_actor: ContextVar[Actor | None] = ContextVar("actor", default=None)
_listeners: list[Callable[[frozenset[str]], None]] = []


def recorded(table: str) -> type[Base] | None:
    """Return the model of a table whose changes are recorded: all that people edit."""
    models: list[type[Base]] = [mapper.class_ for mapper in Base.registry.mappers]
    return next((model for model in models if model.__tablename__ == table and issubclass(model, Versioned)), None)


def on_change(call: Callable[[frozenset[str]], None]) -> None:
    """Call this with the names of the tables that a flush has changed, in the same transaction."""
    if call not in _listeners:
        _listeners.append(call)


@contextmanager
def acting(person_id: int | None, verb: str) -> Iterator[str]:
    """Let everything inside be one action of this person; yields its key, by which it can be taken back."""
    actor = Actor(person_id, verb, secrets.token_hex(8))
    token = _actor.set(actor)
    try:
        yield actor.action
    finally:
        _actor.reset(token)


@contextmanager
def unrecorded() -> Iterator[None]:
    """Keep everything inside out of the record."""
    token = _actor.set(None)
    try:
        yield
    finally:
        _actor.reset(token)


def current_action() -> str | None:
    """Return the key of the action going on."""
    actor = _actor.get()
    return actor.action if actor else None


def init_record(app: Flask) -> None:
    """Make each writing request one action of its viewer."""

    @app.before_request
    def begin_action() -> None:
        if request.method not in READING:
            g.action = acting(current_user.person_id, request.endpoint or "")
            g.action.__enter__()

    @app.teardown_request
    def end_action(error: BaseException | None) -> None:
        if action := g.pop("action", None):
            action.__exit__(None, None, None)


@event.listens_for(Session, "after_flush")
def _note(session: Session, flush: UOWTransaction) -> None:
    changes = list(_changes(session))
    if not changes:
        return
    if actor := _actor.get():
        common = {"action": actor.action, "at": clock.now(), "person_id": actor.person_id, "verb": actor.verb}
        session.execute(insert(Event), [common | change for change in changes])
    tables = frozenset(change["table"] for change in changes)
    for call in _listeners:
        call(tables)


def _changes(session: Session) -> Iterator[dict[str, Any]]:
    flushed = ((Change.ADDED, session.new), (Change.CHANGED, session.dirty), (Change.REMOVED, session.deleted))
    for change, rows in flushed:
        for row in rows:
            if isinstance(row, Versioned) and (values := _values(row, change)):
                yield _named(row) | {"change": change.value, "values": values}


def _named(row: Any) -> dict[str, Any]:
    return {"table": row.__tablename__, "row_id": row.id, "ref": getattr(row, "ref", None)}


def _values(row: Any, change: Change) -> dict[str, list[Any]]:
    """Return column → [old, new] of what a flush changes in a row; all columns of added and removed rows."""
    values = {}
    for attribute in inspect(type(row)).column_attrs:
        history = inspect(row).attrs[attribute.key].history
        now = plain(getattr(row, attribute.key))
        match change:
            case Change.ADDED:
                pair = [None, now]
            case Change.REMOVED:
                pair = [now, None]
            case Change.CHANGED:
                pair = [plain(history.deleted[0]) if history.deleted else None, now]
        if change is not Change.CHANGED or (history.has_changes() and pair[0] != pair[1]):
            values[attribute.columns[0].name] = pair
    return values


def plain(value: Any) -> Any:
    """Return a value as JSON can keep it."""
    match value:
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case tuple():
            return list(value)
        case _:
            return value
