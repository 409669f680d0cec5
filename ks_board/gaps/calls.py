"""The ten calls of the week: who is due by the rules of the gaps, what is known of them, and what was said.

Found in six statements, whatever the size of the town.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Date, Row, Select, String, cast, exists, func, literal, null, or_, select, type_coerce, union_all
from sqlalchemy.orm import InstrumentedAttribute

from ks_board.core.db import db
from ks_board.core.errors import Conflict, NotFound
from ks_board.core.refs import next_ref
from ks_board.gaps.calls_choice import Due, Key, choose, monday_of
from ks_board.gaps.calls_model import Call, CallKind
from ks_board.gaps.queries import find_gaps
from ks_board.organigram.in_force import has_not_left, in_force
from ks_board.organigram.models import Appointment, Post, Responsibility
from ks_board.people.models import Account, Person
from ks_board.permissions import Role
from ks_board.tandems import changes
from ks_board.tandems.models import Sponsorship, Tandem
from ks_board.tasks.models import LIVE_ASSIGNMENT, Assignment, Task
from ks_board.tasks.publish import thank

KINDS = {
    "tandem-silent": CallKind.TANDEM,
    "sponsor-silent": CallKind.SPONSOR,
    "task-one-person": CallKind.ALONE,
    "mandate-ending": CallKind.ENDING,
    "person-no-thanks": CallKind.THANKS,
}
"""The rules whose gaps a call can close, and what kind of call it is."""
REMEMBERED = timedelta(days=730)
"""Older calls are forgotten when people are chosen."""
BY_PHONE = "call"
"""The kind of thanks that is said on the phone."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list: about what, whom to call (of a tandem both), and what is known of earlier calls."""

    due: Due
    title: str | None
    """What the tandem, task, post or responsibility is called."""
    page_ref: str
    """The ref in the address of what it is about."""
    is_post: bool
    day: date | None
    """Last contact; for an appointment its last day."""
    people: Sequence[Any]
    call: Any
    """The newest call of this week, if there is one."""
    last_note: Any
    """The newest call with a note before this one."""


def list_calls(on: date) -> list[Entry]:
    """Return the list of the week around a day, also what is done of it."""
    monday = monday_of(on)
    refs: dict[CallKind, set[str]] = {kind: set() for kind in CallKind}
    for gap in find_gaps(monday, rules=frozenset(KINDS)):
        refs[KINDS[gap.rule.ref]].add(gap.subject_ref)
    calls = _calls_since(monday - REMEMBERED, until=on)
    of_week = {(call.kind, call.subject_ref): call for call in calls if call.called_on >= monday}
    for kind, ref in of_week:
        refs[kind].add(ref)
    details = _details(refs, monday)
    due = [Due(*key, _callee(rows, of_week.get(key)).person_id) for key, rows in details.items()]
    chosen = choose(due, calls, frozenset(of_week), monday=monday)
    return [_entry(one, details[one.key], of_week.get(one.key), calls) for one in chosen]


def count_made(on: date) -> int:
    """Return about how many of the list a call is noted in the week of a day, in one statement."""
    about = select(Call.kind, Call.subject_ref).where(Call.called_on.between(monday_of(on), on)).distinct().subquery()
    return db.session.scalar(select(func.count()).select_from(about)) or 0


def get_entry(kind: str, ref: str, *, on: date) -> Entry:
    """Return one line of this week's list; raise NotFound."""
    found = [one for one in list_calls(on) if (one.due.kind, one.due.subject_ref) == (kind, ref)]
    if not found:
        raise NotFound(_("Dieser Anruf steht diese Woche nicht auf der Liste."))
    return found[0]


def log_call(entry: Entry, *, reached: bool, note: str | None, by: int | None, on: date) -> None:
    """Note a call or the try of one; the same try of a day once. Whoever was reached has had contact, or thanks."""
    call = _call_of_day(entry.due, on)
    if call and call.reached:
        if reached:
            return
        raise Conflict(_("Dieser Anruf ist schon als erreicht notiert."))
    if call is None:
        kind, ref, person_id = entry.due
        call = Call(ref=next_ref(Call), kind=kind, subject_ref=ref, person_id=person_id, called_on=on, reached=False)
        db.session.add(call)
    call.reached, call.called_by_id = reached, by
    call.note = note or call.note
    if reached:
        _close(entry.due, by=by, on=on)
    db.session.flush()


def _close(due: Due, *, by: int | None, on: date) -> None:
    """Let the gap close that asked for the call, as far as a call can close it."""
    match due.kind:
        case CallKind.TANDEM:
            changes.log_contact(_row(Tandem, due.subject_ref), on=on)
        case CallKind.SPONSOR:
            changes.log_sponsor_contact(_row(Sponsorship, due.subject_ref), on=on)
        case CallKind.THANKS:
            if by is None:
                raise Conflict(_("Ihr Konto gehört noch zu keinem Menschen. Bitte lassen Sie es verbinden."))
            thank(due.person_id, task_id=None, kind=BY_PHONE, by=by, on=on)


def _row(model: Any, ref: str) -> Any:
    return db.session.scalars(select(model).where(model.ref == ref).with_for_update()).one()


