"""Accounts: make one, check its password, sign in and out."""

import re
import secrets
from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from ks_board.core.db import db
from ks_board.core.errors import BoardError, Conflict
from ks_board.core.limits import Limit, count_try, forget_tries, take_back_try
from ks_board.people.models import Account
from ks_board.people.passwords import check_new_password, hash_password, is_outdated, password_fits
from ks_board.permissions import ACCOUNT_ROLES, Role

MAX_EMAIL = 254
# Ten wrong tries are a forgotten password; an office shares one address, so that gets more.
PER_ACCOUNT = Limit("sign in to account", tries=10, minutes=15)
PER_NETWORK = Limit("sign in from network", tries=30, minutes=15)
_EMAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\".]+")
_READABLE = "abcdefghjkmnpqrstuvwxyz23456789"  # Without i, l, o, 0 and 1, which look alike.
_APP_NAMES = ("ks-board", "Kleinstadt-Board", "Kleinstadt", "Koordination", "Koordinierungsstelle")


class EmailTaken(Conflict):
    """There is an account with this e-mail address."""


class BadEmail(BoardError):
    """This cannot be an e-mail address."""


class WrongPassword(BoardError):
    """Address and password do not belong together, or the account is closed; all of these answer alike."""


def create_account(
    *, email: str, roles: Iterable[Role], password: str | None = None, person_id: int | None = None, town: str = ""
) -> Account:
    """Make an account; without a password nobody can sign in to it yet.

    Raise EmailTaken, BadEmail or WeakPassword. `town` is a name that the password must not consist of.
    """
    email = normal_email(email)
    if not (_EMAIL.fullmatch(email) and email.isprintable() and len(email) <= MAX_EMAIL):
        raise BadEmail(_("„%(email)s“ ist keine E-Mail-Adresse.", email=email[:80]))
    account = Account(email=email, roles=tuple(sorted(set(roles) & set(ACCOUNT_ROLES))), person_id=person_id)
    if password is not None:
        set_password(account, password, town=town)
    try:
        with db.session.begin_nested():
            db.session.add(account)
    except IntegrityError:
        raise EmailTaken(_("Für %(email)s gibt es schon ein Konto.", email=email)) from None
    return account


def set_password(account: Account, password: str, *, town: str = "") -> None:
    """Give an account a new password; all its sessions end. Raise WeakPassword."""
    check_new_password(password, names=(*_APP_NAMES, *re.split(r"[@.]", account.email), town, *town.split()))
    account.password_hash = hash_password(password)
    end_sessions(account)


def end_sessions(account: Account) -> None:
    """Sign the account out everywhere: a copied cookie is dead, too."""
    account.session_version = (account.session_version or 0) + 1


def sign_in(email: str, password: str, *, network: str, now: datetime) -> Account:
    """Return the account of this address and password; raise WrongPassword or TooManyTries.

    Commits on its way: a failed try has to count, and nobody may wait for the lock while the password is hashed.
    """
    email = normal_email(email)
    account_id, kept_hash = _count_and_find(email, network, now)
    fits = password_fits(kept_hash, password)
    account = db.session.get(Account, account_id) if fits else None
    if account is None or account.locked or account.password_hash != kept_hash:
        raise WrongPassword(_("E-Mail-Adresse oder Passwort stimmt nicht."))
    forget_tries(PER_ACCOUNT, email)
    take_back_try(PER_NETWORK, network)
    if is_outdated(account.password_hash or ""):
        account.password_hash = hash_password(password)
    account.last_login_at = now
    return account


def normal_email(email: str) -> str:
    """Return an e-mail address as accounts keep it."""
    return email.strip().lower()


def make_password() -> str:
    """Return a random password that can be read out: 20 signs in groups, 99 bits."""
    groups = ("".join(secrets.choice(_READABLE) for _ in range(5)) for _ in range(4))
    return "-".join(groups)


def _count_and_find(email: str, network: str, now: datetime) -> tuple[int | None, str | None]:
    """Count the try, for known and unknown addresses alike, and return id and hash of the account."""
    count_try(PER_NETWORK, network, now=now)
    count_try(PER_ACCOUNT, email, now=now)
    found = db.session.execute(
        select(Account.id, Account.password_hash).where(Account.email == email, Account.locked.is_(False))
    ).one_or_none()
    db.session.commit()
    return (found.id, found.password_hash) if found else (None, None)
