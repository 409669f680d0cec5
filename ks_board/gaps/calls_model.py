"""What was said on the phone: the calls of the coordinator's weekly list."""

from datetime import date
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ks_board.core.columns import REF, Id, Long, Ref, Versioned, one_of, refers_to
from ks_board.core.db import Base


class CallKind(StrEnum):
    """Why somebody is called; the order is the one in which the kinds take turns."""

    TANDEM = "tandem"
    SPONSOR = "sponsor"
    ALONE = "alone"
    ENDING = "ending"
    THANKS = "thanks"


KIND_WORDS = {
    CallKind.TANDEM: _l("Tandem"),
    CallKind.SPONSOR: _l("Patin oder Pate"),
    CallKind.ALONE: _l("trägt eine Aufgabe allein"),
    CallKind.ENDING: _l("Amt oder Zuständigkeit endet"),
    CallKind.THANKS: _l("Dank"),
}


class Call(Versioned, Base):
    """One call, or the try of one; `subject_ref` names what it was about, in the table that its kind tells."""

    __tablename__ = "call"

    id: Mapped[Id]
    ref: Mapped[Ref]
    kind: Mapped[CallKind] = mapped_column(one_of(CallKind))
    subject_ref: Mapped[str] = mapped_column(String(REF))
    person_id: Mapped[int] = refers_to("person.id")
    called_on: Mapped[date] = mapped_column(index=True)
    called_by_id: Mapped[int | None] = refers_to("person.id")
    reached: Mapped[bool]
    note: Mapped[Long | None]
