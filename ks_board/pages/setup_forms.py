"""The forms of the first steps of a new town."""

from collections.abc import Callable
from typing import Any, cast

from flask_babel import gettext, lazy_gettext
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, StringField, ValidationError, widgets

from ks_board.core.fields import Email, LongText, Phone, ShortText, TickOne
from ks_board.core.forms import BaseForm
from ks_board.town.look import is_color

_l = cast("Callable[..., str]", lazy_gettext)  # WTForms' types know only texts that are ready.
TEMPLATES = {
    "rathaus-klein": _l("Kleines Rathaus: 10 Einheiten vom Stadtrat bis zur Feuerwehr"),
    "rathaus-mittel": _l("Größeres Rathaus: 19 Einheiten mit Ausschüssen und Sachgebieten"),
}
"""Files in data/setup that can be taken over like a table of one's own."""


class TownForm(BaseForm):
    """The name of the town and its contact point."""

    name = ShortText(_l("Name der Stadt"), needed=_l("Bitte geben Sie den Namen der Stadt an."))
    contact = ShortText(
        _l("Wie heißt die Anlaufstelle?"),
        needed=_l("Bitte geben Sie der Anlaufstelle einen Namen."),
        description=_l("Hier fragen alle, die mithelfen möchten. Zum Beispiel: Koordinierungsstelle"),
    )
    phone = Phone(_l("Telefon"), description=_l("Telefon oder E-Mail muss da sein, am besten beides."))
    email = Email(_l("E-Mail"))
    place = ShortText(_l("In welchem Haus?"), description=_l("Zum Beispiel: Rathaus, Zimmer 4"))
    street = ShortText(_l("Straße und Hausnummer"))
    opening_hours = ShortText(_l("Wann ist jemand da?"), description=_l("Zum Beispiel: Mo 14-18 Uhr, Mi 9-13 Uhr"))
    step_free = BooleanField(_l("Man kommt ohne Stufen hinein"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for one way to reach the contact point, and for the house that street and hours belong to."""
        fits = bool(super().validate(extra_validators))
        if not (self.phone.data or self.email.data):
            self.phone.errors = [gettext("Bitte geben Sie ein Telefon oder eine E-Mail-Adresse an.")]
            fits = False
        if (self.street.data or self.opening_hours.data) and not self.place.data:
            self.place.errors = [gettext("Bitte nennen Sie auch das Haus.")]
            fits = False
        return fits


class TextForm(BaseForm):
    """One of the legal texts."""

    text = LongText(
        _l("Text"),
        needed=_l("Bitte schreiben Sie etwas, oder gehen Sie zurück."),
        render_kw={"rows": 18},
        description=_l("Füllen Sie aus, was in eckigen Klammern steht. Löschen Sie, was nicht zu Ihrer Stadt passt."),
    )


class LookForm(BaseForm):
    """Main colour and logo."""

    color = StringField(
        _l("Hauptfarbe"),
        widget=widgets.ColorInput(),
        description=_l("Am besten die Farbe aus dem Wappen. Kopf, Links und Knöpfe richten sich danach."),
    )
    logo = FileField(
        _l("Logo oder Wappen"),
        description=_l("Ein Bild im Format PNG oder JPEG, höchstens 1,5 MB. Wir verkleinern es."),
    )

    def validate_color(self, field: Any) -> None:
        """Take only colours as the browser's field sends them."""
        field.data = (field.data or "").strip().lower()
        if field.data and not is_color(field.data):
            raise ValidationError(gettext("Das ist keine Farbe. Sie sieht so aus: #1c5b3a"))


class UploadForm(BaseForm):
    """A template, or a table of one's own."""

    template = TickOne(_l("Muster"), list(TEMPLATES.items()))
    table = FileField(
        _l("Eigene Tabelle"),
        description=_l("CSV, XLSX, ODS oder XLS, höchstens 2.000 Zeilen. Die Spalten erkennen wir."),
    )


class PreviewForm(BaseForm):
    """The rows of the table again: nothing of it is kept between preview and taking over."""

    rows = HiddenField()
