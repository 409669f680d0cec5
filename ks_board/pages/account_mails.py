"""The mails about accounts: each holds one link and says what it does."""

from collections.abc import Mapping, Sequence

from flask import url_for
from flask_babel import gettext as _

from ks_board.core.outbox import put_mail
from ks_board.pages.notices import address, letter
from ks_board.people.account_links import NEW, Key
from ks_board.people.links import LinkPurpose, link_id
from ks_board.people.models import Account


def send_keys(email: str, keys: Sequence[Key]) -> None:
    """Mail the links somebody asked for."""
    for key in keys:
        match key.purpose:
            case LinkPurpose.SIGN_IN:
                says = _("mit diesem Link melden Sie sich an. Er gilt 20 Minuten und nur einmal:")
            case LinkPurpose.NEW_PASSWORD:
                says = _("mit diesem Link geben Sie sich ein neues Passwort. Er gilt eine Stunde und nur einmal:")
            case _other:
                says = _("hier geht es zu Ihrer persönlichen Seite mit Ihren Aufgaben und Terminen:")
        _send(email, key.token, _("Ihr Link"), says, _("Haben Sie das nicht gewünscht? Dann müssen Sie nichts tun."))


def send_invitation(account: Account, token: str) -> None:
    """Mail an invitation."""
    says = _("Sie sind eingeladen, ein Konto zu benutzen. Mit diesem Link geben Sie sich ein Passwort:")
    _send(account.email, token, _("Einladung"), says, _("Der Link gilt 14 Tage."))


def ask_both(keys: Mapping[str, tuple[str, str]]) -> None:
    """Ask the old and the new address whether the change is wanted."""
    for which, (email, token) in keys.items():
        says = (
            _("jemand möchte diese E-Mail-Adresse für sich eintragen. Mit diesem Link stimmen Sie zu:")
            if which == NEW
            else _("jemand möchte Ihre E-Mail-Adresse ändern. Mit diesem Link stimmen Sie zu:")
        )
        _send(email, token, _("Neue E-Mail-Adresse"), says, _("Waren Sie es nicht? Dann sagen Sie es uns bitte."))


def _send(email: str, token: str, subject: str, *paragraphs: str) -> None:
    first, last = paragraphs
    body = letter(first, address(url_for("people.link", token=token)), last)
    put_mail(key=f"link:{link_id(token)}", recipient=email, subject=subject, body=body)
