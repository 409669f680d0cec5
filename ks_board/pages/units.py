"""Pages of one unit, one post and one responsibility: what the organigram, tasks, places and gaps say about it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import render_template, url_for

from ks_board.core import clock
from ks_board.core.access import can, needs
from ks_board.core.formatting import hours
from ks_board.core.i18n import DEFAULT, language
from ks_board.core.params import day_asked
from ks_board.gaps.models import SubjectKind
from ks_board.organigram import details
from ks_board.organigram.models import Appointment
from ks_board.organigram.queries import load_unit
from ks_board.organigram.views import organigram
from ks_board.organigram.words import POST_KINDS, RESPONSIBILITY_KINDS, UNIT_KINDS, days_in_words
from ks_board.pages.gap_lines import GapLine, gap_lines
from ks_board.pages.visible_gaps import visible_gaps
from ks_board.permissions import Permission
from ks_board.tasks.lists import list_live_tasks
from ks_board.tasks.models import Task


@organigram.get("/einheiten/<ref>")
@needs(Permission.ORGANIGRAM_READ)
def unit(ref: str) -> str:
    """Show one unit: posts, holders and deputies, responsibilities, tasks, places, gaps."""
    on = day_asked()
    row = details.get_unit(ref, on)
    return render_template(
        "organigram/unit.html",
        unit=row,
        node=load_unit(ref, on, sees_names=can(Permission.PERSON_READ_NAMES)),
        kind=UNIT_KINDS[row.kind],
        days=days_in_words(row.valid_from, row.valid_until),
        path=_path(details.list_ancestors(row.id), on),
        children=details.list_children(row.id, on),
        tasks=list_live_tasks(Task.unit_id == row.id),
        places=details.list_places(row.id),
        gaps=_gaps(on, unit_id=row.id),
        **_day(on),
    )


@organigram.get("/stellen/<ref>")
@needs(Permission.ORGANIGRAM_READ)
def post(ref: str) -> str:
    """Show one post: who holds it, hours, competences and authority."""
    on = day_asked()
    row = details.get_post(ref, on)
    appointments = details.list_appointments(Appointment.post_id, row.id, on)
    return render_template(
        "organigram/post.html",
        post=row,
        kind=POST_KINDS[row.kind],
        state=details.state_of(appointments),
        appointments=appointments,
        gaps=_gaps(on, subject=(SubjectKind.POST, row.id)),
        **_unit_of(row, on),
    )


@organigram.get("/zustaendigkeiten/<ref>")
@needs(Permission.ORGANIGRAM_READ)
def responsibility(ref: str) -> str:
    """Show one responsibility: lead, deputy, area, and the tasks that serve it."""
    on = day_asked()
    row = details.get_responsibility(ref, on)
    return render_template(
        "organigram/responsibility.html",
        responsibility=row,
        kind=RESPONSIBILITY_KINDS[row.kind],
        area=row.label_de if language() == DEFAULT else row.label_en,
        appointments=details.list_appointments(Appointment.responsibility_id, row.id, on),
        tasks=list_live_tasks(Task.responsibility_id == row.id),
        gaps=_gaps(on, subject=(SubjectKind.RESPONSIBILITY, row.id)),
        **_unit_of(row, on),
    )


def _unit_of(row: Any, on: date) -> dict[str, Any]:
    """Return what pages of posts and responsibilities say about their unit, which may not exist on that day."""
    return {"days": days_in_words(row.valid_from, row.valid_until), "counts": row.unit_counts, **_day(on)}


def _path(ancestors: Sequence[Any], on: date) -> list[tuple[str, str]]:
    day = on if on != clock.today() else None
    return [(row.name, url_for("organigram.unit", ref=row.ref, am=day)) for row in ancestors]


def _gaps(on: date, **narrowed: Any) -> list[GapLine]:
    """Return the gaps of one unit or one thing, as far as this viewer may see them."""
    gaps, _branches = visible_gaps(on, **narrowed)
    return gap_lines(gaps, on)


def _day(on: date) -> dict[str, Any]:
    return {"on": on, "other_day": on if on != clock.today() else None, "days_in_words": days_in_words, "hours": hours}
