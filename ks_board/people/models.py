"""Person and account."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ks_board.core.columns import SHORT, Id, Long, Ref, Short, TextList, UtcDateTime, Versioned, one_of, refers_to
from ks_board.core.db import Base
from ks_board.permissions import Role


class ContactChannel(StrEnum):
    """How a person wants to be reached."""

    EMAIL = "email"
    PHONE = "phone"
    APP = "app"
    POST = "post"


class Residence(StrEnum):
    """Where a person lives, seen from the town."""

    IN_TOWN = "in_town"
    DISTRICT = "district"
    DIASPORA = "diaspora"


class Person(Versioned, Base):
    """Everyone with a record; has left = `left_on` is set and not in the future."""

    __tablename__ = "person"

    id: Mapped[Id]
    ref: Mapped[Ref]
    given_name: Mapped[Short]
    family_name: Mapped[Short]
    form_of_address: Mapped[Short | None]
    email: Mapped[Short | None]
    phone: Mapped[Short | None]
    channel: Mapped[ContactChannel | None] = mapped_column(one_of(ContactChannel))
    residence: Mapped[Residence | None] = mapped_column(one_of(Residence))
    languages: Mapped[tuple[str, ...]] = mapped_column(TextList, default=())
    skills: Mapped[tuple[str, ...]] = mapped_column(TextList, default=())
    licence: Mapped[tuple[str, ...]] = mapped_column(TextList, default=())
    hours_per_month: Mapped[float | None]
    """Hours a month this person offers."""
    certificate_issued_on: Mapped[date | None]
    certificate_seen_on: Mapped[date | None]
    consent_contact: Mapped[bool | None]
    consent_public: Mapped[bool | None]
    """May the name stand on public pages? Unknown means no."""
    joined_on: Mapped[date | None]
    left_on: Mapped[date | None]
    notes: Mapped[Long | None]

    @property
    def name(self) -> str:
        """Given and family name as people say it."""
        return f"{self.given_name} {self.family_name}"


class Account(Base):
    """A sign-in with a password, for staff and whoever wants one."""

    __tablename__ = "account"

    id: Mapped[Id]
    person_id: Mapped[int | None] = refers_to("person.id")
    email: Mapped[str] = mapped_column(String(SHORT), unique=True)
    """Lower case; the name to sign in with."""
    password_hash: Mapped[Short | None]
    roles: Mapped[tuple[str, ...]] = mapped_column(TextList, default=())
    session_version: Mapped[int] = mapped_column(default=1)
    """Counted up by signing out and by a new password: older cookies are dead then."""
    last_login_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    locked: Mapped[bool] = mapped_column(default=False)

    person: Mapped[Person | None] = relationship()

    @property
    def role_set(self) -> frozenset[Role]:
        """The roles as the permissions page knows them."""
        return frozenset(Role(role) for role in self.roles)
