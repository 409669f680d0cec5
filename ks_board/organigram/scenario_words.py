"""What drafts, and the values in their steps, are called by people."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ks_board.core.db import Base
from ks_board.core.formatting import short_date
from ks_board.organigram.edit_forms import APPOINTMENT_KINDS, PostForm, ResponsibilityForm, UnitForm
from ks_board.organigram.models import AppointmentKind, Post, Responsibility, Unit
from ks_board.organigram.scenario_models import ScenarioState
from ks_board.organigram.scenario_run import Run, target_of
from ks_board.organigram.words import POST_KINDS, RESPONSIBILITY_KINDS, UNIT_KINDS

STATES = {
    ScenarioState.DRAFT: _l("in Arbeit"),
    ScenarioState.PLANNED: _l("geplant"),
    ScenarioState.IN_FORCE: _l("in Kraft"),
    ScenarioState.THROWN_AWAY: _l("verworfen"),
}
_FORMS: Mapping[type[Base], type[Any]] = {Unit: UnitForm, Post: PostForm, Responsibility: ResponsibilityForm}
_KINDS: Mapping[type[Base], Mapping[Any, Any]] = {
    Unit: UNIT_KINDS,
    Post: POST_KINDS,
    Responsibility: RESPONSIBILITY_KINDS,
}
_LONGEST = 80


def title_of(row: Any) -> str:
    """Return what a unit, post or responsibility is called, in quotation marks."""
    return f"„{row.name if isinstance(row, Unit) else row.title}“"


def kind_words(kind: str) -> str:
    """Return how somebody is appointed."""
    return str(APPOINTMENT_KINDS[AppointmentKind(kind)])


def changed_words(run: Run, model: type[Base], values: Mapping[str, Any]) -> str:
    """Return new values of a step as people read them: "Name wird „Bauamt“, Gehört zu wird „Rathaus“"."""
    return ", ".join(_changed(run, model, name, value) for name, value in values.items())


def _changed(run: Run, model: type[Base], name: str, value: Any) -> str:
    label = getattr(_FORMS[model], name).args[0]
    if value in (None, "", []):
        return _("%(field)s wird leer", field=label)
    return _("%(field)s wird „%(value)s“", field=label, value=_value(run, model, name, value))


def _value(run: Run, model: type[Base], name: str, value: Any) -> str:
    if target := target_of(model, name):
        row: Any = run.row(target, value)
        return str(next(getattr(row, part) for part in ("name", "title", "label_de") if hasattr(row, part)))
    shown = run.read(model, {name: value})[name]
    match shown:
        case bool():
            return _("ja") if shown else _("nein")
        case tuple():
            return _shortened(", ".join(shown))
        case _ if name == "kind":
            return str(_KINDS[model][shown])
        case _ if hasattr(shown, "isoformat"):
            return short_date(shown)
        case _:
            return _shortened(" ".join(str(shown).split()))


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
