"""What admins do with accounts: roles and locks. There is always one who can."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from ks_board.core.db import db
from ks_board.core.errors import Conflict, NotFound
from ks_board.people.accounts import end_sessions
from ks_board.people.models import Account, Person
from ks_board.permissions import Role


class LastAdmin(Conflict):
    """Without this account nobody could manage accounts any more."""


def list_accounts() -> Sequence[Any]:
    """Return all accounts with their people, by address."""
    person = (Person.ref.label("person_ref"), Person.given_name, Person.family_name)
    query = select(Account.id, Account.email, Account.roles, Account.locked, Account.last_login_at, *person)
    return db.session.execute(query.outerjoin(Person, Person.id == Account.person_id).order_by(Account.email)).all()


def get_account(account_id: int) -> Account:
    """Return an account; raise NotFound."""
    if (account := db.session.get(Account, account_id)) is None:
        raise NotFound(_("Dieses Konto gibt es nicht."))
    return account


def change_account(account: Account, *, roles: Iterable[Role], locked: bool) -> None:
    """Give and take roles, lock and unlock; a change signs the account out. Raise LastAdmin."""
    wanted = tuple(sorted(set(roles)))
    if (wanted, locked) == (account.roles, account.locked):
        return
    admins = _hold_admins()
    if admins == [account.id] and (Role.ADMIN not in wanted or locked):
        raise LastAdmin(_("Das ist das letzte Konto, das Konten verwalten kann. Geben Sie zuerst ein anderes frei."))
    account.roles, account.locked = wanted, locked
    end_sessions(account)
    db.session.flush()


def _hold_admins() -> list[int]:
    """Return the accounts that can manage accounts, and let nobody else change them until this transaction ends."""
    query = select(Account).where(Account.locked.is_(False)).order_by(Account.id)
    found = db.session.scalars(query.with_for_update().execution_options(populate_existing=True))
    return [account.id for account in found if Role.ADMIN in account.role_set]
