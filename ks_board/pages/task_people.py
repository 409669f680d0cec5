"""The people of a task for the coordinator: who said yes, who could fit, and what becomes of a yes."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from ks_board.core import clock
from ks_board.core.access import needs
from ks_board.core.db import db
from ks_board.core.editing import saved
from ks_board.core.errors import NotFound
from ks_board.core.formatting import short_date
from ks_board.core.params import local_path_asked, text_asked
from ks_board.pages import notices
from ks_board.pages.task_edit import task_edit
from ks_board.people import find
from ks_board.people.models import Person
from ks_board.permissions import Permission
from ks_board.tasks import claim_moves
from ks_board.tasks.match_queries import people_for
from ks_board.tasks.models import LIVE_TASK, Assignment, AssignmentEntry, AssignmentStatus, Task
from ks_board.tasks.publish import get_task
from ks_board.tasks.states import OPEN, STATE_WORDS, can_move

State = AssignmentStatus
MOVES: dict[str, tuple[State, Callable[..., Any]]] = {
    "bestaetigen": (State.ACTIVE, claim_moves.confirm),
    "absagen": (State.DECLINED, claim_moves.decline),
    "uebergeben": (State.HANDED_OVER, claim_moves.hand_over),
    "austragen": (State.RELEASED, claim_moves.release),
}
"""What the coordinator can do with an open yes: the word of the address, what the yes becomes, and who does it."""


@task_edit.get("/aufgaben/<ref>/menschen")
@needs(Permission.ASSIGNMENT_MANAGE)
def people(ref: str) -> str:
    """Show who said yes to a task and who could fit, with the reasons."""
    task, query = get_task(ref), text_asked("q")
    return render_template(
        "tasks/edit_people.html",
        task=task,
        yeses=_yeses(task),
        words={
            "bestaetigen": _("Bestätigen"),
            "absagen": _("Absagen"),
            "uebergeben": _("Vertretung ist gefunden"),
            "austragen": _("Austragen"),
        },
        matches=people_for(task.id, now=clock.now()),
        is_live=task.status in LIVE_TASK,
        query=query,
        found=[row for row in find.find_people(query) if row.left_on is None][: find.PAGE] if query else [],
    )


@task_edit.post("/aufgaben/<ref>/zusagen/<yes>/<any(bestaetigen, absagen, uebergeben, austragen):move>")
@needs(Permission.ASSIGNMENT_MANAGE)
def move_yes(ref: str, yes: str, move: str) -> ResponseReturnValue:
    """Confirm, decline, hand over or release; a step that this yes cannot take is refused."""
    task = get_task(ref)
    query = select(Assignment).where(Assignment.ref == yes, Assignment.task_id == task.id)
    assignment = db.session.execute(query).scalar_one_or_none()
    if assignment is None:
        raise NotFound(_("Diese Zusage gibt es nicht."))
    _move(assignment, move, clock.now())
    db.session.commit()
    sentence = _("Gespeichert. Die Zusage ist jetzt: %(state)s.", state=STATE_WORDS[assignment.status])
    return saved(local_path_asked("weiter") or url_for(".people", ref=ref), sentence)


def _move(assignment: Assignment, move: str, now: datetime) -> None:
    outcome = MOVES[move][1](assignment.id, now=now)
    relieved = getattr(outcome, "relieved", None)
    if relieved:
        notices.tell_relieved(relieved)


def _yeses(task: Task) -> list[dict[str, Any]]:
    """Return the open yeses, those to decide first, each with the steps it can take."""
    query = (
        select(Assignment, Person, AssignmentEntry)
        .join(Person, Person.id == Assignment.person_id)
        .outerjoin(AssignmentEntry, AssignmentEntry.assignment_id == Assignment.id)
        .where(Assignment.task_id == task.id, Assignment.status.in_(OPEN))
        .order_by(Assignment.status != State.ASKED, Person.family_name, Person.given_name, Assignment.id)
    )
    return [_yes(*row) for row in db.session.execute(query)]


def _yes(assignment: Assignment, person: Person, entry: AssignmentEntry | None) -> dict[str, Any]:
    call_until = entry.call_until if entry else None
    return {
        "ref": assignment.ref,
        "person": person,
        "state": STATE_WORDS[assignment.status],
        "call": _("Anrufen bis %(day)s", day=short_date(call_until)) if call_until else "",
        "note": entry.note if entry else None,
        "moves": [word for word, (after, _do) in MOVES.items() if _is_offered(assignment.status, after)],
    }


def _is_offered(before: State, after: State) -> bool:
    """Tell whether a step makes sense here: who asked is declined, not released."""
    is_asked = before is State.ASKED
    if after is State.ACTIVE and not is_asked:
        return False
    return can_move(before, after) and not (after is State.RELEASED and is_asked)
