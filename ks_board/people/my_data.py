"""What a person sees and changes of their own record."""

from collections.abc import Callable
from datetime import datetime
from typing import cast

from flask_babel import lazy_gettext
from wtforms import BooleanField

from ks_board.core.db import db
from ks_board.core.fields import Phone
from ks_board.core.forms import BaseForm
from ks_board.people.links import revoke_links
from ks_board.people.models import Account, Person

_ = cast("Callable[[str], str]", lazy_gettext)  # WTForms' types know only texts that are ready.


class PhoneForm(BaseForm):
    """The own phone number."""

    phone = Phone(_("Telefonnummer"))


class ConsentForm(BaseForm):
    """What others may see; both can be taken back at any time."""

    consent_contact = BooleanField(_("Wer eine Aufgabe mit mir teilt, darf meine Telefonnummer sehen"))
    consent_public = BooleanField(_("Mein Name darf auf öffentlichen Seiten stehen"))


def change_phone(person: Person, phone: str | None) -> None:
    """Keep a new phone number, or none."""
    person.phone = phone or None
    db.session.flush()


def change_consents(person: Person, *, contact: bool, public: bool) -> None:
    """Keep what a person agrees to; it holds from the next page on."""
    person.consent_contact, person.consent_public = contact, public
    db.session.flush()


def end_everything(person_id: int, *, now: datetime) -> None:
    """Let all personal links be dead and sign out all accounts of a person."""
    revoke_links(person_id, now=now)
    for account in db.session.query(Account).filter_by(person_id=person_id):
        account.session_version += 1
    db.session.flush()
