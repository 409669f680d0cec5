"""Take an action back from the record, as long as nothing was built on it since."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Date, Enum, inspect, select
from sqlalchemy.exc import IntegrityError

from ks_board.core.columns import LocalDateTime, TextList, UtcDateTime
from ks_board.core.db import Base, db
from ks_board.core.errors import Conflict, NotFound
from ks_board.core.record import Change, Event, current_action, recorded

KEPT = timedelta(days=30)
"""How long an action can be taken back."""
_BY_HAND: set[str] = set()


def undo_by_hand(*models: type[Base]) -> None:
    """Refuse to take back changes of these rows from the record: their own services keep counts right."""
    _BY_HAND.update(model.__tablename__ for model in models)


def undo(action: str, *, now: datetime) -> Sequence[Event]:
    """Put every row of an action back as it was; raise NotFound or Conflict, then nothing changed."""
    events = db.session.scalars(select(Event).where(Event.action == action).order_by(Event.id.desc())).all()
    if not events:
        raise NotFound(_("Diesen Eintrag gibt es nicht."))
    _check(events, now)
    try:
        with db.session.begin_nested():
            for entry in events:
                _still(entry.change != Change.ADDED or _newest(entry))
                take_back(entry)
    except IntegrityError:
        raise Conflict(_("Das geht nicht mehr zurück: Inzwischen hängt anderes davon ab.")) from None
    for entry in events:
        entry.undone_by = current_action() or "-"
    return events


def can_undo(entry: Event, *, now: datetime) -> bool:
    """Tell whether an entry can still be taken back, as far as it tells itself."""
    return entry.undone_by is None and entry.at > now - KEPT and entry.table not in _BY_HAND


def _check(events: Sequence[Event], now: datetime) -> None:
    if any(entry.undone_by for entry in events):
        raise Conflict(_("Das wurde schon rückgängig gemacht."))
    if any(entry.at <= now - KEPT for entry in events):
        raise Conflict(_("Das ist länger als 30 Tage her. Bitte ändern Sie es von Hand."))
    if any(entry.table in _BY_HAND for entry in events):
        raise Conflict(_("Eine Zusage nehmen Sie auf der Seite der Aufgabe zurück."))


def take_back(entry: Event) -> None:
    """Put one row back as it was before an entry; raise Conflict if it is not as the entry left it."""
    model = recorded(entry.table)
    if model is None:
        raise Conflict(_("Das geht nicht mehr zurück: Diese Daten gibt es nicht mehr."))
    row = db.session.get(model, entry.row_id)
    match Change(entry.change):
        case Change.ADDED:
            _still(row is not None)
            db.session.delete(row)
        case Change.CHANGED:
            _put_back(entry, row, model)
        case Change.REMOVED:
            _still(row is None)
            values = {column: parse(model, column, old) for column, (old, _new) in entry.values.items()}
            db.session.add(model(**{_attribute(model, column): value for column, value in values.items()}))
    db.session.flush()


def _put_back(entry: Event, row: Base | None, model: type[Base]) -> None:
    _still(row is not None)
    for column, (old, new) in entry.values.items():
        if column == "version":
            continue
        attribute = _attribute(model, column)
        _still(getattr(row, attribute) == parse(model, column, new))
        setattr(row, attribute, parse(model, column, old))


def _still(as_left: bool) -> None:
    if not as_left:
        raise Conflict(_("Das geht nicht mehr zurück: Inzwischen hat jemand dasselbe noch einmal geändert."))


def _newest(entry: Event) -> bool:
    """Tell whether nothing happened to the row of an entry after its action."""
    later = select(Event.id).where(Event.table == entry.table, Event.row_id == entry.row_id, Event.id > entry.id)
    return db.session.scalar(later.where(Event.action != entry.action, Event.undone_by.is_(None))) is None


def _attribute(model: type[Base], column: str) -> str:
    return str(inspect(model).get_property_by_column(model.__table__.c[column]).key)


def parse(model: type[Base], column: str, value: Any) -> Any:
    """Return a value of the record as the column has it."""
    kind = model.__table__.c[column].type
    match kind:
        case TextList():
            return tuple(value or ())
        case _ if value is None:
            return None
        case Enum(enum_class=kinds) if kinds is not None:
            return kinds(value)
        case UtcDateTime() | LocalDateTime():
            return datetime.fromisoformat(value)
        case Date():
            return date.fromisoformat(value)
        case _:
            return value
