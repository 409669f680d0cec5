"""The confirmation round: who holds what and when it was last confirmed; what holders answer."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select, update

from ks_board.checklist.models import Question
from ks_board.core.columns import LONG, SHORT
from ks_board.core.db import db
from ks_board.core.formatting import short_date
from ks_board.core.refs import next_ref
from ks_board.gaps.models import Measure, MeasureStatus, Rule
from ks_board.gaps.queries import AT_WORK
from ks_board.gaps.rules import built_in
from ks_board.organigram.edit_tree import list_below
from ks_board.organigram.in_force import appointment_in_force, has_not_left, unit_in_force
from ks_board.organigram.models import Appointment, AppointmentKind, Post, Responsibility, Unit, UnitKind
from ks_board.people.links import LinkPurpose, PersonalLink, make_link
from ks_board.people.models import Person

FRESH = timedelta(days=365)
TO_CLEAR = timedelta(days=14)
"""How long the coordination has to clear up an answer."""


class Reply(StrEnum):
    """What a holder says about one appointment."""

    RIGHT = "right"
    WRONG = "wrong"
    NO_DEPUTY = "no_deputy"


_RULES = {
    (Reply.WRONG, True): "appointment-unconfirmed",
    (Reply.NO_DEPUTY, True): "responsibility-no-deputy",
    (Reply.WRONG, False): "post-vacant",
    (Reply.NO_DEPUTY, False): "post-vacant",
}
"""By answer and whether it is a responsibility; of posts only the question counts, since no rule speaks about these."""


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that somebody holds."""

    ref: str
    title: str
    unit: str
    is_lead: bool
    confirmed_on: date | None
    is_due: bool


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds something, and the link they have."""

    person_id: int
    ref: str
    name: str
    phone: str | None
    email: str | None
    held: Sequence[Held]
    link_since: datetime | None


def list_holders(on: date, *, now: datetime, unit_id: int | None = None) -> Sequence[Holder]:
    """Return everybody with something unconfirmed, in all units or in one and those below it, by name."""
    rows = db.session.execute(_current(on)).all()
    if unit_id is not None:
        below = list_below(unit_id)
        asked = {row.person_id for row in rows if row.unit_id in below and _is_due(row, on)}
    else:
        asked = {row.person_id for row in rows if _is_due(row, on)}
    since = _links_since(now)
    return [_holder(own, on, since.get(person_id)) for person_id, own in _by_person(rows).items() if person_id in asked]


def find_holder(person_id: int, on: date) -> Holder | None:
    """Return everything one person holds, None if that is nothing."""
    rows = db.session.execute(_current(on).where(Appointment.person_id == person_id)).all()
    return _holder(rows, on, None) if rows else None


def new_link(person_id: int, *, by: int | None, now: datetime) -> str:
    """Make the link of a person; the one before is dead."""
    revoke_link(person_id, now=now)
    return make_link(LinkPurpose.CONFIRMATION, person_id=person_id, detail=str(by) if by else None, now=now)


def revoke_link(person_id: int, *, now: datetime) -> None:
    """Let the confirmation link of a person be dead at once."""
    mine = update(PersonalLink).where(
        PersonalLink.person_id == person_id, PersonalLink.purpose == LinkPurpose.CONFIRMATION
    )
    db.session.execute(mine.where(PersonalLink.revoked_at.is_(None)).values(revoked_at=now))


def note_replies(holder: Holder, replies: Mapping[str, Reply], *, note: str | None, owner_id: int, on: date) -> int:
    """Note what a holder says; what is not right becomes a measure of the owner. Return the number of measures."""
    measures = 0
    for ref, reply in replies.items():
        appointment = db.session.execute(select(Appointment).where(Appointment.ref == ref)).scalar_one()
        title = next(held.title for held in holder.held if held.ref == ref)
        if reply is not Reply.WRONG:
            appointment.confirmed_on = on
        if reply is not Reply.RIGHT:
            measures += _add_measure(appointment, reply, title, owner_id=owner_id, on=on)
            _add_note(appointment, note, on)
    db.session.flush()
    return measures


def owner_of_answers(asked_by: str | None, holder_id: int, on: date) -> int:
    """Return who clears up answers: who began the round, else who leads the coordination, else the holder."""
    if asked_by and asked_by.isdecimal() and db.session.get(Person, int(asked_by)):
        return int(asked_by)
    leads = (
        select(Appointment.person_id)
        .join(Post, Post.id == Appointment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(Unit.kind == UnitKind.COORDINATION, Appointment.kind == AppointmentKind.LEAD)
        .where(appointment_in_force(on), unit_in_force(on))
    )
    return db.session.scalar(leads.order_by(Appointment.id).limit(1)) or holder_id


def _current(on: date) -> Any:
    """Select all appointments that count on a day, with what they are for, by name of their people."""
    unit_id = func.coalesce(Post.unit_id, Responsibility.unit_id)
    person = (Person.ref.label("person_ref"), Person.given_name, Person.family_name, Person.phone, Person.email)
    title = func.coalesce(Post.title, Responsibility.title).label("title")
    return (
        select(Appointment.ref, Appointment.person_id, Appointment.kind, Appointment.confirmed_on, *person, title)
        .add_columns(Unit.id.label("unit_id"), Unit.name.label("unit"))
        .join(Person, Person.id == Appointment.person_id)
        .outerjoin(Post, Post.id == Appointment.post_id)
        .outerjoin(Responsibility, Responsibility.id == Appointment.responsibility_id)
        .join(Unit, Unit.id == unit_id)
        .where(appointment_in_force(on), has_not_left(on), unit_in_force(on))
        .order_by(Person.family_name, Person.given_name, Person.id, title, Appointment.id)
    )


def _by_person(rows: Sequence[Any]) -> Mapping[int, Sequence[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(row)
    return found


def _holder(rows: Sequence[Any], on: date, link_since: datetime | None) -> Holder:
    first = rows[0]
    held = [
        Held(row.ref, row.title, row.unit, row.kind is AppointmentKind.LEAD, row.confirmed_on, _is_due(row, on))
        for row in rows
    ]
    name = f"{first.given_name} {first.family_name}"
    return Holder(first.person_id, first.person_ref, name, first.phone, first.email, held, link_since)


def _is_due(row: Any, on: date) -> bool:
    return row.confirmed_on is None or row.confirmed_on < on - FRESH


def _links_since(now: datetime) -> dict[int, datetime]:
    """Return since when each person has a link that still works."""
    alive = (PersonalLink.revoked_at.is_(None), PersonalLink.expires_at > now)
    rows = db.session.execute(
        select(PersonalLink.person_id, func.max(PersonalLink.created_at).label("since"))
        .where(PersonalLink.purpose == LinkPurpose.CONFIRMATION, PersonalLink.person_id.is_not(None), *alive)
        .group_by(PersonalLink.person_id)
    )
    return {row.person_id: row.since for row in rows}


def _add_measure(appointment: Appointment, reply: Reply, title: str, *, owner_id: int, on: date) -> int:
    """Add what has to be cleared up, unless it is there already; it names nobody, since the public may see it."""
    is_duty = appointment.responsibility_id is not None
    rule = db.session.execute(select(Rule).where(Rule.ref == _RULES[reply, is_duty])).scalar_one_or_none()
    says = (
        _("Klären, wer das jetzt macht: %(title)s", title=title)
        if reply is Reply.WRONG
        else _("Vertretung finden: %(title)s", title=title)
    )[:SHORT]
    there = select(Measure.id).where(Measure.title == says, Measure.status.in_(AT_WORK))
    if db.session.scalar(there.limit(1)):
        return 0
    measure = Measure(
        ref=next_ref(Measure),
        title=says,
        question_id=(rule and rule.question_id) or _question_of(_RULES[reply, is_duty]),
        owner_person_id=owner_id,
        status=MeasureStatus.OPEN,
        created_on=on,
        due_on=on + TO_CLEAR,
        rule_id=rule.id if rule and is_duty else None,
        subject_ref=_subject(appointment, reply) if rule and is_duty else None,
    )
    db.session.add(measure)
    db.session.flush()
    return 1


def _subject(appointment: Appointment, reply: Reply) -> str:
    if reply is Reply.WRONG:
        return appointment.ref
    return db.session.get_one(Responsibility, appointment.responsibility_id).ref


def _question_of(rule: str) -> int:
    return db.session.scalars(select(Question.id).where(Question.ref == built_in()[rule].question_ref)).one()


def _add_note(appointment: Appointment, note: str | None, on: date) -> None:
    if note:
        line = _("Bestätigung am %(day)s: %(note)s", day=short_date(on), note=note)
        appointment.notes = "\n".join(filter(None, (appointment.notes, line)))[-LONG:]
