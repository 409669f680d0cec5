"""Who looks at a page: an account from the session cookie, or the public."""

from flask import Flask
from flask_login import AnonymousUserMixin, LoginManager, UserMixin
from sqlalchemy import select

from ks_board.core.db import db
from ks_board.people.models import Account
from ks_board.permissions import Permission, Role, permissions_of

_PUBLIC = permissions_of(frozenset())


class Public(AnonymousUserMixin):  # type: ignore[misc]
    """Everybody who is not signed in."""

    permissions = _PUBLIC
    person_id = None


class SignedIn(UserMixin):  # type: ignore[misc]
    """An account as the pages see it, read anew with every request: a lost role is lost at once."""

    def __init__(
        self, account_id: int, email: str, roles: frozenset[Role], person_id: int | None, version: int
    ) -> None:
        self.id = account_id
        self.email = email
        self.roles = roles
        self.person_id = person_id
        self.version = version

    @property
    def permissions(self) -> frozenset[Permission]:
        """What this account may do."""
        return permissions_of(self.roles)

    def get_id(self) -> str:
        """Return what the cookie holds: account and session version, no role and no name."""
        return f"{self.id}.{self.version}"


def init_sign_in(app: Flask) -> None:
    """Read the account of each request from the session."""
    manager = LoginManager()
    manager.anonymous_user = Public
    manager.session_protection = None  # It compares the address and browser, which change on old phones.
    manager.user_loader(find_signed_in)
    manager.init_app(app)


def find_signed_in(cookie_id: str) -> SignedIn | None:
    """Return the account of a cookie, None if it is unknown, locked or signed out since."""
    account_id, _, version = cookie_id.partition(".")
    if not account_id.isdecimal() or not version.isdecimal():
        return None
    row = db.session.execute(
        select(Account.id, Account.email, Account.roles, Account.person_id, Account.session_version).where(
            Account.id == int(account_id), Account.session_version == int(version), Account.locked.is_(False)
        )
    ).one_or_none()
    if row is None:
        return None
    return SignedIn(row.id, row.email, frozenset(map(Role, row.roles)), row.person_id, row.session_version)
