"""Where each kind of action leads from a gap: to a form that closes it at once, or to a preview of a measure."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for
from sqlalchemy import select

from ks_board.core.db import db
from ks_board.core.i18n import DEFAULT, language
from ks_board.gaps.actions import Action, list_actions
from ks_board.gaps.models import ActionKind, Measure, SubjectKind
from ks_board.gaps.offers import OFFERABLE
from ks_board.gaps.queries import Gap
from ks_board.organigram.details import find_unit_ref
from ks_board.organigram.models import Appointment, Post, Responsibility
from ks_board.people.models import Person
from ks_board.tandems.models import Sponsorship
from ks_board.tasks.models import Assignment

Way = tuple[str, dict[str, Any]]
"""An endpoint and its values."""
PLANNED = frozenset(
    {
        *(ActionKind.CALL, ActionKind.TASK, ActionKind.OFFER),
        *(ActionKind.PRINT, ActionKind.DRAFT_DECISION, ActionKind.MEASURE),
    }
)
"""What does not close a gap at once: a measure is planned with it."""
_DEPUTY = "responsibility-no-deputy"
_SEATS = {SubjectKind.POST: "stellen", SubjectKind.RESPONSIBILITY: "zustaendigkeiten"}
_RECORDS = {
    SubjectKind.PLACE: "orte",
    SubjectKind.SPONSORSHIP: "patenschaften",
    SubjectKind.MESSAGE: "nachrichten",
    SubjectKind.MEASURE: "massnahmen",
    SubjectKind.PROCEDURE: "ablaeufe",
    SubjectKind.POT: "toepfe",
    SubjectKind.GRANT: "antraege",
}
"""Subjects that are changed on the page of their row."""
_FORMS = {
    SubjectKind.UNIT: "organigram_edit.edit_unit",
    SubjectKind.APPOINTMENT: "organigram_edit.edit_appointment",
    SubjectKind.TASK: "task_edit.edit",
    SubjectKind.PERSON: "people_pages.edit",
    SubjectKind.TANDEM: "tandems.edit",
}
_PEOPLE: dict[SubjectKind, tuple[Any, Any]] = {
    SubjectKind.APPOINTMENT: (Appointment, Appointment.person_id),
    SubjectKind.ASSIGNMENT: (Assignment, Assignment.person_id),
    SubjectKind.SPONSORSHIP: (Sponsorship, Sponsorship.person_id),
    SubjectKind.MEASURE: (Measure, Measure.owner_person_id),
}
"""Subjects that belong to one person."""
_CALLED = {
    SubjectKind.TASK: "task_edit.people",
    SubjectKind.TANDEM: "tandems.tandem",
    SubjectKind.UNIT: "organigram.unit",
    SubjectKind.POST: "organigram.post",
    SubjectKind.RESPONSIBILITY: "organigram.responsibility",
}
"""Pages with the phone numbers of other subjects."""
_PRINTED = {
    "certificate-missing": ("fuehrungszeugnis", "mensch"),
    "done-no-thanks": ("dankkarte", "aufgabe"),
    "tandem-no-agreement": ("absprache", "tandem"),
    "task-no-cover": ("beauftragung", "aufgabe"),
    "task-one-channel": ("aushang", "aufgabe"),
    "task-unfilled": ("aushang", "aufgabe"),
}
"""The paper that helps against a rule's gaps, and what its address calls their subject."""


@dataclass(frozen=True, slots=True)
class Step:
    """One action about one gap: its words, and the page that one click opens."""

    ref: str
    kind: ActionKind
    text: str
    href: str


def list_steps(gap: Gap) -> list[Step]:
    """Return what can be done about a gap, the first thing first; an action that leads nowhere here is left out."""
    steps = (_step(gap, action) for action in list_actions(gap.rule))
    return [step for step in steps if step]


def find_action(gap: Gap, ref: str) -> Action | None:
    """Return an action that plans a measure about this gap."""
    found = (action for action in list_actions(gap.rule) if action.ref == ref and action.kind in PLANNED)
    return next((action for action in found if action.kind is ActionKind.MEASURE or leads_to(gap, action.kind)), None)


def words_of(action: Action) -> str:
    """Return what an action is called in the language of the page."""
    return action.text_de if language() == DEFAULT else action.text_en


def leads_to(gap: Gap, kind: ActionKind) -> str | None:
    """Return the page on which an action is done; None if there is none for this gap."""
    place = _WAYS[kind](gap)
    if place is None or place[0] not in current_app.view_functions:
        return None
    return url_for(place[0], **place[1])


def _step(gap: Gap, action: Action) -> Step | None:
    href = leads_to(gap, action.kind)
    if action.kind in PLANNED and (href or action.kind is ActionKind.MEASURE):
        href = url_for("gaps.act", rule=gap.rule.ref, subject=gap.subject_ref, action=action.ref)
    return Step(action.ref, action.kind, words_of(action), href) if href else None


