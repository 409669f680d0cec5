"""What the API answers: one class for each kind of answer; the OpenAPI description is made from them.

Fields are named by the glossary. Refs are those of the town folder: they never change.
`href` leads to the page for people.
"""

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from ks_board.checklist.models import AnswerValue, QuestionGroup
from ks_board.gaps.models import SubjectKind
from ks_board.organigram.models import AppointmentKind, PostKind, UnitKind
from ks_board.organigram.tree import PostState
from ks_board.tasks.models import Insurance, TaskKind, TaskStatus


class Listing(Struct, kw_only=True, frozen=True):
    """One page of a list in a stable order."""

    total: int
    total_is_exact: bool
    """False where counting stopped: there are more than `total` then."""
    page: int
    per_page: int
    has_more: bool


class Holder(Struct, frozen=True):
    """Somebody with a current appointment. `name` is null unless the person agreed to be named in public."""

    kind: AppointmentKind
    name: str | None
    until: date | None


class Post(Struct, frozen=True):
    """A seat in a unit that a person can hold; it exists even if nobody holds it."""

    ref: str
    title: str
    kind: PostKind
    is_head: bool
    state: PostState
    unit: str
    holders: list[Holder]
    href: str


class Responsibility(Struct, frozen=True):
    """A lasting duty of a unit that must have a lead and a deputy."""

    ref: str
    title: str
    has_lead: bool
    has_deputy: bool
    unit: str
    holders: list[Holder]
    href: str


class Counts(Struct, frozen=True):
    """How many units, and posts by state."""

    units: int
    filled: int
    deputy_only: int
    vacant: int


class Unit(Struct, frozen=True):
    """Any box of the organigram. `parent` is the next unit above in force; `counts` is about the unit itself."""

    ref: str
    name: str
    short_name: str | None
    kind: UnitKind
    parent: str | None
    counts: Counts
    href: str


class UnitName(Struct, frozen=True):
    """A unit named beside something else."""

    ref: str
    name: str


class UnitDetails(Struct, frozen=True):
    """Everything about one unit on a day, whether it is in force then or not. `above` begins with the root."""

    ref: str
    name: str
    short_name: str | None
    kind: UnitKind
    purpose: str | None
    email: str | None
    phone: str | None
    place: str | None
    valid_from: date | None
    valid_until: date | None
    is_in_force: bool
    above: list[UnitName]
    below: list[UnitName]
    posts: list[Post]
    responsibilities: list[Responsibility]
    href: str


class Branch(Struct, frozen=True):
    """A unit with what it holds and everything below it."""

    ref: str
    name: str
    short_name: str | None
    kind: UnitKind
    posts: list[Post]
    responsibilities: list[Responsibility]
    units: list["Branch"]
    href: str


class Organigram(Struct, frozen=True):
    """The whole town on one day; the root of kind `town` comes first."""

    town: str
    on: date
    counts: Counts
    units: list[Branch]


class Units(Listing, kw_only=True, frozen=True):
    """Units in the order of the organigram."""

    items: list[Unit]


class Posts(Listing, kw_only=True, frozen=True):
    """Posts in the order of the organigram."""

    items: list[Post]


class Responsibilities(Listing, kw_only=True, frozen=True):
    """Responsibilities in the order of the organigram."""

    items: list[Responsibility]


class Contact(Struct, frozen=True):
    """Whom to ask: a function with the phone of its unit, never a private number."""

    function: str
    name: str | None
    phone: str | None
    email: str | None


class Task(Struct, kw_only=True, frozen=True):
    """Something volunteers can do, once or regularly. `places` is null if as many are welcome as come."""

    ref: str
    title: str
    description: str | None
    status: TaskStatus
    kind: TaskKind
    area: str
    unit: UnitName
    start: datetime | None
    duration_minutes: int | None
    rrule: str | None
    """RFC 5545 without the prefix; repeats `start` in Europe/Berlin."""
    next_at: datetime | None
    places: int | None
    places_taken: int
    is_full: bool
    hours_per_month: float | None
    remote: bool | None
    place: str | None
    min_age: int | None
    certificate_required: bool | None
    licence_required: str | None
    insurance: Insurance | None
    published_on: date | None
    contact: Contact
    href: str


class TaskDetails(Task, kw_only=True, frozen=True):
    """Everything that the page of one task says."""

    briefing: str | None
    expenses: str | None
    mandate_ref: str | None
    responsibility: str | None
    street: str | None
    step_free: bool | None
    next_dates: list[datetime]
    finished_on: date | None
    result: str | None


class Tasks(Listing, kw_only=True, frozen=True):
    """Open tasks, those with open places first, then by their next date."""

    items: list[Task]


class Severities(Struct, frozen=True):
    """How many gaps of each severity: urgent, important, when there is time."""

    urgent: int
    important: int
    tidy: int


class Subject(Struct, frozen=True):
    """What a gap is about."""

    kind: SubjectKind
    ref: str
    label: str


class Gap(Struct, frozen=True):
    """Something that is missing on a day: a rule and its subject."""

    rule: str
    title: str
    severity: Literal[1, 2, 3]
    """3 = somebody may be let down, 2 = weakens, 1 = tidy up."""
    question: str
    subject: Subject
    unit: UnitName | None
    since: date | None
    """The first day of the time for which the gap has lasted without a break, as far as it is known."""
    is_planned: bool
    """Somebody is at work on it."""


class EmptyBranch(Struct, frozen=True):
    """A branch without people yet, whose vacant posts and responsibilities are not listed one by one."""

    unit: UnitName
    posts: int
    responsibilities: int


class Gaps(Listing, kw_only=True, frozen=True):
    """Gaps of a day in the order of the rules. Without a key: those that are public."""

    on: date
    counts: Severities
    by_question: dict[str, Severities]
    empty_branches: list[EmptyBranch]
    items: list[Gap]


class Evidence(Struct, frozen=True):
    """What the data say: so many of so many."""

    part: int
    whole: int
    sentence: str


class Question(Struct, frozen=True):
    """One question of the checklist. `answer` is the town's own, null as long as there is none."""

    ref: str
    group: QuestionGroup
    number: str
    text: str
    answer: AnswerValue | None
    answered_on: date | None
    evidence: Evidence | None
    gaps: Severities
    href: str


class Checklist(Struct, frozen=True):
    """All questions in their order with the town's own answers, what the data say, and numbers of gaps."""

    on: date
    items: list[Question]


class Problem(Struct, frozen=True):
    """What went wrong, by RFC 9457; `detail` is a sentence for people."""

    type: str
    title: str
    status: int
    detail: str
