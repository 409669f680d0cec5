"""Read from the address which picture of the organigram somebody wants."""

from collections.abc import Iterable
from typing import Any

from flask import request
from flask_babel import gettext as _

from ks_board.core import clock
from ks_board.core.access import can
from ks_board.core.errors import BadParameter
from ks_board.core.i18n import language
from ks_board.core.params import choice_asked, day_asked
from ks_board.organigram.chart.detail import USUAL_LAYERS, Layer
from ks_board.organigram.pictures import POSTERS
from ks_board.organigram.view import MOST_FOLDED, View
from ks_board.permissions import Permission
from ks_board.tasks.lists import count_live_tasks

POSTER, UNITS = "plakat", "einheiten"
"""UNITS stands for "only what is ticked": a form without a tick sends nothing else."""


def view_asked() -> View:
    """Return what the address asks for, for this viewer."""
    is_poster = choice_asked("ansicht", frozenset({POSTER})) is not None
    layers, on = layers_asked(), day_asked()
    until = day_asked("mit") if request.args.get("mit") and not is_poster else None
    if until and until <= on:
        raise BadParameter(_("Der zweite Tag muss nach dem ersten liegen."))
    return View(
        on=on,
        today=clock.today(),
        # What is compared is the whole town, with all its branches open.
        unit=None if until else request.args.get("einheit") or None,
        is_poster=is_poster,
        sees_names=can(Permission.PERSON_READ_NAMES),
        language=language(),
        layers=layers,
        folded=() if until or is_poster else _refs_asked("zu"),
        until=until,
        tasks=count_live_tasks() if Layer.TASKS in layers else (),
        paper=choice_asked("papier", frozenset(POSTERS)),
    )


def public_view() -> View:
    """Return the whole town as the public sees it today, for a frame on another site."""
    today = clock.today()
    return View(today, today, None, is_poster=False, sees_names=False, language=language(), is_embedded=True)


def layers_asked() -> frozenset[Layer]:
    """Return what is to be shown beside the units (`?zeigt=einheiten&zeigt=stellen`); usual if nothing is said."""
    asked = request.args.getlist("zeigt")
    if wrong := [text for text in asked if text not in {*Layer, UNITS}]:
        raise BadParameter(_("„%(text)s“ steht bei „%(name)s“ nicht zur Wahl.", text=wrong[0][:40], name="zeigt"))
    return frozenset(Layer(text) for text in asked if text != UNITS) if asked else USUAL_LAYERS


def marked_asked() -> str | None:
    """Return the ref of the unit that is to be lit (`?zeige=U12`)."""
    return next(iter(_refs_asked("zeige")), None)


def hidden_fields(view: View, *without: str) -> list[tuple[str, Any]]:
    """Return the address of a view as fields of a form that changes other parts of it."""
    pairs: Iterable[tuple[str, Any]] = view.parameters.items()
    return [
        (name, each)
        for name, value in pairs
        if value is not None and name not in without
        for each in (value if isinstance(value, list) else [value])
    ]


def _refs_asked(name: str) -> tuple[str, ...]:
    """Return the refs in the address, sorted; what is no ref of this town finds nothing."""
    refs = {ref.strip()[:64] for ref in request.args.get(name, "").split(",")} - {""}
    return tuple(sorted(refs)[:MOST_FOLDED])
