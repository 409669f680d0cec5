"""Personal links: a random address that stands for one person and one purpose, kept only as a hash, revocable."""

import hashlib
import secrets
from datetime import date, datetime, timedelta
from enum import StrEnum

from flask_babel import gettext as _
from sqlalchemy import String, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from ks_board.core.columns import SHORT, Id, UtcDateTime, one_of, refers_to
from ks_board.core.db import Base, db
from ks_board.core.errors import NotFound
from ks_board.people.models import Person


class LinkPurpose(StrEnum):
    """What a link is for, and nothing else."""

    MY_PAGE = "my_page"
    SIGN_IN = "sign_in"
    NEW_PASSWORD = "new_password"  # noqa: S105 - a purpose, no secret.
    INVITATION = "invitation"
    NEW_EMAIL = "new_email"
    PROOF = "proof"
    CONFIRMATION = "confirmation"
    CALENDAR = "calendar"
    API = "api"
    """A key for machines; the detail says what for. It never opens a page."""
    SCENARIO = "scenario"


LIFE = {
    LinkPurpose.MY_PAGE: timedelta(days=365),
    LinkPurpose.SIGN_IN: timedelta(minutes=20),
    LinkPurpose.NEW_PASSWORD: timedelta(hours=1),
    LinkPurpose.INVITATION: timedelta(days=14),
    LinkPurpose.NEW_EMAIL: timedelta(hours=24),
    LinkPurpose.PROOF: timedelta(days=14),
    LinkPurpose.CONFIRMATION: timedelta(days=60),
    LinkPurpose.CALENDAR: timedelta(days=365),
    LinkPurpose.API: timedelta(days=365),
    LinkPurpose.SCENARIO: timedelta(days=60),
}
"""How long a link lives; those for several uses live on from their last use."""
FOR_SEVERAL_USES = frozenset(
    {LinkPurpose.MY_PAGE, LinkPurpose.CONFIRMATION, LinkPurpose.CALENDAR, LinkPurpose.SCENARIO}
)


class PersonalLink(Base):
    """A link of one person."""

    __tablename__ = "personal_link"

    id: Mapped[Id]
    person_id: Mapped[int | None] = refers_to("person.id")
    account_id: Mapped[int | None] = refers_to("account.id")
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[LinkPurpose] = mapped_column(one_of(LinkPurpose))
    detail: Mapped[str | None] = mapped_column(String(SHORT))
    """What the purpose needs, such as the new e-mail address or the assignment to prove."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    session_version: Mapped[int] = mapped_column(default=1, server_default="1")
    """Counted up by signing out: cookies that this link has started are dead then."""


def make_link(
    purpose: LinkPurpose,
    *,
    now: datetime,
    person_id: int | None = None,
    account_id: int | None = None,
    detail: str | None = None,
) -> str:
    """Make a link and return its token; only its hash is kept, so it can be shown just this once."""
    token = secrets.token_urlsafe(24)
    db.session.add(
        PersonalLink(
            person_id=person_id,
            account_id=account_id,
            token_hash=_hash(token),
            purpose=purpose,
            detail=detail,
            created_at=now,
            expires_at=now + LIFE[purpose],
        )
    )
    return token


def get_link(token: str, *purposes: LinkPurpose, now: datetime) -> PersonalLink:
    """Return a link that can be used; raise NotFound alike for unknown, expired, used and revoked ones."""
    link = db.session.query(PersonalLink).filter_by(token_hash=_hash(token)).one_or_none()
    if link is None or link.purpose not in purposes or not is_usable(link, now=now):
        raise _dead()
    return link


def get_holder_id(link: PersonalLink, *, on: date) -> int:
    """Return whose link it is; raise NotFound if that person has left."""
    here = or_(Person.left_on.is_(None), Person.left_on > on)
    person_id = db.session.scalar(select(Person.id).where(Person.id == link.person_id, here))
    if person_id is None:
        raise _dead()
    return person_id


def link_id(token: str) -> int:
    """Return the number of a link that was just made, to name what is sent with it."""
    db.session.flush()
    return db.session.query(PersonalLink.id).filter_by(token_hash=_hash(token)).one()[0]


def is_usable(link: PersonalLink, *, now: datetime) -> bool:
    """Tell whether a link is neither over nor revoked, nor used up."""
    used_up = link.used_at is not None and link.purpose not in FOR_SEVERAL_USES
    return link.revoked_at is None and link.expires_at > now and not used_up


def use_link(link: PersonalLink, *, now: datetime) -> bool:
    """Note a use; a link for one use is used up then. Return False if somebody was quicker."""
    fresh = update(PersonalLink).where(PersonalLink.id == link.id, PersonalLink.revoked_at.is_(None))
    if link.purpose in FOR_SEVERAL_USES:
        fresh = fresh.values(used_at=now, expires_at=now + LIFE[link.purpose])
    else:
        fresh = fresh.where(PersonalLink.used_at.is_(None)).values(used_at=now)
    return bool(db.session.execute(fresh).rowcount)  # type: ignore[attr-defined]


def revoke_links(person_id: int, *, now: datetime, purpose: LinkPurpose | None = None) -> None:
    """Let all links of a person, or those for one purpose, be dead at once."""
    theirs = update(PersonalLink).where(PersonalLink.person_id == person_id, PersonalLink.revoked_at.is_(None))
    if purpose:
        theirs = theirs.where(PersonalLink.purpose == purpose)
    db.session.execute(theirs.values(revoked_at=now))


def _dead() -> NotFound:
    return NotFound(_("Dieser Link gilt nicht mehr. Bitte fragen Sie die Koordination nach einem neuen."))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
