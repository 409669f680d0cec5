"""The forms of the life of a task."""

from collections.abc import Callable
from typing import Any, cast

from flask_babel import lazy_gettext

from ks_board.core.editing import EditForm
from ks_board.core.fields import LongText, OneOf
from ks_board.pages.people_forms import THANKS
from ks_board.pages.records.forms import RecordForm, form_of
from ks_board.pages.records.tables import POTS, RecordTable
from ks_board.permissions import Permission
from ks_board.tasks.models import Task, TaskStatus

_ = cast("Callable[..., str]", lazy_gettext)  # WTForms' types know only texts that are ready.
_TABLE = RecordTable(
    *("aufgaben", "tasks", ("title",), (), Permission.TASK_MANAGE),
    fixed=frozenset({"status", "published_on", "finished_on", "result"}),
)
"""A task without its state, which only the moves of a task change."""
FIRST = ("title", "description", "kind", "start", "rrule", "duration_minutes", "contact_person_id", "people_needed")
"""The fields in which a task differs from a similar one; the others stand below, ready to be opened."""


class StopForm(EditForm):
    """Why a task stops: failing is a result, too."""

    result = LongText(
        _("Warum hört es auf?"),
        needed=_("Bitte schreiben Sie einen Satz. Auch Aufhören ist ein Ergebnis."),
    )


class FinishForm(EditForm):
    """What was achieved, and how everybody is thanked."""

    result = LongText(_("Was wurde geschafft?"), needed=_("Bitte schreiben Sie einen Satz, was geschafft ist."))
    thanks = OneOf(_("Dank an alle, die mitgemacht haben"), [(None, _("später")), *THANKS.items()])


def open_form(task: Task, pots: list[int]) -> RecordForm:
    """Return the form of a task as it is stored, or as it was typed."""
    form: RecordForm = form_of(_TABLE).open(task, **{POTS: pots})
    return form


def new_form(values: dict[str, Any], pots: list[int]) -> RecordForm:
    """Return the form of a new task that begins with these values."""
    form: RecordForm = form_of(_TABLE)(data=values | {POTS: pots})
    form.kept = {"status": TaskStatus.DRAFT}
    return form
