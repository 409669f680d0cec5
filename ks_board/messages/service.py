"""Take a message, note that it was answered, close it."""

from datetime import date

from flask_babel import gettext as _
from sqlalchemy import case, insert, select

from ks_board.core.db import db
from ks_board.core.errors import Conflict
from ks_board.core.refs import next_ref
from ks_board.messages.models import Message, MessageKind
from ks_board.organigram.in_force import unit_in_force
from ks_board.organigram.models import Unit, UnitKind

WEB = "web"


def send_message(kind: MessageKind, text: str, *, contact: str | None, on: date) -> None:
    """Keep a message for the contact point; raise Conflict as long as there is no town.

    It is written past the record on purpose: that would keep the moment and, if somebody is signed in, the person.
    """
    unit = _find_unit(on)
    if unit is None:
        raise Conflict(_("Die Stadt ist noch nicht eingerichtet. Bitte versuchen Sie es später."))
    values = {"ref": next_ref(Message), "received_on": on, "kind": kind, "channel": WEB, "unit_id": unit}
    db.session.execute(insert(Message).values(values | {"subject": text, "contact": contact}))


def answer_message(message: Message, *, on: date) -> None:
    """Note that a message was answered; the first day stays."""
    if message.answered_on is None:
        message.answered_on = on
        db.session.flush()


def close_message(message: Message, *, on: date) -> None:
    """Close a message; the first day stays."""
    if message.closed_on is None:
        message.closed_on = on
        db.session.flush()


def _find_unit(on: date) -> int | None:
    """Return the unit that answers everybody: the contact point, else the town itself."""
    first = case((Unit.kind == UnitKind.COORDINATION, 0), else_=1)
    query = select(Unit.id).where(Unit.kind.in_((UnitKind.COORDINATION, UnitKind.TOWN)), unit_in_force(on))
    found: int | None = db.session.scalar(query.order_by(first, Unit.id).limit(1))
    return found
