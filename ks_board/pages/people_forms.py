"""The forms about one person."""

from collections.abc import Callable, Sequence
from typing import Any, cast

from flask_babel import lazy_gettext
from wtforms import BooleanField

from ks_board.core.editing import EditForm
from ks_board.core.fields import Day, Email, LongText, OneOf, Phone, ShortText, TickOne
from ks_board.core.forms import BaseForm
from ks_board.people.find import Similar
from ks_board.tasks.models import AssignmentSource

_ = cast("Callable[..., str]", lazy_gettext)  # WTForms' types know only texts that are ready.
THANKS = {
    "call": _("Anruf"),
    "card": _("Karte"),
    "letter": _("Brief"),
    "certificate": _("Urkunde"),
    "event": _("Einladung"),
    "gift": _("Kleines Geschenk"),
}
"""How a town says thank you; a town folder may hold other words."""
SOURCES = [
    (AssignmentSource.PHONE, _("am Telefon")),
    (AssignmentSource.PAPER, _("auf Papier")),
    (AssignmentSource.COORDINATION, _("im Gespräch")),
]


class NewPersonForm(BaseForm):
    """Who calls; anything else is added later."""

    given_name = ShortText(
        _("Vorname"), needed=_("Bitte geben Sie den Vornamen an."), longest=120, render_kw={"autofocus": True}
    )
    family_name = ShortText(_("Nachname"), needed=_("Bitte geben Sie den Nachnamen an."), longest=120)
    phone = Phone(_("Telefonnummer"))
    email = Email(_("E-Mail-Adresse"), longest=254)
    is_new = BooleanField(_("Das ist ein anderer Mensch"))

    def warns_of(self, similar: Sequence[Similar]) -> bool:
        """Tell whether somebody has to look first: there are similar people, and nobody said that it is another."""
        return bool(similar) and not self.is_new.data


class LeaveForm(EditForm):
    """The day from which somebody is gone."""

    left_on = Day(_("Nicht mehr da seit"), description=_("Leer heißt: ist da."))


class PromiseForm(BaseForm):
    """A promise that somebody gave to the coordination."""

    source = TickOne(_("Wie kam die Zusage?"), SOURCES, kind=AssignmentSource, needed=_("Bitte wählen Sie."))
    note = LongText(_("Notiz dazu"), longest=1000)
    cleared = BooleanField(_("Zeit, Alter, Führungszeugnis und Fahrerlaubnis sind geklärt"))


class ThankForm(BaseForm):
    """How somebody was thanked, and for what."""

    kind = TickOne(_("Wie?"), THANKS.items(), needed=_("Bitte wählen Sie."))
    task_id = OneOf(_("Wofür?"), kind=int)
    given_on = Day(_("Wann?"), needed=_("Bitte nennen Sie den Tag."))

    def __init__(self, tasks: Sequence[tuple[Any, Any]], **options: Any) -> None:
        super().__init__(**options)
        self.task_id.offer([(None, _("ganz allgemein")), *tasks])
