"""Read what the subjects of gaps are called and which page shows them; one SELECT for each kind, all of one shape."""

from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import Boolean, Select, String, case, cast, func, literal, null, select

from ks_board.checklist.models import Question
from ks_board.core.i18n import DEFAULT, language
from ks_board.fund.models import Grant, Pot
from ks_board.gaps.models import Measure, SubjectKind
from ks_board.messages.models import Message
from ks_board.organigram.models import Appointment, Post, Responsibility, Unit
from ks_board.people.models import Person
from ks_board.tandems.models import Sponsorship, Tandem
from ks_board.tasks.models import Assignment, Task
from ks_board.town.models import Place, Procedure

Ids = Collection[int]
_NO_TEXT = cast(null(), String)
_NAME = {
    "given_name": Person.given_name,
    "family_name": Person.family_name,
    "consent_public": Person.consent_public,
}


def select_labels(kind: SubjectKind, ids: Ids) -> Select[Any]:
    """Return the SELECT of text, detail, person and page of subjects of a kind; a town has none."""
    return _LABELS[kind](ids)


def _label(kind: SubjectKind, subject: Any, text: Any, ids: Ids, **more: Any) -> Select[Any]:
    """Select labels; more: detail, given_name, family_name, consent_public, page_kind, page_ref."""
    columns: dict[str, Any] = {
        "kind": literal(kind.value),
        "subject_id": subject.id,
        "text": cast(text, String),
        **dict.fromkeys(("detail", "given_name", "family_name"), _NO_TEXT),
        "consent_public": cast(null(), Boolean),
        **dict.fromkeys(("page_kind", "page_ref"), _NO_TEXT),
        **more,
    }
    return select(*(column.label(name) for name, column in columns.items())).where(subject.id.in_(ids))


def _page(kind: SubjectKind, subject: Any) -> dict[str, Any]:
    return {"page_kind": literal(kind.value), "page_ref": subject.ref}


def _itself(kind: SubjectKind, subject: Any, text: Any) -> Callable[[Ids], Select[Any]]:
    """Label subjects that have a page of their own."""
    return lambda ids: _label(kind, subject, text, ids, **_page(kind, subject))


def _plain(kind: SubjectKind, subject: Any, text: Any) -> Callable[[Ids], Select[Any]]:
    """Label subjects without a page."""
    return lambda ids: _label(kind, subject, text, ids)


def _appointments(ids: Ids) -> Select[Any]:
    is_post = Appointment.post_id.is_not(None)
    target = {
        "page_kind": case((is_post, SubjectKind.POST.value), else_=SubjectKind.RESPONSIBILITY.value),
        "page_ref": func.coalesce(Post.ref, Responsibility.ref),
        "detail": cast(Appointment.kind, String),
    }
    title = func.coalesce(Post.title, Responsibility.title)
    return (
        _label(SubjectKind.APPOINTMENT, Appointment, title, ids, **target, **_NAME)
        .join(Person, Person.id == Appointment.person_id)
        .outerjoin(Post, Post.id == Appointment.post_id)
        .outerjoin(Responsibility, Responsibility.id == Appointment.responsibility_id)
    )


def _assignments(ids: Ids) -> Select[Any]:
    found = _label(SubjectKind.ASSIGNMENT, Assignment, Task.title, ids, **_page(SubjectKind.TASK, Task), **_NAME)
    return found.join(Person, Person.id == Assignment.person_id).join(Task, Task.id == Assignment.task_id)


def _people(ids: Ids) -> Select[Any]:
    return _label(SubjectKind.PERSON, Person, null(), ids, **_NAME)


def _tandems(ids: Ids) -> Select[Any]:
    found = _label(SubjectKind.TANDEM, Tandem, Tandem.name, ids, **_page(SubjectKind.TASK, Task))
    return found.outerjoin(Task, Task.id == Tandem.task_id)


def _sponsorships(ids: Ids) -> Select[Any]:
    found = _label(SubjectKind.SPONSORSHIP, Sponsorship, null(), ids, detail=Sponsorship.organisation, **_NAME)
    return found.join(Person, Person.id == Sponsorship.person_id)


def _measures(ids: Ids) -> Select[Any]:
    found = _label(SubjectKind.MEASURE, Measure, Measure.title, ids, **_page(SubjectKind.QUESTION, Question))
    return found.join(Question, Question.id == Measure.question_id)


def _questions(ids: Ids) -> Select[Any]:
    text = Question.text_de if language() == DEFAULT else Question.text_en
    return _itself(SubjectKind.QUESTION, Question, text)(ids)


_LABELS: dict[SubjectKind, Callable[[Ids], Select[Any]]] = {
    SubjectKind.UNIT: _itself(SubjectKind.UNIT, Unit, Unit.name),
    SubjectKind.POST: _itself(SubjectKind.POST, Post, Post.title),
    SubjectKind.RESPONSIBILITY: _itself(SubjectKind.RESPONSIBILITY, Responsibility, Responsibility.title),
    SubjectKind.APPOINTMENT: _appointments,
    SubjectKind.PLACE: _plain(SubjectKind.PLACE, Place, Place.name),
    SubjectKind.TASK: _itself(SubjectKind.TASK, Task, Task.title),
    SubjectKind.ASSIGNMENT: _assignments,
    SubjectKind.PERSON: _people,
    SubjectKind.TANDEM: _tandems,
    SubjectKind.SPONSORSHIP: _sponsorships,
    SubjectKind.MESSAGE: _plain(SubjectKind.MESSAGE, Message, Message.subject),
    SubjectKind.MEASURE: _measures,
    SubjectKind.PROCEDURE: _plain(SubjectKind.PROCEDURE, Procedure, Procedure.title),
    SubjectKind.POT: _plain(SubjectKind.POT, Pot, Pot.name),
    SubjectKind.GRANT: _plain(SubjectKind.GRANT, Grant, Grant.title),
    SubjectKind.QUESTION: _questions,
}
