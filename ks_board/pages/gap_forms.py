"""What is typed about a gap: a measure, an offer on the board, a day, a reason."""

from collections.abc import Callable
from typing import cast

from flask_babel import lazy_gettext

from ks_board.core.editing import EditForm
from ks_board.core.fields import Day, LongText, ShortText

_l = cast("Callable[..., str]", lazy_gettext)  # WTForms' types know only texts that are ready.


class MeasureForm(EditForm):
    """Who does what by when."""

    title = ShortText(_l("Was wird getan?"), needed=_l("Bitte schreiben Sie, was getan wird."))
    who = ShortText(
        _l("Wer?"), description=_l("Drei Buchstaben des Namens genügen."), needed=_l("Bitte nennen Sie, wer es macht.")
    )
    due_on = Day(_l("Bis wann?"), needed=_l("Bitte nennen Sie den Tag."))


class OfferForm(EditForm):
    """What the board says about a vacancy, and who takes care of it."""

    title = ShortText(_l("Überschrift"), needed=_l("Bitte schreiben Sie, wer oder was gesucht wird."))
    sentence = ShortText(
        _l("Ein Satz dazu"),
        description=_l("Ohne Namen: Das lesen alle."),
        needed=_l("Bitte schreiben Sie einen Satz dazu."),
    )
    meaning = LongText(_l("Was bedeutet das?"), description=_l("Zum Beispiel: wie viel Zeit, ab wann, was man lernt."))
    contact = ShortText(
        _l("Wen kann man fragen?"),
        description=_l("Eine Stelle mit Telefon, keine private Nummer. Leer heißt: die Koordination."),
    )
    who = ShortText(
        _l("Wer kümmert sich darum?"),
        description=_l("Drei Buchstaben des Namens genügen."),
        needed=_l("Bitte nennen Sie, wer sich kümmert."),
    )
    due_on = Day(_l("Bis wann soll jemand gefunden sein?"), needed=_l("Bitte nennen Sie den Tag."))


class PutOffForm(EditForm):
    """Until when, and why."""

    until = Day(_l("Bis wann?"), needed=_l("Bitte nennen Sie den Tag."))
    reason = LongText(_l("Warum?"), needed=_l("Bitte schreiben Sie einen Grund."))


class AcceptForm(EditForm):
    """Why it stays as it is."""

    reason = LongText(
        _l("Warum bleibt es so?"),
        description=_l("Der Grund steht im Bericht an den Rat, den alle lesen können. Bitte nennen Sie keine Namen."),
        needed=_l("Bitte schreiben Sie einen Grund."),
    )