def _call_of_day(due: Due, on: date) -> Call | None:
    same = select(Call).where(Call.kind == due.kind, Call.subject_ref == due.subject_ref, Call.called_on == on)
    return db.session.scalars(same.with_for_update()).first()


def _calls_since(first: date, *, until: date) -> Sequence[Any]:
    columns = (Call.kind, Call.subject_ref, Call.person_id, Call.called_on, Call.reached, Call.note)
    of_days = select(*columns).where(Call.called_on.between(first, until))
    return db.session.execute(of_days.order_by(Call.called_on, Call.id)).all()


def _callee(rows: Sequence[Any], call: Any) -> Any:
    """Return whom to call: who was called this week, else the first with a phone."""
    return min(rows, key=lambda row: (not call or row.person_id != call.person_id, not row.phone, row.person_id))


def _entry(due: Due, rows: Sequence[Any], call: Any, calls: Sequence[Any]) -> Entry:
    row = _callee(rows, call)
    noted = [one for one in calls if one.note and one is not call and one.person_id == due.person_id]
    people = sorted(rows, key=lambda other: other is not row)
    last_note = noted[-1] if noted else None
    return Entry(due, row.title, row.page_ref, bool(row.is_post), row.day, people, call, last_note)


def _details(refs: dict[CallKind, set[str]], on: date) -> dict[Key, list[Row[Any]]]:
    """Return the people behind each subject, without who has left and who makes the calls."""
    selects = (
        _tandems(refs[CallKind.TANDEM]),
        _sponsors(refs[CallKind.SPONSOR]),
        _alone(refs[CallKind.ALONE], on),
        _ending(refs[CallKind.ENDING]),
        _unthanked(refs[CallKind.THANKS]),
    )
    found: dict[Key, list[Row[Any]]] = {}
    for row in db.session.execute(union_all(*(each.where(has_not_left(on), ~_is_staff()) for each in selects))):
        found.setdefault((CallKind(row.kind), row.subject_ref), []).append(row)
    return found


def _is_staff() -> Any:
    roles = type_coerce(Account.roles, String)
    staff = or_(*(roles.like(f"%{role.value}%") for role in (Role.COORDINATOR, Role.ADMIN)))
    return exists().where(Account.person_id == Person.id, staff)


def _select(
    kind: CallKind,
    ref: InstrumentedAttribute[str],
    *,
    title: Any,
    day: Any = None,
    page: Any = None,
    is_post: Any = None,
) -> Select[Any]:
    return select(
        literal(kind.value).label("kind"),
        ref.label("subject_ref"),
        title.label("title"),
        (cast(null(), Date) if day is None else day).label("day"),
        (ref if page is None else page).label("page_ref"),
        (literal(0) if is_post is None else is_post).label("is_post"),
        *(Person.id.label("person_id"), Person.ref.label("person_ref")),
        *(Person.given_name, Person.family_name, Person.phone),
    )


def _tandems(refs: Collection[str]) -> Select[Any]:
    found = _select(CallKind.TANDEM, Tandem.ref, title=Tandem.name, day=Tandem.last_contact_on)
    both = or_(Person.id == Tandem.person_a_id, Person.id == Tandem.person_b_id)
    return found.join(Person, both).where(Tandem.ref.in_(refs))


def _sponsors(refs: Collection[str]) -> Select[Any]:
    found = _select(CallKind.SPONSOR, Sponsorship.ref, title=Tandem.name, day=Sponsorship.last_contact_on)
    known = found.join(Person, Person.id == Sponsorship.person_id).where(Sponsorship.ref.in_(refs))
    return known.outerjoin(Tandem, Tandem.id == Sponsorship.tandem_id)


def _alone(refs: Collection[str], on: date) -> Select[Any]:
    found = _select(CallKind.ALONE, Task.ref, title=Task.title, day=Assignment.from_)
    helping = found.join(Assignment, Assignment.task_id == Task.id).join(Person, Person.id == Assignment.person_id)
    live = (Assignment.status.in_(LIVE_ASSIGNMENT), in_force(Assignment.from_, Assignment.until, on))
    return helping.where(Task.ref.in_(refs), *live)


def _ending(refs: Collection[str]) -> Select[Any]:
    title, page = func.coalesce(Post.title, Responsibility.title), func.coalesce(Post.ref, Responsibility.ref)
    is_post = func.coalesce(Appointment.post_id, 0)
    found = _select(
        CallKind.ENDING, Appointment.ref, title=title, day=Appointment.until, page=page, is_post=is_post
    ).join(Person, Person.id == Appointment.person_id)
    seats = found.outerjoin(Post, Post.id == Appointment.post_id)
    return seats.outerjoin(Responsibility, Responsibility.id == Appointment.responsibility_id).where(
        Appointment.ref.in_(refs)
    )


def _unthanked(refs: Collection[str]) -> Select[Any]:
    first_task = (
        select(Task.title)
        .join(Assignment, Assignment.task_id == Task.id)
        .where(Assignment.person_id == Person.id, Assignment.status.in_(LIVE_ASSIGNMENT))
        .order_by(Assignment.from_, Assignment.id)
        .limit(1)
        .correlate(Person)
        .scalar_subquery()
    )
    return _select(CallKind.THANKS, Person.ref, title=first_task).where(Person.ref.in_(refs))
