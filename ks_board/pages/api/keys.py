"""Keys for machines: made by staff, kept as a hash, over after a year, revocable, never worth more than their maker.

A key is a personal link of an account. It is not noted as used: reading writes nothing.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_login import AnonymousUserMixin
from sqlalchemy import or_, select

from ks_board.core.clock import local_day
from ks_board.core.db import begin_requests_as_writers, db
from ks_board.core.errors import NotFound
from ks_board.core.limits import Limit, count_try
from ks_board.people.links import LinkPurpose, PersonalLink, get_link, make_link
from ks_board.people.models import Account, Person
from ks_board.permissions import Permission, Role, permissions_of

SCOPE = frozenset({Permission.API_READ, Permission.GAP_READ_ALL, Permission.PERSON_READ_NAMES})
"""The most a key opens: names and all gaps, and nothing that changes anything."""
WRONG_KEYS = Limit("wrong key for machines", tries=30, minutes=15)


class Machine(AnonymousUserMixin):  # type: ignore[misc]  # Flask-Login ships no types.
    """Who reads the API: everybody, or the bearer of a key. A cookie counts for nothing here."""

    person_id = None
    account_id = None

    def __init__(self, permissions: frozenset[Permission], *, has_key: bool) -> None:
        self.permissions = permissions
        self.has_key = has_key


def everybody() -> Machine:
    """Return who comes without a key."""
    return Machine(permissions_of(frozenset()), has_key=False)


def bearer_of(token: str, *, now: datetime) -> Machine:
    """Return the bearer of a key, with what its maker may see today; raise NotFound for a key that is not good."""
    link = get_link(token, LinkPurpose.API, now=now)
    maker = select(Account.roles).outerjoin(Person, Person.id == Account.person_id)
    here = or_(Person.left_on.is_(None), Person.left_on > local_day(now))
    roles = db.session.scalar(maker.where(Account.id == link.account_id, Account.locked.is_(False), here))
    if roles is None:
        raise NotFound
    granted = permissions_of(frozenset(map(Role, roles)))
    return Machine(granted & SCOPE, has_key=True)


def count_wrong_key(network: str, *, now: datetime) -> None:
    """Count a wrong key; raise TooManyTries for who goes on guessing. Ends the transaction going on."""
    db.session.rollback()
    begin_requests_as_writers(True)  # A counter is the one thing that reading may write.
    count_try(WRONG_KEYS, network, now=now)
    db.session.commit()


def make_key(purpose: str, *, account_id: int, now: datetime) -> str:
    """Make a key and return it; it can be shown just this once."""
    return make_link(LinkPurpose.API, account_id=account_id, detail=purpose, now=now)


def list_keys(*, now: datetime) -> Sequence[Any]:
    """Return the keys that are good, the newest first, with the address of their makers."""
    return db.session.execute(
        select(PersonalLink.id, PersonalLink.detail, PersonalLink.created_at, PersonalLink.expires_at, Account.email)
        .join(Account, Account.id == PersonalLink.account_id)
        .where(
            PersonalLink.purpose == LinkPurpose.API, PersonalLink.revoked_at.is_(None), PersonalLink.expires_at > now
        )
        .order_by(PersonalLink.id.desc())
    ).all()


def revoke_key(number: int, *, now: datetime) -> None:
    """Let a key be dead at once; raise NotFound."""
    link = db.session.get(PersonalLink, number)
    if link is None or link.purpose is not LinkPurpose.API:
        raise NotFound
    link.revoked_at = link.revoked_at or now
