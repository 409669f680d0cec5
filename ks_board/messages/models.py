"""Messages to the town."""

from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from ks_board.core.columns import Id, Long, Ref, Short, Versioned, one_of, refers_to
from ks_board.core.db import Base


class MessageKind(StrEnum):
    """What a message is."""

    WORRY = "worry"
    IDEA = "idea"
    QUESTION = "question"
    OFFER = "offer"
    PRAISE = "praise"


class Message(Versioned, Base):
    """One message; a day, not a time, is kept (an anonymous writer stays anonymous)."""

    __tablename__ = "message"

    id: Mapped[Id]
    ref: Mapped[Ref]
    received_on: Mapped[date]
    kind: Mapped[MessageKind] = mapped_column(one_of(MessageKind))
    channel: Mapped[Short | None]
    subject: Mapped[Long]
    contact: Mapped[Short | None]
    """Phone or e-mail for the answer, if the writer gave one."""
    unit_id: Mapped[int] = refers_to("unit.id")
    answered_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    measure_id: Mapped[int | None] = refers_to("measure.id")
