"""Accounts by mail: a link to sign in, a new password, an invitation, another e-mail address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import Select, func, select, update
from sqlalchemy.exc import IntegrityError

from ks_board.core.db import db
from ks_board.core.errors import Conflict
from ks_board.core.limits import Limit, count_try
from ks_board.people.accounts import EmailTaken, end_sessions, normal_email
from ks_board.people.links import LinkPurpose, PersonalLink, make_link
from ks_board.people.models import Account, Person

PER_NETWORK = Limit("ask for a link from network", tries=20, minutes=60)
PER_ADDRESS = Limit("ask for a link to address", tries=5, minutes=60)
MOST_PEOPLE = 3
"""So many people with the same address get their links; a family shares one."""
OLD, NEW = "old", "new"


@dataclass(frozen=True, slots=True)
class Key:
    """A link to mail, and what it opens."""

    purpose: LinkPurpose
    token: str


def ask_for_key(email: str, *, purpose: LinkPurpose, network: str, now: datetime) -> Sequence[Key]:
    """Return the links for whoever has this address; none for unknown ones, which the answer must not show.

    An account gets what was asked for; people without one get the link to their page.
    """
    email = normal_email(email)
    count_try(PER_NETWORK, network, now=now)
    count_try(PER_ADDRESS, email, now=now)
    account_id = db.session.scalar(select(Account.id).where(Account.email == email, Account.locked.is_(False)))
    people = _people_of(email)
    if account_id is not None:
        return [Key(purpose, make_link(purpose, account_id=account_id, now=now))]
    if purpose is LinkPurpose.NEW_PASSWORD:
        return []
    mine = LinkPurpose.MY_PAGE
    return [Key(mine, make_link(mine, person_id=person_id, now=now)) for person_id in people]


def decoy(purpose: LinkPurpose, *, now: datetime) -> Key:
    """Return a link of nobody, which the caller takes back: making it takes as long as making a real one."""
    return Key(purpose, make_link(purpose, now=now))


def end_keys(account: Account, *, now: datetime) -> None:
    """Let all links to sign in to an account or to set its password be dead, as after a new password."""
    keys = (LinkPurpose.SIGN_IN, LinkPurpose.NEW_PASSWORD, LinkPurpose.INVITATION)
    theirs = update(PersonalLink).where(PersonalLink.account_id == account.id, PersonalLink.purpose.in_(keys))
    db.session.execute(theirs.where(PersonalLink.revoked_at.is_(None)).values(revoked_at=now))


def ask_for_new_email(
    email: str, *, person: Person | None, account: Account | None, now: datetime
) -> dict[str, tuple[str, str]]:
    """Return a link for each address that has to agree: which → (address, token). An older wish is given up."""
    email = normal_email(email)
    old = account.email if account else (person.email if person else None)
    owner = {"person_id": person.id if person else None, "account_id": account.id if account else None}
    _give_up(owner, now)
    wanted = {NEW: email} | ({OLD: old} if old else {})
    return {
        which: (address, make_link(LinkPurpose.NEW_EMAIL, detail=f"{which} {email}", now=now, **owner))
        for which, address in wanted.items()
    }


def agree_to_new_email(link: PersonalLink, *, now: datetime) -> bool:
    """Change the address once both have agreed; return False while the other one is missing. Raise EmailTaken."""
    email = (link.detail or "").partition(" ")[2]
    if db.session.scalar(_open_wishes(link.person_id, link.account_id, now).limit(1)):
        return False
    if link.person_id:
        db.session.get_one(Person, link.person_id).email = email
    if link.account_id:
        account = db.session.get_one(Account, link.account_id)
        account.email = email
        end_sessions(account)
    try:
        db.session.flush()
    except IntegrityError:
        raise EmailTaken(_("Für %(email)s gibt es schon ein Konto.", email=email)) from None
    return True


def check_owner(link: PersonalLink, account_id: int | None) -> None:
    """Raise Conflict if somebody who is signed in as another opens a link of an account."""
    if account_id is not None and account_id != link.account_id:
        raise Conflict(_("Dieser Link gehört zu einem anderen Konto. Bitte melden Sie sich zuerst ab."))


def _people_of(email: str) -> Sequence[int]:
    mine = select(Person.id).where(func.lower(Person.email) == email, Person.joined_on.is_not(None))
    return db.session.scalars(mine.where(Person.left_on.is_(None)).order_by(Person.id).limit(MOST_PEOPLE)).all()


def _give_up(owner: dict[str, int | None], now: datetime) -> None:
    for link in db.session.scalars(_open_wishes(owner["person_id"], owner["account_id"], now)):
        db.session.get_one(PersonalLink, link).revoked_at = now


def _open_wishes(person_id: int | None, account_id: int | None, now: datetime) -> Select[int]:
    same = (
        PersonalLink.person_id.is_not_distinct_from(person_id),
        PersonalLink.account_id.is_not_distinct_from(account_id),
    )
    usable = (PersonalLink.used_at.is_(None), PersonalLink.revoked_at.is_(None), PersonalLink.expires_at > now)
    return select(PersonalLink.id).where(PersonalLink.purpose == LinkPurpose.NEW_EMAIL, *same, *usable)
