"""The forms of the organigram."""

from collections.abc import Callable
from datetime import date
from typing import Any, cast

from flask_babel import gettext, lazy_gettext
from sqlalchemy import select
from wtforms import BooleanField
from wtforms.validators import ValidationError

from ks_board.core.db import db
from ks_board.core.editing import EditForm
from ks_board.core.fields import Day, Email, ListOfTexts, LongText, Number, OneOf, Phone, ShortText, TickOne
from ks_board.core.formatting import until
from ks_board.fund.models import Pot
from ks_board.organigram.edit_tree import list_below
from ks_board.organigram.models import AppointmentKind, PostKind, ResponsibilityKind, Unit, UnitKind
from ks_board.organigram.words import POST_KINDS, RESPONSIBILITY_KINDS, UNIT_KINDS
from ks_board.town.models import Area, Place, Procedure

_ = cast("Callable[..., str]", lazy_gettext)  # WTForms' types know only texts that are ready.
APPOINTMENT_KINDS = {AppointmentKind.LEAD: _("Leitung"), AppointmentKind.DEPUTY: _("Vertretung")}


class UnitForm(EditForm):
    """Everything about a unit; a new parent moves it."""

    name = ShortText(_("Name"), needed=_("Bitte geben Sie der Einheit einen Namen."))
    short_name = ShortText(_("Kurzname"), description=_("Für das Bild, zum Beispiel „Bauamt“."))
    kind = OneOf(_("Art"), UNIT_KINDS.items(), kind=UnitKind, needed=_("Bitte wählen Sie die Art."))
    parent_id = OneOf(_("Gehört zu"), kind=int)
    purpose = LongText(_("Wozu gibt es sie?"))
    phone = Phone(_("Telefon"))
    email = Email(_("E-Mail"))
    place_id = OneOf(_("Ort"), kind=int)
    valid_from = Day(_("Erster Tag"), description=_("Leer heißt: schon immer."))
    valid_until = Day(_("Letzter Tag"), description=_("Leer heißt: ohne Ende. Danach ist die Einheit Geschichte."))
    confirmed_on = Day(_("Zuletzt bestätigt"))

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        unit: Unit | None = options.get("obj")
        hidden = list_below(unit.id) if unit else set()
        above = [(unit_id, name) for unit_id, name in _units() if unit_id not in hidden]
        self.parent_id.offer([(None, gettext("nichts, sie steht ganz oben")), *above])
        self.place_id.offer([(None, gettext("kein Ort")), *_rows(Place.id, Place.name)])

    def validate_valid_until(self, field: Any) -> None:
        """Refuse an end before the beginning."""
        _check_order(self.valid_from.data, field)


class PostForm(EditForm):
    """Everything about a post."""

    title = ShortText(_("Name der Stelle"), needed=_("Bitte geben Sie der Stelle einen Namen."))
    kind = TickOne(_("Art"), POST_KINDS.items(), kind=PostKind, needed=_("Bitte wählen Sie die Art."))
    unit_id = OneOf(_("Gehört zu"), kind=int, needed=_("Bitte wählen Sie die Einheit."))
    is_head = BooleanField(_("Leitet die Einheit"))
    hours_per_week = Number(_("Stunden in der Woche"), least=0, most=168)
    competences = ListOfTexts(_("Das muss man können"), description=_("Eines in jeder Zeile."))
    authority = ListOfTexts(_("Das darf man entscheiden"), description=_("Eines in jeder Zeile."))
    funded_until = Day(_("Geld gesichert bis"))
    pot_id = OneOf(_("Topf"), kind=int)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.unit_id.offer(_units())
        self.pot_id.offer([(None, gettext("kein Topf")), *_rows(Pot.id, Pot.name)])


