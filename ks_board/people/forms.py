"""The form to sign in with."""

from collections.abc import Callable
from typing import cast

from flask_babel import lazy_gettext
from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired, Length

from ks_board.core.forms import BaseForm
from ks_board.people.accounts import MAX_EMAIL, normal_email
from ks_board.people.passwords import LONGEST

_ = cast("Callable[[str], str]", lazy_gettext)  # WTForms' types know only texts that are ready.


class SignInForm(BaseForm):
    """E-mail address and password."""

    email = EmailField(
        _("E-Mail-Adresse"),
        [
            InputRequired(_("Bitte geben Sie Ihre E-Mail-Adresse ein.")),
            Length(max=MAX_EMAIL, message=_("Das ist zu lang für eine E-Mail-Adresse.")),
        ],
        filters=[lambda text: normal_email(text or "")],
    )
    password = PasswordField(
        _("Passwort"),
        [
            InputRequired(_("Bitte geben Sie Ihr Passwort ein.")),
            Length(max=LONGEST, message=_("So lang ist kein Passwort bei uns.")),
        ],
    )
