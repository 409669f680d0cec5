"""The short forms of a yes."""

from collections.abc import Callable
from typing import Any, cast

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField
from wtforms.validators import InputRequired, ValidationError

from ks_board.core.fields import Email, LongText, Phone, ShortText
from ks_board.core.forms import BaseForm

_ = cast("Callable[..., str]", lazy_gettext)  # WTForms' types know only texts that are ready.
LONGEST_NOTE = 1000


class ClaimForm(BaseForm):
    """What somebody who is not signed in gives: a name, a way to be reached, perhaps a sentence."""

    name = ShortText(_("Vor- und Nachname"), needed=_("Bitte geben Sie Ihren Namen an."), longest=120)
    email = Email(_("E-Mail-Adresse"), description=_("E-Mail oder Telefon: Eines von beiden reicht."), longest=254)
    phone = Phone(_("Telefonnummer"))
    note = LongText(_("Möchten Sie uns etwas dazu sagen?"), longest=LONGEST_NOTE)
    old_enough = BooleanField()

    def __init__(self, *, min_age: int | None) -> None:
        super().__init__()
        if not min_age:
            del self.old_enough
            return
        said = gettext("Ich bin mindestens %(age)s Jahre alt", age=min_age)
        self.old_enough.label.text = said
        self.old_enough.flags.required = True
        sentence = gettext("Für diese Aufgabe muss man mindestens %(age)s Jahre alt sein.", age=min_age)
        self.old_enough.validators = [InputRequired(sentence)]

    def validate_name(self, field: Any) -> None:
        """Ask for both names, so that two people called Anna are not one."""
        if field.data and " " not in field.data:
            raise ValidationError(gettext("Bitte geben Sie Vor- und Nachnamen an."))

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for one way to answer; which one is up to the person."""
        valid = super().validate(extra_validators)
        if not (self.email.data or self.phone.data or self.email.errors or self.phone.errors):
            self.email.errors = [gettext("Bitte geben Sie eine E-Mail-Adresse oder eine Telefonnummer an.")]
            return False
        return bool(valid)


class ReasonForm(BaseForm):
    """Why somebody stops, if they like to say it."""

    reason = LongText(_("Warum? Das hilft der Koordination."), longest=LONGEST_NOTE)
