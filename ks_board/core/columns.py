"""Column types that the tables share; each is one type of `data/SCHEMA.md`."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import DateTime, Dialect, Enum, ForeignKey, String
from sqlalchemy.orm import Mapped, MappedColumn, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

SHORT, LONG, REF = 300, 10_000, 64

Id = Annotated[int, mapped_column(primary_key=True)]
Ref = Annotated[str, mapped_column(String(REF), unique=True)]
"""The id of the town folder: stands in addresses, QR codes and exports, never changes."""
Short = Annotated[str, mapped_column(String(SHORT))]
Long = Annotated[str, mapped_column(String(LONG))]


class TextList(TypeDecorator[tuple[str, ...]]):
    """An ordered set of short texts in one column, joined by `;`; empty is the empty tuple."""

    impl = String(LONG)
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str:
        """Join the texts; none may hold the separator."""
        return ";".join(value or ())

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...]:
        """Split the stored text."""
        return tuple(value.split(";")) if value else ()


class UtcDateTime(TypeDecorator[datetime]):
    """A point in time, aware and in UTC on the way in and out."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC without the zone; refuse a time that does not know its zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a point in time needs its zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return UTC."""
        return value.replace(tzinfo=UTC) if value else None


class LocalDateTime(TypeDecorator[datetime]):
    """A local time in Europe/Berlin without a zone, as people write it; the start of a series."""

    impl = DateTime
    cache_ok = True


def one_of(kinds: type[StrEnum]) -> Enum:
    """Return the type of a closed set: text in the database, checked there, an enum in Python."""
    name = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in kinds.__name__).strip("_")
    return Enum(
        kinds,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=20,
        values_callable=lambda k: [e.value for e in k],
    )


def refers_to(column: str, **options: Any) -> MappedColumn[Any]:
    """Return a foreign key that is checked at commit, so that an import may bring rows in any order."""
    alter = options.pop("use_alter", False)
    return mapped_column(
        ForeignKey(column, deferrable=True, initially="DEFERRED", use_alter=alter), index=True, **options
    )


class Versioned:
    """A row that people edit: of two editors of the same version the second is told."""

    version: Mapped[int] = mapped_column(default=1, server_default="1")

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy hands over the class.
        """Let every update check and count up the version."""
        return {"version_id_col": cls.version}