class ResponsibilityForm(EditForm):
    """Everything about a responsibility."""

    title = ShortText(_("Name der Zuständigkeit"), needed=_("Bitte geben Sie der Zuständigkeit einen Namen."))
    kind = TickOne(
        _("Art"), RESPONSIBILITY_KINDS.items(), kind=ResponsibilityKind, needed=_("Bitte wählen Sie die Art.")
    )
    area_id = OneOf(_("Feld"), kind=int, needed=_("Bitte wählen Sie das Feld."))
    unit_id = OneOf(_("Gehört zu"), kind=int, needed=_("Bitte wählen Sie die Einheit."))
    legal_basis = ShortText(_("Grundlage"), description=_("Zum Beispiel das Gesetz."))
    procedure_id = OneOf(_("Ablauf"), kind=int)
    notes = LongText(_("Notiz"))

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.unit_id.offer(_units())
        self.area_id.offer(_rows(Area.id, Area.label_de))
        self.procedure_id.offer([(None, gettext("kein Ablauf")), *_rows(Procedure.id, Procedure.title)])


class CloseForm(EditForm):
    """The last day of a post or responsibility."""

    on = Day(_("Letzter Tag"), needed=_("Bitte nennen Sie den letzten Tag."))


class CloseUnitForm(EditForm):
    """The last day of a unit, and whether what is below it ends as well."""

    valid_until = Day(_("Letzter Tag"), needed=_("Bitte nennen Sie den letzten Tag."))
    with_all_below = BooleanField(_("Auch alles, was dazugehört, endet an diesem Tag"))


class AppointmentForm(EditForm):
    """Days and kind of an appointment."""

    kind = TickOne(_("Als"), APPOINTMENT_KINDS.items(), kind=AppointmentKind, needed=_("Bitte wählen Sie."))
    from_ = Day(_("Erster Tag"))
    until = Day(_("Letzter Tag"), description=_("Leer heißt: ohne Ende."))
    confirmed_on = Day(_("Zuletzt bestätigt"))
    source = ShortText(_("Woher wissen wir das?"))
    notes = LongText(_("Notiz"))

    def validate_until(self, field: Any) -> None:
        """Refuse an end before the beginning."""
        _check_order(self.from_.data, field)


class EndForm(EditForm):
    """The last day of an appointment."""

    until = Day(_("Letzter Tag"), needed=_("Bitte nennen Sie den letzten Tag."))


class AppointForm(EditForm):
    """Who, as what, from when; a person is found by name or noted anew."""

    who = ShortText(_("Name suchen"), description=_("Drei Buchstaben genügen. Wer neu ist, steht weiter unten."))
    person = TickOne(_("Gefunden"))
    given_name = ShortText(_("Vorname"))
    family_name = ShortText(_("Nachname"))
    phone = Phone(_("Telefon"))
    email = Email(_("E-Mail"))
    is_new = BooleanField(_("Das ist ein anderer Mensch mit gleichem Namen"))
    kind = TickOne(_("Als"), APPOINTMENT_KINDS.items(), kind=AppointmentKind, needed=_("Bitte wählen Sie."))
    from_ = Day(_("Ab wann?"), needed=_("Bitte nennen Sie den ersten Tag."))
    until = Day(_("Bis wann?"), description=_("Leer heißt: ohne Ende."))
    replaces = OneOf(_("Löst ab"), kind=int, description=_("Wer abgelöst wird, endet am Tag davor."))

    def validate_until(self, field: Any) -> None:
        """Refuse an end before the beginning."""
        _check_order(self.from_.data, field)

    @property
    def names_new_person(self) -> bool:
        """Tell whether a new person is typed in."""
        return bool(self.given_name.data and self.family_name.data)

    @property
    def full_name(self) -> str:
        """The name of the new person."""
        return f"{self.given_name.data} {self.family_name.data}"


def _check_order(first: date | None, last: Any) -> None:
    if first and last.data and last.data < first:
        raise ValidationError(gettext("Der letzte Tag liegt vor dem ersten."))


def _units() -> list[tuple[Any, Any]]:
    """Return all units; of those that end, the last day tells them apart."""
    rows = db.session.execute(select(Unit.id, Unit.name, Unit.valid_until).order_by(Unit.name, Unit.id))
    return [(row.id, f"{row.name} ({until(row.valid_until)})" if row.valid_until else row.name) for row in rows]


def _rows(*columns: Any) -> list[tuple[Any, Any]]:
    return [(row[0], row[1]) for row in db.session.execute(select(*columns).order_by(columns[1], columns[0]))]
