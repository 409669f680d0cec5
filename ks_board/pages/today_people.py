"""Sections of the day about people who wait: yeses, calls, messages, wishes, trial talks."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import Select, select

from ks_board.core.db import db
from ks_board.core.formatting import day_in_words, since
from ks_board.core.text import shortened
from ks_board.messages.forms import KINDS
from ks_board.messages.models import Message, MessageKind
from ks_board.pages.today_lines import Action, Day, Line, Section, back, later, section
from ks_board.people.models import Person
from ks_board.tandems.models import Tandem, TandemStatus, Wish
from ks_board.tandems.states import trial_talk_due
from ks_board.tasks.models import Assignment, AssignmentEntry, AssignmentStatus, Task

CALLS, YESES, MESSAGES, WISHES, TANDEMS = "anrufe", "zusagen", "nachrichten", "wuensche", "tandems"


def calls(day: Day) -> Section:
    """Return who said yes and waits for a call, the most urgent first."""
    query = _asked(day, CALLS).where(AssignmentEntry.call_until.is_not(None))
    ordered = query.order_by(AssignmentEntry.call_until, Assignment.id)
    return section(day, CALLS, _("Anrufen: Sie haben zugesagt"), ordered, lambda row: _yes(row, day, CALLS))


def yeses(day: Day) -> Section:
    """Return the other yeses that wait: for a free place, or for a click in a mail."""
    query = _asked(day, YESES).where(AssignmentEntry.call_until.is_(None)).order_by(Assignment.from_, Assignment.id)
    return section(day, YESES, _("Vorgemerkt, ohne Anruf"), query, lambda row: _yes(row, day, YESES))


def messages(day: Day) -> Section:
    """Return the messages without an answer, the oldest first; praise asks for none."""
    query = (
        select(Message.ref, Message.kind, Message.subject, Message.received_on, Message.contact)
        .where(Message.answered_on.is_(None), Message.closed_on.is_(None), Message.kind != MessageKind.PRAISE)
        .where(Message.ref.not_in(day.hidden(MESSAGES)))
        .order_by(Message.received_on, Message.id)
    )
    return section(day, MESSAGES, _("Nachrichten ohne Antwort"), query, lambda row: _message(row, day))


def wishes(day: Day) -> Section:
    """Return the wishes that a sponsor sees to."""
    query = (
        select(Wish.ref, Wish.text, Wish.taken_on, Tandem.ref.label("tandem_ref"), Tandem.name)
        .add_columns(Person.given_name, Person.family_name, Person.phone)
        .join(Tandem, Tandem.id == Wish.tandem_id)
        .join(Person, Person.id == Wish.taken_by_id)
        .where(Wish.done_on.is_(None), Wish.ref.not_in(day.hidden(WISHES)))
        .order_by(Wish.taken_on, Wish.id)
    )
    return section(day, WISHES, _("Patinnen und Paten kümmern sich"), query, lambda row: _wish(row, day))


def tandems(day: Day) -> Section:
    """Return the tandems whose talk after six weeks is due."""
    dates = (Tandem.status, Tandem.start, Tandem.last_contact_on)
    active = select(Tandem.ref, Tandem.name, *dates).where(Tandem.status == TandemStatus.ACTIVE)
    rows = db.session.execute(active.where(Tandem.ref.not_in(day.hidden(TANDEMS))).order_by(Tandem.start)).all()
    found = [row for row in rows if trial_talk_due(row.status, row.start, row.last_contact_on, on=day.on)]
    lines = [_talk(row, day) for row in found[: day.most(TANDEMS)]]
    return Section(TANDEMS, _("Tandems: Gespräch nach sechs Wochen"), lines, len(found))


def _asked(day: Day, kind: str) -> Select[Any]:
    """Select the yeses that wait; an imported one has no entry."""
    return (
        select(Assignment.ref, Assignment.from_, AssignmentEntry.call_until, AssignmentEntry.note)
        .add_columns(Task.ref.label("task_ref"), Task.title)
        .add_columns(Person.given_name, Person.family_name, Person.phone)
        .join(Task, Task.id == Assignment.task_id)
        .join(Person, Person.id == Assignment.person_id)
        .outerjoin(AssignmentEntry, AssignmentEntry.assignment_id == Assignment.id)
        .where(Assignment.status == AssignmentStatus.ASKED, Assignment.ref.not_in(day.hidden(kind)))
    )


def _yes(row: Any, day: Day, kind: str) -> Line:
    moved = {"ref": row.task_ref, "yes": row.ref}
    details = [
        _("anrufen bis %(day)s", day=day_in_words(row.call_until, on=day.on)) if row.call_until else None,
        shortened(row.note) if row.note else None,
    ]
    return Line(
        row.ref,
        f"{row.given_name} {row.family_name}: {row.title}",
        later(kind, row.ref),
        " · ".join(filter(None, details)),
        url_for("task_edit.people", ref=row.task_ref),
        row.phone,
        bool(row.call_until and row.call_until < day.on),
        (
            Action(_("Bestätigen"), back("task_edit.move_yes", **moved, move="bestaetigen")),
            Action(_("Absagen …"), url_for("task_edit.people", ref=row.task_ref), posts=False),
        ),
    )


def _message(row: Any, day: Day) -> Line:
    return Line(
        row.ref,
        f"{KINDS[row.kind]}: {shortened(row.subject)}",
        later(MESSAGES, row.ref),
        " · ".join(filter(None, (since(row.received_on, on=day.on), row.contact))),
        url_for("messages.inbox"),
        actions=(
            Action(_("Heute beantwortet"), back("messages.note_answer", ref=row.ref)),
            Action(_("Maßnahme daraus machen"), url_for("messages.plan", ref=row.ref), posts=False),
        ),
    )


def _wish(row: Any, day: Day) -> Line:
    return Line(
        row.ref,
        f"{row.name}: {shortened(row.text)}",
        later(WISHES, row.ref),
        f"{row.given_name} {row.family_name}" + (f", {since(row.taken_on, on=day.on)}" if row.taken_on else ""),
        url_for("tandems.tandem", ref=row.tandem_ref),
        row.phone,
        actions=(Action(_("Wunsch ist erfüllt"), back("tandems.finish_wish", ref=row.tandem_ref)),),
    )


def _talk(row: Any, day: Day) -> Line:
    began = _("begonnen: %(day)s", day=day_in_words(row.start, on=day.on))
    talked = Action(_("Heute gesprochen"), back("tandems.log_contact", ref=row.ref))
    address = url_for("tandems.tandem", ref=row.ref)
    return Line(row.ref, row.name, later(TANDEMS, row.ref), began, address, actions=(talked,))
