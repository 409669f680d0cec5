"""The forms of accounts."""

from collections.abc import Callable, Iterable
from typing import Any, cast

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, EmailField, PasswordField, SelectMultipleField, widgets
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # The types are older.
from wtforms.validators import InputRequired, Length, ValidationError

from ks_board.core.columns import REF
from ks_board.core.fields import Email, ShortText
from ks_board.core.forms import BaseForm
from ks_board.people.accounts import MAX_EMAIL, normal_email
from ks_board.people.passwords import LONGEST
from ks_board.permissions import Role

_ = cast("Callable[[str], str]", lazy_gettext)  # WTForms' types know only texts that are ready.

ROLE_WORDS = {
    Role.VOLUNTEER: _("Freiwillige"),
    Role.SPONSOR: _("Patin oder Pate"),
    Role.COORDINATOR: _("Koordination"),
    Role.ADMIN: _("Konten verwalten"),
}


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


class EmailForm(BaseForm):
    """One e-mail address."""

    email = Email(_("E-Mail-Adresse"), needed=_("Bitte geben Sie Ihre E-Mail-Adresse ein."), longest=MAX_EMAIL)


class NewPasswordForm(BaseForm):
    """A password of one's own choice."""

    password = PasswordField(
        _("Neues Passwort"),
        [
            InputRequired(_("Bitte geben Sie ein Passwort ein.")),
            Length(max=LONGEST, message=_("So lang ist kein Passwort bei uns.")),
        ],
        description=_("Mindestens 8 Zeichen. Gut sind vier zufällige Wörter."),
    )


class RolesForm(BaseForm):
    """Roles of an account; `offered` are those that the viewer may give."""

    roles = SelectMultipleField(
        _("Das darf das Konto"), widget=widgets.ListWidget(prefix_label=False), option_widget=widgets.CheckboxInput()
    )

    def __init__(self, *, offered: Iterable[Role], **options: Any) -> None:
        super().__init__(**options)
        self.roles.choices = [SelectChoice(role.value, ROLE_WORDS[role]) for role in offered]


class AccountForm(RolesForm):
    """What admins change."""

    locked = BooleanField(_("Gesperrt: Niemand kann sich damit anmelden"))


class InviteForm(RolesForm):
    """Whom to invite as what."""

    email = Email(_("E-Mail-Adresse"), needed=_("Bitte geben Sie die E-Mail-Adresse ein."), longest=MAX_EMAIL)
    person = ShortText(_("Nummer des Menschen, zum Beispiel P012"), longest=REF)

    def validate_roles(self, field: Any) -> None:
        """Ask for at least one role."""
        if not field.data:
            raise ValidationError(gettext("Bitte wählen Sie mindestens eines."))
