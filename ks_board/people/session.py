"""Who looks at a page: an account or a personal link from the session cookie, or the public."""

from datetime import datetime, timedelta

from flask import Flask, session
from flask_login import AnonymousUserMixin, LoginManager, UserMixin, login_user
from sqlalchemy import bindparam, select

from ks_board.core import clock
from ks_board.core.db import db
from ks_board.people.accounts import end_sessions
from ks_board.people.link_session import SIGN, Linked, end_link_sessions, find_linked
from ks_board.people.links import PersonalLink
from ks_board.people.models import Account
from ks_board.permissions import Permission, Role, permissions_of

_PUBLIC = permissions_of(frozenset())
_STAFF = frozenset({Role.COORDINATOR, Role.ADMIN})
# Who sees everybody's data signs in once a working day; others look in now and then from their own phone.
STAFF_IDLE, STAFF_LONGEST = timedelta(hours=4), timedelta(hours=16)
OTHERS_IDLE, OTHERS_LONGEST = timedelta(days=14), timedelta(days=90)
_NOTE_EVERY = timedelta(minutes=5)
_ACCOUNT = Account.__table__.c
_BY_COOKIE = select(_ACCOUNT.id, _ACCOUNT.email, _ACCOUNT.roles, _ACCOUNT.person_id, _ACCOUNT.session_version).where(
    _ACCOUNT.id == bindparam("account"), _ACCOUNT.session_version == bindparam("version"), _ACCOUNT.locked.is_(False)
)
"""Of the table, not the class, and built once: every page asks it, and building takes longer than running."""


class Public(AnonymousUserMixin):  # type: ignore[misc]
    """Everybody who is not signed in."""

    permissions = _PUBLIC
    person_id = None
    account_id = None


class SignedIn(UserMixin):  # type: ignore[misc]
    """An account as the pages see it, read anew with every request: a lost role is lost at once."""

    def __init__(
        self, account_id: int, email: str, roles: frozenset[Role], person_id: int | None, version: int
    ) -> None:
        self.id = self.account_id = account_id
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
    manager.user_loader(_load)
    manager.init_app(app)
    app.config["SECRET_IN_USE"] = _accounts_exist


def start_session(account: Account, *, now: datetime) -> None:
    """Begin a new session for the account."""
    _begin(SignedIn(account.id, account.email, account.role_set, account.person_id, account.session_version), now)


def start_link_session(link: PersonalLink, *, now: datetime) -> None:
    """Begin a new session for the person of a link to their page."""
    _begin(Linked(link.id, link.person_id or 0, link.session_version), now)


def end_all_sessions(user: SignedIn | Linked) -> None:
    """Sign out everywhere: a copied cookie is dead, too."""
    if isinstance(user, Linked):
        end_link_sessions(user.link_id)
    else:
        end_sessions(db.session.get_one(Account, user.id))


def find_signed_in(cookie_id: str) -> SignedIn | None:
    """Return the account of a cookie, None if it is unknown, locked or signed out since."""
    account_id, _, version = cookie_id.partition(".")
    if not account_id.isdecimal() or not version.isdecimal():
        return None
    row = db.session.execute(_BY_COOKIE, {"account": int(account_id), "version": int(version)}).one_or_none()
    if row is None:
        return None
    return SignedIn(row.id, row.email, frozenset(map(Role, row.roles)), row.person_id, row.session_version)


def is_over(roles: frozenset[Role], *, since: datetime, seen: datetime, now: datetime) -> bool:
    """Tell whether a session has been idle or open for too long."""
    staff = bool(roles & _STAFF)
    idle, longest = (STAFF_IDLE, STAFF_LONGEST) if staff else (OTHERS_IDLE, OTHERS_LONGEST)
    return now - seen > idle or now - since > longest


def _begin(user: SignedIn | Linked, now: datetime) -> None:
    """Keep nothing of the session before, so that none can be planted."""
    session.clear()
    session["since"] = session["seen"] = int(now.timestamp())
    login_user(user)
    session.pop("_id", None)  # Flask-Login's print of address and browser: not needed, so not kept.


def _load(cookie_id: str) -> SignedIn | Linked | None:
    """Return who the request's session belongs to unless the session is over; note that it was used."""
    now = clock.real_now()
    since, seen = (datetime.fromtimestamp(session.get(stamp, 0), now.tzinfo) for stamp in ("since", "seen"))
    user = find_linked(cookie_id, now=now) if cookie_id.startswith(SIGN) else find_signed_in(cookie_id)
    if user is None or is_over(user.roles, since=since, seen=seen, now=now):
        return None
    if now - seen > _NOTE_EVERY:
        session["seen"] = int(now.timestamp())
    return user


def _accounts_exist() -> bool:
    return db.session.scalar(select(Account.id).limit(1)) is not None
