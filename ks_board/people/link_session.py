"""Who came by a personal link: one person without an account, who sees what is their own and nothing else."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any

from flask_login import UserMixin
from sqlalchemy import ColumnElement, Date, bindparam, or_, select, update

from ks_board.core.clock import local_day
from ks_board.core.db import db
from ks_board.people.links import LinkPurpose, PersonalLink
from ks_board.people.models import Person
from ks_board.permissions import Permission, Role, permissions_of

SIGN = "l"
"""Begins the cookie's id of a link; that of an account begins with a digit."""
_ROLES = frozenset({Role.LINK})
Holds = Callable[[Any, Any], ColumnElement[bool]]
"""Tells for SQL whether something holds for a person on a day."""
_FURTHER: dict[Role, Holds] = {}


class Linked(UserMixin):  # type: ignore[misc]
    """A person as the pages see it, read anew with every request: a revoked link ends its sessions at once."""

    account_id = None

    def __init__(self, link_id: int, person_id: int, version: int, roles: frozenset[Role] = _ROLES) -> None:
        self.link_id = link_id
        self.person_id = person_id
        self.version = version
        self.roles = roles
        self.permissions: frozenset[Permission] = permissions_of(roles)

    @property
    def id(self) -> str:
        """Return what stands in the log for this visitor."""
        return f"link {self.link_id}"

    def get_id(self) -> str:
        """Return what the cookie holds: link and session version, no name."""
        return f"{SIGN}{self.link_id}.{self.version}"


def find_linked(cookie_id: str, *, now: datetime) -> Linked | None:
    """Return the person of a cookie, None if the link is unknown, revoked or over, or the person has left."""
    link_id, _, version = cookie_id.removeprefix(SIGN).partition(".")
    if not link_id.isdecimal() or not version.isdecimal():
        return None
    on = local_day(now)
    asked = {"link": int(link_id), "version": int(version), "now": now, "on": on}
    row = db.session.execute(_by_cookie(), asked).one_or_none()
    if row is None:
        return None
    further = {role for role in _FURTHER if getattr(row, role)}
    return Linked(row.id, row.person_id, row.session_version, _ROLES | further)


def give_also(role: Role, holds: Holds) -> None:
    """Let a person who came by a link also have a role on the days on which this holds."""
    _FURTHER[role] = holds
    _by_cookie.cache_clear()


def end_link_sessions(link_id: int) -> None:
    """Sign out everywhere who came by this link; the link itself stays good."""
    theirs = update(PersonalLink).where(PersonalLink.id == link_id)
    db.session.execute(theirs.values(session_version=PersonalLink.session_version + 1))


@cache
def _by_cookie() -> Any:
    """Build the statement once: every page asks it."""
    person, on = PersonalLink.person_id, bindparam("on", type_=Date)
    return (
        select(
            *(PersonalLink.id, person, PersonalLink.session_version),
            *(holds(person, on).label(role.value) for role, holds in _FURTHER.items()),
        )
        .join(Person, Person.id == person)
        .where(
            PersonalLink.id == bindparam("link"),
            PersonalLink.session_version == bindparam("version"),
            PersonalLink.purpose == LinkPurpose.MY_PAGE,
            PersonalLink.revoked_at.is_(None),
            PersonalLink.expires_at > bindparam("now"),
            or_(Person.left_on.is_(None), Person.left_on > on),
        )
    )
