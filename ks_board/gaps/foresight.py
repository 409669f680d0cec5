"""What is known to end, to begin and to fall due in the twelve months after a day, in three statements."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    DateTime,
    Select,
    String,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from ks_board.checklist.models import Answer, Question
from ks_board.core.db import db
from ks_board.fund.models import Grant, Pot
from ks_board.gaps.models import Measure, SubjectKind
from ks_board.gaps.queries import AT_WORK
from ks_board.gaps.rulebook import list_rules
from ks_board.gaps.rules import days_before, five_years_after_the_next_day, five_years_before
from ks_board.organigram.in_force import has_not_left
from ks_board.organigram.models import Appointment, Post, PostKind, Responsibility, Unit
from ks_board.people.models import Person
from ks_board.tandems.models import Sponsorship, Tandem, TandemStatus
from ks_board.tasks.models import LIVE_ASSIGNMENT, LIVE_TASK, Assignment, Task, TaskKind
from ks_board.tasks.recurrence import last_day
from ks_board.town.models import Decision, Procedure, ProcedureKind
from ks_board.town.queries import list_settings

DECISION = "decision"
"""The one kind of page that is no subject of gaps."""


class Kind(StrEnum):
    """What comes; on the same day in this order."""

    TERM_ENDS = "term-ends"
    MANDATE_ENDS = "mandate-ends"
    APPOINTMENT_ENDS = "appointment-ends"
    APPOINTMENT_BEGINS = "appointment-begins"
    PERSON_LEAVES = "person-leaves"
    UNIT_ENDS = "unit-ends"
    UNIT_BEGINS = "unit-begins"
    FUNDING_ENDS = "funding-ends"
    POT_ENDS = "pot-ends"
    APPLY_UNTIL = "apply-until"
    REPORT_DUE = "report-due"
    DECISION_ENDS = "decision-ends"
    ANSWER_DUE = "answer-due"
    REVIEW_DUE = "review-due"
    MEETING = "meeting"
    MEASURE_DUE = "measure-due"
    CERTIFICATE_ENDS = "certificate-ends"
    TASK_ENDS = "task-ends"
    YES_ENDS = "yes-ends"
    TANDEM_ENDS = "tandem-ends"
    SPONSORSHIP_ENDS = "sponsorship-ends"


_ORDER = {kind: number for number, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class Coming:
    """One thing that comes; `page` and `ref` say where it is shown."""

    kind: Kind
    on: date
    page: str
    ref: str
    title: str | None
    name: str | None
    """The person it concerns; never for calendars."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days looked at, both included, and after how many days answers and reviews are due."""

    first: date
    last: date
    answer_days: int
    review_days: int

    def holds(self, day: Any) -> ColumnElement[bool]:
        """Tell for SQL whether a day lies in the window."""
        found: ColumnElement[bool] = day.between(self.first, self.last)
        return found

    def holds_after(self, day: Any, days: int) -> ColumnElement[bool]:
        """Tell for SQL whether the day so many days later lies in the window."""
        found: ColumnElement[bool] = day.between(days_before(self.first, days), days_before(self.last, days))
        return found


def list_coming(on: date) -> list[Coming]:
    """Return what comes from a day to the same day a year later, in order."""
    thresholds = {rule.ref: rule.threshold for rule in list_rules()}
    days = (thresholds["answer-outdated"], thresholds["procedure-stale"])
    window = Window(on, months_before(on, -12), *days)
    rows = db.session.execute(union_all(*_selects(window)))
    found = [coming for row in rows if (coming := _coming(row, window))]
    found += _end_of_term(window)
    return sorted(found, key=lambda one: (one.on, _ORDER[one.kind], one.title or "", one.name or "", one.ref))


