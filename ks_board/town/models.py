"""Settings, areas, places, procedures and decisions of the town."""

from datetime import date
from enum import StrEnum

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ks_board.core.columns import LONG, Id, Long, Ref, Short, Versioned, one_of, refers_to
from ks_board.core.db import Base


class ProcedureKind(StrEnum):
    """A procedure has steps and is reviewed; an exchange meets again on a next date."""

    PROCEDURE = "procedure"
    EXCHANGE = "exchange"


class TownSetting(Versioned, Base):
    """One key of meta.csv or one setting of the town."""

    __tablename__ = "town_setting"

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(String(64), unique=True)
    value: Mapped[str] = mapped_column(String(LONG))


class Area(Versioned, Base):
    """A field of local public services."""

    __tablename__ = "area"

    id: Mapped[Id]
    ref: Mapped[Ref]
    label_de: Mapped[Short]
    label_en: Mapped[Short]


class Place(Versioned, Base):
    """Any address; it can be an anchor, it can be usable by groups."""

    __tablename__ = "place"

    id: Mapped[Id]
    ref: Mapped[Ref]
    name: Mapped[Short]
    kind: Mapped[Short]
    street: Mapped[Short | None]
    district_unit_id: Mapped[int | None] = refers_to("unit.id")
    owner_unit_id: Mapped[int] = refers_to("unit.id")
    is_anchor: Mapped[bool | None]
    is_usable: Mapped[bool | None]
    keeper_person_id: Mapped[int | None] = refers_to("person.id")
    usage_terms: Mapped[Long | None]
    opening_hours: Mapped[Short | None]
    step_free: Mapped[bool | None]
    capacity: Mapped[int | None]


class Procedure(Versioned, Base):
    """Rules in steps, or a regular meeting."""

    __tablename__ = "procedure"

    id: Mapped[Id]
    ref: Mapped[Ref]
    title: Mapped[Short]
    kind: Mapped[ProcedureKind] = mapped_column(one_of(ProcedureKind))
    unit_id: Mapped[int] = refers_to("unit.id")
    steps: Mapped[int | None]
    last_reviewed_on: Mapped[date | None]
    next_on: Mapped[date | None]


class Decision(Versioned, Base):
    """A decision of the council; kinds `enabling` and `consensus` answer questions of the checklist."""

    __tablename__ = "decision"

    id: Mapped[Id]
    ref: Mapped[Ref]
    unit_id: Mapped[int] = refers_to("unit.id")
    title: Mapped[Short]
    kind: Mapped[Short]
    decided_on: Mapped[date]
    valid_until: Mapped[date | None]
    reference: Mapped[Short | None]
