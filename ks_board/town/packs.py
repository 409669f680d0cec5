"""Town packs that were applied, and the texts that a pack brought."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import JSON, String, select
from sqlalchemy.orm import Mapped, mapped_column

from ks_board.core.columns import Id, Ref, Short, UtcDateTime, Versioned
from ks_board.core.db import Base, db

BUILT_IN = Path(__file__).parents[1] / "data" / "pack"
LONGEST_TEXT = 100_000


class Pack(Versioned, Base):
    """The pack as it was last applied: what the town changed since then is what differs from it."""

    __tablename__ = "pack"

    id: Mapped[Id]
    ref: Mapped[Ref]
    title: Mapped[Short]
    edition: Mapped[str] = mapped_column(String(20))
    """The version of the pack, such as 1.2."""
    languages: Mapped[Short]
    licence: Mapped[Short]
    applied_at: Mapped[datetime] = mapped_column(UtcDateTime)
    cells: Mapped[dict[str, dict[str, dict[str, str]]]] = mapped_column(JSON)
    """File → id → column → text of the cell, as the pack wrote it."""


class PackText(Versioned, Base):
    """A letter or another text of a pack; `ref` is its file, such as letters/thanks.txt."""

    __tablename__ = "pack_text"

    id: Mapped[Id]
    ref: Mapped[Ref]
    text: Mapped[str] = mapped_column(String(LONGEST_TEXT))


def find_text(name: str) -> str | None:
    """Return a text as the town has it, else as the built-in pack brings it; None if there is none."""
    text = db.session.scalar(select(PackText.text).where(PackText.ref == name))
    if text is None and (BUILT_IN / name).is_file():
        return (BUILT_IN / name).read_text(encoding="utf-8")
    return text
