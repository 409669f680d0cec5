"""The forms of a draft: those of real editing without their days, which all are the day it comes into force."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext
from sqlalchemy import select
from wtforms.validators import ValidationError

from ks_board.config import FIRST_YEAR
from ks_board.core.db import Base, db
from ks_board.core.editing import EditForm
from ks_board.core.fields import Day, LongText, OneOf, ShortText, TickOne
from ks_board.organigram.edit_appointments import list_current
from ks_board.organigram.edit_forms import (
    APPOINTMENT_KINDS,
    AppointForm,
    CloseUnitForm,
    PostForm,
    ResponsibilityForm,
    UnitForm,
    _,
)
from ks_board.organigram.in_force import appointment_in_force, unit_in_force
from ks_board.organigram.models import (
    Appointment,
    AppointmentKind,
    Post,
    PostKind,
    Responsibility,
    ResponsibilityKind,
    Unit,
)
from ks_board.organigram.scenario_models import StepVerb
from ks_board.organigram.scenario_run import write
from ks_board.organigram.scenario_verbs import VERBS
from ks_board.people.models import Person

Choices = list[tuple[str, str]]
_THREE, _CHOOSE = _("Drei Buchstaben genügen."), _("Bitte suchen Sie jemanden.")


class ScenarioForm(EditForm):
    """What a draft is called and what it is for."""

    title = ShortText(_("Name des Entwurfs"), needed=_("Bitte geben Sie dem Entwurf einen Namen."))
    note = LongText(_("Worum geht es?"), description=_("Das lesen auch alle, denen Sie den Entwurf zeigen."))


class ForceForm(EditForm):
    """The first day on which a draft counts."""

    on = Day(_("Ab welchem Tag?"), needed=_("Bitte nennen Sie den ersten Tag."))

    def validate_on(self, field: Any) -> None:
        """Refuse the first day of all: what ends has its last day before."""
        if field.data and field.data <= date(FIRST_YEAR, 1, 1):
            raise ValidationError(gettext("So weit zurück reicht das Board nicht."))


class WhoForm(EditForm):
    """Who gets a link."""

    who = ShortText(_("Name suchen"), description=_THREE, needed=_CHOOSE)
    person = TickOne(_("Gefunden"))


class _Without:
    """Leaves out fields of the form it is put before."""

    left_out: tuple[str, ...] = ()

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name in self.left_out:
            del self[name]  # type: ignore[attr-defined]


class DraftUnitForm(_Without, UnitForm):
    """A unit of a draft."""

    left_out = ("valid_from", "valid_until", "confirmed_on")


class DraftCloseUnitForm(_Without, CloseUnitForm):
    """Whether everything below a unit ends as well."""

    left_out = ("valid_until",)


class DraftAppointForm(_Without, AppointForm):
    """Somebody who is known takes over."""

    left_out = ("given_name", "family_name", "phone", "email", "is_new", "from_", "until")
    who = ShortText(_("Name suchen"), description=_THREE, needed=_CHOOSE)


class MergeForm(EditForm):
    """The unit that another one goes up in."""

    into = OneOf(_("Geht auf in"), kind=int, needed=_("Bitte wählen Sie die Einheit, die bleibt."))

    def __init__(self, *arguments: Any, unit: Unit, on: date, **options: Any) -> None:
        super().__init__(*arguments, **options)
        others = select(Unit.id, Unit.name).where(unit_in_force(on), Unit.id != unit.id)
        rows = db.session.execute(others.order_by(Unit.name, Unit.id))
        self.into.offer([(None, ""), *((row.id, row.name) for row in rows)])


_FORMS: Mapping[type[Base], type[EditForm]] = {Unit: DraftUnitForm, Post: PostForm, Responsibility: ResponsibilityForm}
_ADDS = {StepVerb.ADD_UNIT, StepVerb.ADD_POST, StepVerb.ADD_DUTY}
_CHANGES = {StepVerb.CHANGE_UNIT, StepVerb.CHANGE_POST, StepVerb.CHANGE_DUTY}
APPOINTS = {StepVerb.APPOINT_POST, StepVerb.APPOINT_DUTY}


def form_of(verb: StepVerb, row: Any, *, on: date) -> Any:
    """Return the form of a step; `row` is what it is about."""
    if verb is StepVerb.ADD_UNIT:
        return DraftUnitForm()
    if verb in _ADDS:
        kinds = {StepVerb.ADD_POST: PostKind.PROFESSIONAL, StepVerb.ADD_DUTY: ResponsibilityKind.MANDATORY}
        return _FORMS[VERBS[verb].model](data={"unit_id": row.id, "kind": kinds[verb]})
    if verb in _CHANGES:
        return _FORMS[VERBS[verb].model].open(row)
    if verb in APPOINTS:
        return _appoint_form(row, on)
    if verb is StepVerb.MERGE_UNITS:
        return MergeForm(unit=row, on=on)
    return DraftCloseUnitForm() if verb is StepVerb.CLOSE_UNIT else EditForm()


def arguments_of(verb: StepVerb, form: EditForm, row: Any) -> dict[str, Any] | None:
    """Return the arguments of a step as it was filled in; None if the form now says what is missing."""
    values = form.values()
    if verb in _ADDS:
        return {"values": write(VERBS[verb].model, {name: value for name, value in values.items() if value})}
    about: dict[str, Any] = {"row": row.ref}
    if verb in _CHANGES:
        changed = {name: value for name, value in values.items() if value != getattr(row, name)}
        if not changed:
            form.form_errors.append(gettext("Sie haben nichts geändert."))
            return None
        return about | {"values": write(VERBS[verb].model, changed)}
    if verb in APPOINTS:
        return _appointing(form, about, values)
    if verb is StepVerb.MERGE_UNITS:
        return about | {"into": _ref(Unit, values["into"])}
    return about | ({"with_all_below": values["with_all_below"]} if verb is StepVerb.CLOSE_UNIT else {})


def choices_of(verb: StepVerb, *, on: date) -> Choices:
    """Return what a step can be about: ref and words."""
    match VERBS[verb].about:
        case model if model is Unit:
            query: Any = select(Unit.ref, Unit.name).where(unit_in_force(on)).order_by(Unit.name, Unit.id)
        case model if model in (Post, Responsibility):
            seat: Any = model
            query = select(seat.ref, seat.title + " – " + Unit.name).join(Unit, Unit.id == seat.unit_id)
            query = query.where(unit_in_force(on)).order_by(seat.title, seat.id)
        case _:
            return _appointments(on)
    return [(ref, words) for ref, words in db.session.execute(query)]


def _appointments(on: date) -> Choices:
    rows = db.session.execute(
        select(
            Appointment.ref, Appointment.kind, Person.given_name, Person.family_name, Post.title, Responsibility.title
        )
        .join(Person, Person.id == Appointment.person_id)
        .outerjoin(Post, Post.id == Appointment.post_id)
        .outerjoin(Responsibility, Responsibility.id == Appointment.responsibility_id)
        .where(appointment_in_force(on))
        .order_by(Person.family_name, Person.given_name, Appointment.id)
    )
    return [
        (ref, f"{family}, {given} – {post or duty} ({APPOINTMENT_KINDS[kind]})")
        for ref, kind, given, family, post, duty in rows
    ]


def _appoint_form(seat: Any, on: date) -> DraftAppointForm:
    form = DraftAppointForm(data={"kind": AppointmentKind.LEAD})
    names = [(row.id, f"{row.given_name} {row.family_name}") for row in list_current(seat, on=on)]
    form.replaces.offer([(None, gettext("niemanden")), *names])
    return form


def _appointing(form: Any, about: dict[str, Any], values: Mapping[str, Any]) -> dict[str, Any] | None:
    if not values["person"]:
        form.who.errors = [gettext("Bitte wählen Sie jemanden aus. Neue Menschen legen Sie vorher an.")]
        return None
    replaced = _ref(Appointment, values["replaces"]) if values["replaces"] else None
    return about | {"person": values["person"], "kind": values["kind"].value, "replaces": replaced}


def _ref(model: Any, row_id: int) -> str:
    return str(db.session.scalars(select(model.ref).where(model.id == row_id)).one())