def _appoint(gap: Gap) -> Way | None:
    """Lead to the form that appoints, also in place of whoever holds the seat now."""
    if gap.kind in _SEATS:
        as_deputy = {"als": "deputy"} if gap.rule.condition == _DEPUTY else {}
        return "organigram_edit.appoint", {"kind": _SEATS[gap.kind], "ref": gap.subject_ref, **as_deputy}
    if gap.kind is not SubjectKind.APPOINTMENT:
        return None
    seats = select(Post.ref.label("post"), Responsibility.ref.label("duty")).select_from(Appointment)
    joined = seats.outerjoin(Post, Post.id == Appointment.post_id).outerjoin(
        Responsibility, Responsibility.id == Appointment.responsibility_id
    )
    seat = db.session.execute(joined.where(Appointment.id == gap.subject_id)).one()
    kind = "stellen" if seat.post else "zustaendigkeiten"
    return "organigram_edit.appoint", {"kind": kind, "ref": seat.post or seat.duty, "abloesen": gap.subject_ref}


def _open(gap: Gap) -> Way | None:
    """Lead to the form on which the fact that is missing can be entered."""
    if own := _OPENED.get(gap.rule.condition):
        return own(gap)
    way: Way
    match gap.kind:
        case SubjectKind.POST | SubjectKind.RESPONSIBILITY as kind:
            way = "organigram_edit.edit_seat", {"kind": _SEATS[kind], "ref": gap.subject_ref}
        case SubjectKind.QUESTION:
            way = "round_table.page", {"frage": gap.subject_ref}
        case SubjectKind.TOWN:
            way = "records.add", {"slug": "beschluesse"}
        case SubjectKind.ASSIGNMENT:
            way = _person(gap, "people_pages.edit")
        case kind if kind in _RECORDS:
            way = "records.row", {"slug": _RECORDS[kind], "ref": gap.subject_ref}
        case kind:
            way = _FORMS[kind], {"ref": gap.subject_ref}
    return way


_OPENED: dict[str, Callable[[Gap], Way | None]] = {
    "appointment-person-left": lambda gap: ("organigram_edit.end_appointment", {"ref": gap.subject_ref}),
    "appointment-unconfirmed": lambda gap: _person(gap, "confirmation.by_phone"),
    "district-no-anchor": lambda gap: ("records.add", {"slug": "orte"}),
    "idea-parked": lambda gap: ("messages.inbox", {}),
    "message-unanswered": lambda gap: ("messages.inbox", {}),
    "person-overloaded": lambda gap: ("people_pages.person", {"ref": gap.subject_ref}),
    "responsibility-two-leads": lambda gap: ("organigram.responsibility", {"ref": gap.subject_ref}),
    "tandem-ended-no-result": lambda gap: ("records.row", {"slug": "tandems", "ref": gap.subject_ref}),
    "tandem-no-agreement": lambda gap: ("tandems.agree", {"ref": gap.subject_ref}),
}
"""Rules whose fact is entered elsewhere than on the form of their subject."""


def _call(gap: Gap) -> Way | None:
    """Lead to where the phone number stands."""
    if gap.kind is SubjectKind.PERSON:
        return "people_pages.person", {"ref": gap.subject_ref}
    if gap.kind in _PEOPLE:
        return _person(gap, "people_pages.person")
    return (_CALLED[gap.kind], {"ref": gap.subject_ref}) if gap.kind in _CALLED else None


def _person(gap: Gap, endpoint: str) -> Way:
    model, key = _PEOPLE[gap.kind]
    ref = db.session.scalar(select(Person.ref).join(model, key == Person.id).where(model.id == gap.subject_id))
    return endpoint, {"ref": ref}


def _pair(gap: Gap) -> Way | None:
    """Lead to the form that pairs two people for a task."""
    return ("tandems.add", {"aufgabe": gap.subject_ref}) if gap.kind is SubjectKind.TASK else None


def _thank(gap: Gap) -> Way | None:
    """Lead to where thanks are noted."""
    if gap.kind is SubjectKind.PERSON:
        return "people_pages.give_thanks", {"ref": gap.subject_ref}
    return ("records.add", {"slug": "dank"}) if gap.kind is SubjectKind.TASK else None


def _task(gap: Gap) -> Way:
    """Lead to the form of a new task that begins with the gap's unit."""
    words = gap.rule.action_de if language() == DEFAULT else gap.rule.action_en
    return "task_edit.add", {"titel": words[:200], "einheit": find_unit_ref(gap.unit_id)}


def _offer(gap: Gap) -> Way | None:
    """Lead to what the board looks for."""
    return ("offers.page", {}) if gap.rule.condition in OFFERABLE else None


def _print(gap: Gap) -> Way | None:
    """Lead to the paper that helps; about a yes, to the one of its person."""
    if gap.rule.condition not in _PRINTED:
        return None
    paper, name = _PRINTED[gap.rule.condition]
    ref = _person(gap, "")[1]["ref"] if gap.kind in _PEOPLE else gap.subject_ref
    return "papers.pdf", {"kind": paper, name: ref}


def _draft(gap: Gap) -> Way:
    """Lead to the draft decision for the council."""
    return "reports.draft_decision", {"rule": gap.rule.ref, "subject": gap.subject_ref}


def _measure(gap: Gap) -> None:
    """Lead nowhere: somebody just does it."""


_WAYS: dict[ActionKind, Callable[[Gap], Way | None]] = {
    ActionKind.APPOINT: _appoint,
    ActionKind.OPEN: _open,
    ActionKind.PAIR: _pair,
    ActionKind.THANK: _thank,
    ActionKind.CALL: _call,
    ActionKind.TASK: _task,
    ActionKind.OFFER: _offer,
    ActionKind.PRINT: _print,
    ActionKind.DRAFT_DECISION: _draft,
    ActionKind.MEASURE: _measure,
}
