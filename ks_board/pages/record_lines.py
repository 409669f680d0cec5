"""Actions of the record in plain words: who changed what when, old → new; a fixed number of statements a page."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Boolean, ColumnElement, Date, Enum, Table, and_, func, or_, select

from ks_board.core.columns import TextList
from ks_board.core.db import Base, db
from ks_board.core.formatting import moment, number, short_date
from ks_board.core.record import Change, Event
from ks_board.core.undo import can_undo
from ks_board.organigram.models import Appointment, Post, Responsibility
from ks_board.pages.record_words import COLUMNS, NOT_SHOWN, SETS, TABLES

PER_PAGE = 25
_NAMES = ("name", "title", "label_de", "title_de", "text_de", "text", "subject", "ref")
_JOINING = {
    "appointment": ("person_id", "post_id", "responsibility_id"),
    "assignment": ("person_id", "task_id"),
    "answer": ("question_id",),
    "thanks": ("person_id",),
    "sponsorship": ("person_id", "tandem_id"),
}
"""Rows without a name of their own are called after those they join."""
_SEATS: dict[str, tuple[Any, Any]] = {
    "post": (Post, Appointment.post_id),
    "responsibility": (Responsibility, Appointment.responsibility_id),
}
"""Their part of the record also tells who was appointed."""
_LONGEST, _LONGEST_NAME = 300, 80
Labels = dict[tuple[str, int], str]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field: what it is called, and its two values in words; None = empty."""

    label: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that changed."""

    table: str
    what: str
    label: str
    ref: str | None
    verb: str
    fields: Sequence[FieldChange]


@dataclass(frozen=True, slots=True)
class Action:
    """Everything one person did at once."""

    key: str
    when: str
    who: str | None
    is_undo: bool
    undone: bool
    can_undo: bool
    rows: Sequence[RowChange]


def list_actions(page: int, *, now: datetime, table: str | None = None, ref: str | None = None) -> Sequence[Action]:
    """Return one page of actions, the newest first, and one action more if there is a next page."""
    keys = select(Event.action, func.max(Event.id).label("last")).group_by(Event.action)
    if table in _SEATS and ref:
        keys = keys.where(or_(and_(Event.table == table, Event.ref == ref), _appointed_to(table, ref)))
    else:
        asked = {Event.table: table, Event.ref: ref}
        keys = keys.where(*(column == wanted for column, wanted in asked.items() if wanted))
    found = db.session.execute(
        keys.order_by(func.max(Event.id).desc()).offset((page - 1) * PER_PAGE).limit(PER_PAGE + 1)
    )
    return describe_actions([row.action for row in found], now=now)


def _appointed_to(table: str, ref: str) -> ColumnElement[bool]:
    """Tell whether an entry is about an appointment to a post or responsibility."""
    seat, column = _SEATS[table]
    mine = select(Appointment.id).join(seat, seat.id == column).where(seat.ref == ref)
    return and_(Event.table == "appointment", Event.row_id.in_(mine))


def describe_actions(keys: Sequence[str], *, now: datetime) -> Sequence[Action]:
    """Return these actions in words, in their order; unknown keys fall out."""
    events: dict[str, list[Event]] = defaultdict(list)
    for entry in db.session.scalars(select(Event).where(Event.action.in_(keys)).order_by(Event.id)):
        events[entry.action].append(entry)
    labels = _labels([entry for entries in events.values() for entry in entries])
    return [_action(events[key], labels, now) for key in keys if events[key]]


def _action(entries: Sequence[Event], labels: Labels, now: datetime) -> Action:
    first = entries[0]
    return Action(
        key=first.action,
        when=moment(first.at),
        who=labels.get(("person", first.person_id)) if first.person_id else None,
        is_undo=first.verb == "record.undo_action",
        undone=any(entry.undone_by for entry in entries),
        can_undo=all(can_undo(entry, now=now) for entry in entries),
        rows=[_row(entry, labels) for entry in entries],
    )


def _row(entry: Event, labels: Labels) -> RowChange:
    changes = {
        Change.ADDED: _("neu"),
        Change.CHANGED: _("geändert"),
        Change.REMOVED: _("entfernt"),
    }
    table = Base.metadata.tables[entry.table]
    shown = [(name, pair) for name, pair in entry.values.items() if name not in NOT_SHOWN and pair[0] != pair[1]]
    return RowChange(
        table=entry.table,
        what=str(TABLES.get(entry.table, entry.table)),
        label=labels.get((entry.table, entry.row_id)) or _own_label(entry, labels),
        ref=entry.ref,
        verb=changes[Change(entry.change)],
        fields=[_field(table, name, pair, labels) for name, pair in shown],
    )


def _field(table: Table, name: str, pair: Sequence[Any], labels: Labels) -> FieldChange:
    old, new = (_in_words(table, name, value, labels) for value in pair)
    return FieldChange(str(COLUMNS.get(name, name)), old, new)


def _in_words(table: Table, name: str, value: Any, labels: Labels) -> str | None:
    """Return a value of the record as people read it."""
    if value is None or value in ("", []):
        return None
    if target := _target(table, name):
        return labels.get((target, value)) or _("(gelöscht)")
    return _spoken(table.c[name].type if name in table.c else None, value)


def _spoken(kind: Any, value: Any) -> str:
    match kind:
        case Enum(name=set_name):
            return str(SETS.get(str(set_name), {}).get(value, value))
        case Boolean():
            return _("ja") if value else _("nein")
        case Date():
            return short_date(date.fromisoformat(value))
        case TextList():
            return ", ".join(value)
        case _:
            return number(value) if isinstance(value, int | float) else str(value)[:_LONGEST]


def _own_label(entry: Event, labels: Labels) -> str:
    """Return what a row was called that is gone: its values stand in the record."""
    table = Base.metadata.tables[entry.table]
    values = {name: pair[1] if pair[1] is not None else pair[0] for name, pair in entry.values.items()}
    return _label(table, values, labels)


def _labels(entries: Sequence[Event]) -> Labels:
    """Return what all rows are called that these entries name: first the rows, then what they refer to."""
    ids: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        ids[entry.table].add(entry.row_id)
        ids["person"] |= {entry.person_id} if entry.person_id else set()
        _add_targets(ids, entry.table, ({name: value} for name, pair in entry.values.items() for value in pair))
    rows: dict[tuple[str, int], Any] = {}
    for joining in (True, False):
        for name in sorted(ids):
            if (name in _JOINING) is joining:
                found = _read(name, ids[name])
                rows |= {(name, row["id"]): row for row in found}
                _add_targets(ids, name, found)
    labels: Labels = {}
    for joining in (False, True):
        labels |= {
            key: _label(Base.metadata.tables[key[0]], row, labels)
            for key, row in rows.items()
            if (key[0] in _JOINING) is joining
        }
    return labels


def _add_targets(ids: dict[str, set[int]], name: str, rows: Iterable[Any]) -> None:
    table = Base.metadata.tables[name]
    for row in rows:
        for column, value in row.items():
            if value is not None and (target := _target(table, column)):
                ids[target].add(value)


def _read(name: str, ids: set[int]) -> Sequence[Any]:
    table = Base.metadata.tables[name]
    wanted = [column for column in table.c if column.name in {"id", "given_name", "family_name", *_NAMES}]
    wanted += [table.c[column] for column in _JOINING.get(name, ())]
    return db.session.execute(select(*wanted).where(table.c.id.in_(ids))).mappings().all()


def _label(table: Table, row: Any, labels: Labels) -> str:
    if joined := _JOINING.get(table.name):
        targets = [(_target(table, column), row.get(column)) for column in joined]
        return " – ".join(labels.get((str(target), value), "…") for target, value in targets if value is not None)
    if table.name == "person":
        return f"{row.get('given_name') or ''} {row.get('family_name') or ''}".strip() or "…"
    return str(next((row[name] for name in _NAMES if row.get(name)), "…"))[:_LONGEST_NAME]


def _target(table: Table, name: str) -> str | None:
    """Return the table that a column refers to."""
    column = table.c.get(name)
    return next((key.column.table.name for key in column.foreign_keys), None) if column is not None else None