def months_before(day: date, months: int) -> date:
    """Return the same day so many months before, or the last one of that month; negative = after."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.min if months > 0 else date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _coming(row: Any, window: Window) -> Coming | None:
    kind = Kind(row.kind)
    on = _day_of(kind, row, window)
    if on is None or not window.first <= on <= window.last:
        return None
    name = f"{row.given_name} {row.family_name}" if row.given_name else None
    return Coming(kind, on, row.page, row.ref, row.title, name)


def _day_of(kind: Kind, row: Any, window: Window) -> date | None:
    match kind:
        case Kind.CERTIFICATE_ENDS:
            return five_years_after_the_next_day(row.fact) - timedelta(days=1)
        case Kind.ANSWER_DUE:
            return days_before(row.fact, -window.answer_days)
        case Kind.REVIEW_DUE:
            return days_before(row.fact, -window.review_days)
        case Kind.TASK_ENDS:
            return last_day(row.start, row.rrule)
        case _:
            day: date = row.fact
            return day


def _end_of_term(window: Window) -> Iterator[Coming]:
    settings = list_settings()
    if (text := settings.get("council_term_end")) and window.first <= date.fromisoformat(text) <= window.last:
        yield Coming(Kind.TERM_ENDS, date.fromisoformat(text), SubjectKind.TOWN.value, "", settings.get("town"), None)


def _select(kind: Kind, page: Any, model: Any, title: Any, fact: Any = None, *, named: bool = False) -> Select[Any]:
    names = (Person.given_name, Person.family_name) if named else (cast(null(), String), cast(null(), String))
    return select(
        literal(kind.value).label("kind"),
        (literal(page.value) if isinstance(page, SubjectKind) else page).label("page"),
        model.ref.label("ref"),
        (cast(null(), String) if title is None else title).label("title"),
        (cast(null(), Date) if fact is None else fact).label("fact"),
        names[0].label("given_name"),
        names[1].label("family_name"),
        (Task.start if kind is Kind.TASK_ENDS else cast(null(), DateTime)).label("start"),
        (Task.rrule if kind is Kind.TASK_ENDS else cast(null(), String)).label("rrule"),
    )


def _selects(window: Window) -> Iterator[Select[Any]]:
    for make in (_appointments, _structure, _people, _money, _town, _tasks, _tandems):
        yield from make(window)


def _appointments(window: Window) -> Iterator[Select[Any]]:
    """Select what ends and begins for people who are still there then; mandates are elected."""
    elected = func.coalesce(Post.kind == PostKind.ELECTED, False)
    for kind, day, more in (
        (Kind.MANDATE_ENDS, Appointment.until, elected),
        (Kind.APPOINTMENT_ENDS, Appointment.until, ~elected),
        (Kind.APPOINTMENT_BEGINS, Appointment.from_, None),
    ):
        page = case((Appointment.post_id.is_not(None), SubjectKind.POST.value), else_=SubjectKind.RESPONSIBILITY.value)
        title = func.coalesce(Post.title, Responsibility.title)
        found = _select(kind, page, _Seat, title, day, named=True).select_from(Appointment)
        joined = (
            found.join(Person, Person.id == Appointment.person_id)
            .outerjoin(Post, Post.id == Appointment.post_id)
            .outerjoin(Responsibility, Responsibility.id == Appointment.responsibility_id)
            .where(window.holds(day), has_not_left(window.first))
        )
        yield joined if more is None else joined.where(more)


class _Seat:
    """The post or responsibility of an appointment, whichever it is."""

    ref: Any = func.coalesce(Post.ref, Responsibility.ref)


def _structure(window: Window) -> Iterator[Select[Any]]:
    for kind, day in ((Kind.UNIT_ENDS, Unit.valid_until), (Kind.UNIT_BEGINS, Unit.valid_from)):
        yield _select(kind, SubjectKind.UNIT, Unit, Unit.name, day).where(window.holds(day))
    funded = Post.funded_until
    yield _select(Kind.FUNDING_ENDS, SubjectKind.POST, Post, Post.title, funded).where(window.holds(funded))


def _people(window: Window) -> Iterator[Select[Any]]:
    left, seen = Person.left_on, Person.certificate_seen_on
    yield _select(Kind.PERSON_LEAVES, SubjectKind.PERSON, Person, None, left, named=True).where(window.holds(left))
    needed = exists().where(
        Assignment.person_id == Person.id,
        Assignment.status.in_(LIVE_ASSIGNMENT),
        Task.id == Assignment.task_id,
        Task.certificate_required.is_(True),
    )
    in_time = seen.between(five_years_before(window.first) - timedelta(days=1), five_years_before(window.last))
    found = _select(Kind.CERTIFICATE_ENDS, SubjectKind.PERSON, Person, None, seen, named=True)
    yield found.where(in_time, needed, has_not_left(window.first))


def _money(window: Window) -> Iterator[Select[Any]]:
    for kind, day in ((Kind.POT_ENDS, Pot.valid_until), (Kind.APPLY_UNTIL, Pot.apply_until)):
        yield _select(kind, SubjectKind.POT, Pot, Pot.name, day).where(window.holds(day))
    due = Grant.report_due_on
    found = _select(Kind.REPORT_DUE, SubjectKind.GRANT, Grant, Grant.title, due)
    yield found.where(window.holds(due), Grant.report_on.is_(None))


def _town(window: Window) -> Iterator[Select[Any]]:
    last, reviewed, following = Decision.valid_until, Procedure.last_reviewed_on, Procedure.next_on
    yield _select(Kind.DECISION_ENDS, literal(DECISION), Decision, Decision.title, last).where(window.holds(last))
    review = _select(Kind.REVIEW_DUE, SubjectKind.PROCEDURE, Procedure, Procedure.title, reviewed)
    yield review.where(Procedure.kind == ProcedureKind.PROCEDURE, window.holds_after(reviewed, window.review_days))
    meeting = _select(Kind.MEETING, SubjectKind.PROCEDURE, Procedure, Procedure.title, following)
    yield meeting.where(Procedure.kind == ProcedureKind.EXCHANGE, window.holds(following))
    newest = select(func.max(Answer.answered_on)).where(Answer.question_id == Question.id).scalar_subquery()
    answer = _select(Kind.ANSWER_DUE, SubjectKind.QUESTION, Question, Question.text_de, newest)
    yield answer.where(window.holds_after(newest, window.answer_days))
    due = Measure.due_on
    measure = _select(Kind.MEASURE_DUE, SubjectKind.MEASURE, Measure, Measure.title, due, named=True)
    owned = measure.join(Person, Person.id == Measure.owner_person_id)
    yield owned.where(window.holds(due), Measure.status.in_(AT_WORK))


def _tasks(window: Window) -> Iterator[Select[Any]]:
    """Select live tasks with a last date, which only their rule can tell, and the yeses that end."""
    first, after = datetime.combine(window.first, time.min), datetime.combine(window.last, time.max)
    single = and_(Task.kind == TaskKind.SINGLE, Task.start.between(first, after))
    ending = and_(Task.kind == TaskKind.RECURRING, or_(*(Task.rrule.like(f"%{part}=%") for part in ("UNTIL", "COUNT"))))
    yield _select(Kind.TASK_ENDS, SubjectKind.TASK, Task, Task.title).where(
        Task.status.in_(LIVE_TASK), or_(single, ending)
    )
    yes = _select(Kind.YES_ENDS, SubjectKind.TASK, Task, Task.title, Assignment.until, named=True)
    joined = yes.join(Assignment, Assignment.task_id == Task.id).join(Person, Person.id == Assignment.person_id)
    yield joined.where(
        Assignment.status.in_(LIVE_ASSIGNMENT), window.holds(Assignment.until), has_not_left(window.first)
    )


def _tandems(window: Window) -> Iterator[Select[Any]]:
    found = _select(Kind.TANDEM_ENDS, SubjectKind.TANDEM, Tandem, Tandem.name, Tandem.end)
    yield found.where(Tandem.status == TandemStatus.ACTIVE, window.holds(Tandem.end))
    sponsor = _select(Kind.SPONSORSHIP_ENDS, SubjectKind.PERSON, Person, Tandem.name, Sponsorship.until, named=True)
    joined = sponsor.join(Sponsorship, Sponsorship.person_id == Person.id)
    yield joined.outerjoin(Tandem, Tandem.id == Sponsorship.tandem_id).where(window.holds(Sponsorship.until))
