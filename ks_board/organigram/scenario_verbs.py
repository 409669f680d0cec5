"""What a step of a draft can do: each verb calls a service of real editing, and says in a sentence what it will do.

Arguments are JSON: `row` is the ref of what is changed, `values` are fields by name, references are refs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ks_board.core.db import Base, db
from ks_board.core.errors import Conflict
from ks_board.organigram import edit, edit_appointments
from ks_board.organigram.edit_tree import list_below
from ks_board.organigram.models import Appointment, AppointmentKind, Post, Responsibility, Unit
from ks_board.organigram.scenario_merge import merge
from ks_board.organigram.scenario_models import StepVerb
from ks_board.organigram.scenario_run import Run
from ks_board.organigram.scenario_words import changed_words, kind_words, title_of
from ks_board.people.models import Person

Arguments = Mapping[str, Any]
_ADD: dict[type[Base], Callable[[Mapping[str, Any]], Any]] = {
    Unit: edit.add_unit,
    Post: edit.add_post,
    Responsibility: edit.add_responsibility,
}


@dataclass(frozen=True, slots=True)
class Step:
    """A step as a run needs it."""

    id: int
    ref: str
    verb: StepVerb
    arguments: Arguments


@dataclass(frozen=True, slots=True)
class Verb:
    """A kind of step: what it is called, what it is about, what it does, and its sentence."""

    words: Any
    about: type[Base] | None
    """What is chosen first; None if the step begins with nothing."""
    model: type[Base]
    """What its values are of."""
    do: Callable[[Run, Step], None]
    say: Callable[[Run, Arguments], str]
    also: tuple[str, ...] = ()
    """Arguments beside `row` that name further rows which the step changes, of the same kind."""


def rows_of(verb: StepVerb, arguments: Arguments) -> dict[str, str]:
    """Return the rows that a step changes, "U10" → "unit"; what is put into a unit does not change it."""
    about = VERBS[verb].about
    adds = verb in {StepVerb.ADD_POST, StepVerb.ADD_DUTY}
    if about is None or adds:
        return {}
    return {arguments[name]: about.__tablename__ for name in ("row", *VERBS[verb].also) if arguments.get(name)}


def _add(model: type[Base], run: Run, step: Step) -> None:
    values = run.read(model, step.arguments["values"]) | run.fixed_id(step.id)
    if model is Unit:
        values |= {"valid_from": run.on}
    run.note(step.ref, _ADD[model](values))


def _say_added(sentence: Any, model: type[Base], run: Run, arguments: Arguments) -> str:
    values = arguments["values"]
    above = values.get("parent_id") or values.get("unit_id")
    name = values.get("name") or values.get("title")
    if above is None:
        return _("Neue Einheit „%(name)s“, ganz oben.", name=name)
    return str(sentence) % {"name": name, "above": run.row(Unit, above).name}


def _change(model: type[Base], run: Run, step: Step) -> None:
    row, values = run.row(model, step.arguments["row"]), run.read(model, step.arguments["values"])
    if isinstance(row, Unit):
        edit.change_unit(row, values)
    else:
        edit.change_seat(row, values)  # type: ignore[arg-type]


def _say_changed(model: type[Base], run: Run, arguments: Arguments) -> str:
    return f"{title_of(run.row(model, arguments['row']))}: {changed_words(run, model, arguments['values'])}."


def _merge(run: Run, step: Step) -> None:
    unit, into = run.row(Unit, step.arguments["row"]), run.row(Unit, step.arguments["into"])
    if unit is into:
        raise Conflict(_("Eine Einheit lässt sich nicht mit sich selbst zusammenlegen."))
    if into.id in list_below(unit.id):
        names = {"unit": unit.name, "into": into.name}
        raise Conflict(_("„%(unit)s“ kann nicht in „%(into)s“ aufgehen: Diese gehört selbst dazu.", **names))
    merge(unit, into, eve=run.eve)


def _say_merged(run: Run, arguments: Arguments) -> str:
    names = {"unit": run.row(Unit, arguments["row"]).name, "into": run.row(Unit, arguments["into"]).name}
    return _("„%(unit)s“ geht in „%(into)s“ auf: alles, was dazugehört, zieht um.", **names)


def _close_unit(run: Run, step: Step) -> None:
    below = bool(step.arguments.get("with_all_below"))
    edit.close_unit(run.row(Unit, step.arguments["row"]), on=run.eve, with_all_below=below)


def _say_unit_closed(run: Run, arguments: Arguments) -> str:
    name = run.row(Unit, arguments["row"]).name
    if arguments.get("with_all_below"):
        return _("„%(name)s“ endet, mit allem darunter.", name=name)
    return _("„%(name)s“ endet.", name=name)


def _close_seat(model: type[Base], run: Run, step: Step) -> None:
    edit.close_seat(run.row(model, step.arguments["row"]), on=run.eve)  # type: ignore[arg-type]


def _say_seat_closed(model: type[Base], run: Run, arguments: Arguments) -> str:
    return _("%(seat)s endet.", seat=title_of(run.row(model, arguments["row"])))


def _appoint(model: type[Base], run: Run, step: Step) -> None:
    arguments = step.arguments
    replaced = arguments.get("replaces")
    edit_appointments.appoint(
        run.row(model, arguments["row"]),  # type: ignore[arg-type]
        person=run.row(Person, arguments["person"]),
        kind=AppointmentKind(arguments["kind"]),
        from_=run.on,
        until=None,
        replaces=run.row(Appointment, replaced) if replaced else None,
        confirmed_on=run.on,
    )


def _say_appointed(model: type[Base], run: Run, arguments: Arguments) -> str:
    name = run.name(run.row(Person, arguments["person"]))
    seat, kind = title_of(run.row(model, arguments["row"])), kind_words(arguments["kind"])
    if not arguments.get("replaces"):
        return _("%(seat)s: %(name)s übernimmt (%(kind)s).", seat=seat, name=name, kind=kind)
    gone = run.name(_person_of(run.row(Appointment, arguments["replaces"])))
    return _("%(seat)s: %(name)s löst %(gone)s ab (%(kind)s).", seat=seat, name=name, gone=gone, kind=kind)


def _end(run: Run, step: Step) -> None:
    edit_appointments.end(run.row(Appointment, step.arguments["row"]), on=run.eve)


def _say_ended(run: Run, arguments: Arguments) -> str:
    appointment = run.row(Appointment, arguments["row"])
    seat: Any = (
        db.session.get_one(Post, appointment.post_id)
        if appointment.post_id
        else db.session.get_one(Responsibility, appointment.responsibility_id)
    )
    return _("%(seat)s: %(name)s hört auf.", seat=title_of(seat), name=run.name(_person_of(appointment)))


def _person_of(appointment: Appointment) -> Person:
    return db.session.get_one(Person, appointment.person_id)


def _adding(words: Any, model: type[Base], about: type[Base] | None, sentence: Any) -> Verb:
    return Verb(words, about, model, partial(_add, model), partial(_say_added, sentence, model))


def _changing(words: Any, model: type[Base]) -> Verb:
    return Verb(words, model, model, partial(_change, model), partial(_say_changed, model))


def _closing(words: Any, model: type[Base]) -> Verb:
    return Verb(words, model, model, partial(_close_seat, model), partial(_say_seat_closed, model))


def _appointing(words: Any, model: type[Base]) -> Verb:
    return Verb(words, model, Appointment, partial(_appoint, model), partial(_say_appointed, model))


VERBS: dict[StepVerb, Verb] = {
    StepVerb.ADD_UNIT: _adding(_l("Neue Einheit"), Unit, None, _l("Neue Einheit „%(name)s“ unter „%(above)s“.")),
    StepVerb.CHANGE_UNIT: _changing(_l("Einheit ändern oder umhängen"), Unit),
    StepVerb.MERGE_UNITS: Verb(_l("Zwei Einheiten zusammenlegen"), Unit, Unit, _merge, _say_merged, ("into",)),
    StepVerb.CLOSE_UNIT: Verb(_l("Einheit schließen"), Unit, Unit, _close_unit, _say_unit_closed),
    StepVerb.ADD_POST: _adding(_l("Neue Stelle"), Post, Unit, _l("Neue Stelle „%(name)s“ in „%(above)s“.")),
    StepVerb.CHANGE_POST: _changing(_l("Stelle ändern oder umhängen"), Post),
    StepVerb.CLOSE_POST: _closing(_l("Stelle schließen"), Post),
    StepVerb.ADD_DUTY: _adding(
        _l("Neue Zuständigkeit"), Responsibility, Unit, _l("Neue Zuständigkeit „%(name)s“ in „%(above)s“.")
    ),
    StepVerb.CHANGE_DUTY: _changing(_l("Zuständigkeit ändern oder umhängen"), Responsibility),
    StepVerb.CLOSE_DUTY: _closing(_l("Zuständigkeit schließen"), Responsibility),
    StepVerb.APPOINT_POST: _appointing(_l("Stelle besetzen"), Post),
    StepVerb.APPOINT_DUTY: _appointing(_l("Zuständigkeit besetzen"), Responsibility),
    StepVerb.END_APPOINTMENT: Verb(_l("Besetzung beenden"), Appointment, Appointment, _end, _say_ended),
}
