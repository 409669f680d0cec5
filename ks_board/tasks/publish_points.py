"""What a task still lacks, in words, before others see it: the same facts of which the rules make gaps."""

from collections.abc import Callable
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l

from ks_board.tasks.models import Insurance, Task, TaskKind


class Point(NamedTuple):
    """One missing thing: the rule that would find it (empty: no rule does), the field to fill, a sentence."""

    rule: str
    field: str
    sentence: str


def missing_points(task: Task, *, contact_is_gone: bool) -> list[Point]:
    """Return what the task lacks, the weightiest first."""
    return [Point(rule, field, str(said)) for rule, field, said, lacks in _POINTS if lacks(task, contact_is_gone)]


def _recurring(task: Task) -> bool:
    return task.kind is TaskKind.RECURRING


def _not_covered(task: Task) -> bool:
    return task.insurance is None or (task.insurance is Insurance.TOWN and not task.mandate_ref)


_POINTS: tuple[tuple[str, str, Any, Callable[[Task, bool], bool]], ...] = (
    (
        *("task-no-contact", "contact_person_id", _l("Niemand ist als Ansprechperson genannt.")),
        lambda task, _gone: task.contact_person_id is None,
    ),
    (
        *("task-contact-left", "contact_person_id", _l("Die Ansprechperson ist nicht mehr da.")),
        lambda _task, gone: gone,
    ),
    (
        *(
            "task-no-cover",
            "insurance",
            _l("Es ist nicht klar, wer die Freiwilligen versichert. Über die Stadt braucht es eine Beauftragung."),
        ),
        lambda task, _gone: _not_covered(task),
    ),
    (
        *("task-no-effort", "hours_per_month", _l("Es steht nicht da, wie viele Stunden es im Monat sind.")),
        lambda task, _gone: task.hours_per_month is None,
    ),
    (
        *("recurring-no-schedule", "rrule", _l("Es steht nicht da, an welchen Tagen die Aufgabe wiederkommt.")),
        lambda task, _gone: _recurring(task) and not task.rrule,
    ),
    (
        *("", "start", _l("Es steht nicht da, wann es ist.")),
        lambda task, _gone: not _recurring(task) and task.start is None,
    ),
    (
        *("task-no-briefing", "briefing", _l("Es steht nicht da, wie man eingewiesen wird.")),
        lambda task, _gone: _recurring(task) and not task.briefing,
    ),
    (
        *("", "description", _l("Es steht nicht da, was zu tun ist.")),
        lambda task, _gone: not task.description,
    ),
    (
        *("", "place_id", _l("Es steht nicht da, wo es ist.")),
        lambda task, _gone: task.place_id is None and not task.remote,
    ),
    (
        *(
            "task-one-channel",
            "channels",
            _l("Nur wenige werden davon hören. Ein zweiter Weg hilft, zum Beispiel Amtsblatt oder Aushang."),
        ),
        lambda task, _gone: len(task.channels) < 2,
    ),
)
