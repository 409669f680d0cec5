"""The forms of messages."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from flask_babel import gettext, lazy_gettext
from wtforms import HiddenField, StringField

from ks_board.core.fields import LongText, ShortText, TickOne
from ks_board.core.forms import BaseForm
from ks_board.messages.guard import is_typed, make_ticket
from ks_board.messages.models import MessageKind

_ = cast("Callable[..., str]", lazy_gettext)  # WTForms' types know only texts that are ready.
KINDS = {
    MessageKind.WORRY: _("Etwas macht mir Sorgen (Kummerkasten)"),
    MessageKind.IDEA: _("Ich habe eine Idee"),
    MessageKind.QUESTION: _("Ich habe eine Frage"),
    MessageKind.OFFER: _("Ich biete etwas an"),
    MessageKind.PRAISE: _("Ich möchte loben"),
}
LONGEST, LONGEST_BARRIER, LONGEST_CONTACT = 4000, 3900, 200


class GuardedForm(BaseForm):
    """A form for everybody that programs do not get through."""

    website = StringField(_("Bitte leer lassen"))
    """People do not see it; programs fill it in."""
    ticket = HiddenField()

    def validate_on(self, *, now: datetime) -> bool:
        """Check the form; who was too fast for a person only has to send it again."""
        if not self.validate_on_submit():
            return False
        if not is_typed(self.ticket.data or "", now=now):
            self.form_errors.append(gettext("Das ging sehr schnell oder sehr langsam. Bitte senden Sie noch einmal."))
            self.renew(now=now)
            return False
        return True

    def renew(self, *, now: datetime) -> None:
        """Give the form a ticket of this moment."""
        self.ticket.data = make_ticket(now=now)

    @property
    def is_from_a_program(self) -> bool:
        """Tell whether something was filled in that people do not see."""
        return bool(self.website.data)


class InterestForm(GuardedForm):
    """Who would like to do what is looked for."""

    name = ShortText(_("Ihr Name"), needed=_("Bitte nennen Sie Ihren Namen."), longest=LONGEST_CONTACT)
    contact = ShortText(
        _("Telefon oder E-Mail"),
        longest=LONGEST_CONTACT,
        needed=_("Bitte sagen Sie uns, wie wir Sie erreichen."),
    )


class BarrierForm(GuardedForm):
    """Who tells that something cannot be used."""

    text = LongText(
        _("Was geht nicht?"),
        needed=_("Bitte sagen Sie uns, was nicht geht."),
        longest=LONGEST_BARRIER,
        description=_("Zum Beispiel: auf welcher Seite, mit welchem Gerät oder Hilfsmittel."),
    )
    contact = ShortText(
        _("Wie erreichen wir Sie?"),
        longest=LONGEST_CONTACT,
        description=_("Telefon oder E-Mail. Ohne Angabe können wir nicht antworten."),
    )


class MessageForm(GuardedForm):
    """What anybody may tell the town."""

    kind = TickOne(_("Worum geht es?"), KINDS.items(), kind=MessageKind, needed=_("Bitte wählen Sie, worum es geht."))
    text = LongText(_("Ihre Nachricht"), needed=_("Bitte schreiben Sie uns etwas."), longest=LONGEST)
    contact = ShortText(
        _("Wie erreichen wir Sie?"),
        longest=LONGEST_CONTACT,
        description=_("Telefon oder E-Mail. Ohne Angabe bleiben Sie unbekannt, und wir können nicht antworten."),
    )

    def typed(self) -> dict[str, Any]:
        """Return what was typed."""
        return {"kind": self.kind.data, "text": self.text.data, "contact": self.contact.data or None}
