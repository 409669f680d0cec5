"""May this person say yes to this task? One pure function answers; button, pages and services all ask it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from flask_babel import gettext as _

from ks_board.tasks.models import AssignmentStatus, TaskStatus
from ks_board.tasks.words import licence

YEARS_A_CERTIFICATE_HOLDS = 5


class Answer(StrEnum):
    """What the answer can be."""

    FREE = "free"
    ALREADY_IN = "already_in"
    FULL = "full"
    OVERLAPS = "overlaps"
    CERTIFICATE_MISSING = "certificate_missing"
    LICENCE_MISSING = "licence_missing"
    TOO_YOUNG = "too_young"
    NEEDS_CONFIRMATION = "needs_confirmation"
    NOT_YET = "not_yet"
    OVER = "over"


ASKS = frozenset({Answer.CERTIFICATE_MISSING, Answer.LICENCE_MISSING, Answer.NEEDS_CONFIRMATION})
"""A yes is possible and becomes *asked*: it takes no place until the coordinator agrees or the person is proven."""


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """What decides about a task."""

    status: TaskStatus
    title: str = ""
    has_dates: bool = True
    """False once its last date has passed."""
    people_needed: int | None = None
    taken: int = 0
    min_age: int | None = None
    certificate_required: bool = False
    licence_required: str | None = None


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What decides about a person."""

    proven: bool = True
    """False as long as a name was typed and nothing shows that it is theirs."""
    cleared: bool = False
    """True when the coordinator says the yes and answers for conditions and time."""
    old_enough: bool = False
    """Said by the person; no age is stored."""
    own: AssignmentStatus | None = None
    """The state of an open yes to this very task."""
    overlapping: str | None = None
    """Title of another task of theirs at the same time."""
    certificate_seen_on: date | None = None
    licences: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer with a sentence, and what is possible instead."""

    answer: Answer
    sentence: str
    instead: str = ""

    @property
    def is_free(self) -> bool:
        """Does a yes take a place at once?"""
        return self.answer is Answer.FREE

    @property
    def asks(self) -> bool:
        """Does a yes become *asked*, so that somebody calls?"""
        return self.answer in ASKS

    @property
    def refuses(self) -> bool:
        """Is a yes impossible now?"""
        return not (self.is_free or self.asks or self.answer is Answer.ALREADY_IN)


def judge(task: TaskFacts, person: PersonFacts, *, on: date) -> Verdict:
    """Tell whether this person may say yes to this task; the first reason that holds is the answer."""
    if own := _own(person.own):
        return own
    return _state(task) or _room(task, person) or _conditions(task, person, on) or _free()


def certificate_holds(seen_on: date | None, on: date) -> bool:
    """Tell whether a certificate counts: seen since the same calendar day five years before."""
    return seen_on is not None and seen_on >= _years_before(on, YEARS_A_CERTIFICATE_HOLDS)


def _own(own: AssignmentStatus | None) -> Verdict | None:
    match own:
        case None:
            return None
        case AssignmentStatus.ASKED:
            said = _("Sie sind vorgemerkt. Die Koordination meldet sich bei Ihnen.")
        case AssignmentStatus.SEEKING_STAND_IN:
            said = _("Sie sind dabei und suchen gerade eine Vertretung.")
        case _:
            said = _("Sie sind dabei.")
    return Verdict(Answer.ALREADY_IN, said, _("Alles dazu steht auf Ihrer Seite."))


def _state(task: TaskFacts) -> Verdict | None:
    match task.status:
        case TaskStatus.DONE | TaskStatus.STOPPED:
            return Verdict(Answer.OVER, _("Diese Aufgabe ist zu Ende."), _other_task())
        case TaskStatus.DRAFT:
            return Verdict(Answer.NOT_YET, _("Diese Aufgabe ist noch in Vorbereitung."), _call())
        case TaskStatus.PAUSED:
            return Verdict(Answer.NOT_YET, _("Diese Aufgabe macht gerade Pause."), _call())
    if not task.has_dates:
        return Verdict(Answer.OVER, _("Der letzte Termin dieser Aufgabe ist vorbei."), _other_task())
    return None


def _room(task: TaskFacts, person: PersonFacts) -> Verdict | None:
    if task.people_needed is not None and task.taken >= task.people_needed:
        return full()
    if person.overlapping and not person.cleared:
        said = _(
            "Das ist zur gleichen Zeit wie Ihre Aufgabe „%(title)s“. Beides zusammen geht nicht.",
            title=person.overlapping,
        )
        return Verdict(
            Answer.OVERLAPS, said, _("Wenn es doch passt, rufen Sie bitte an: Die Koordination trägt Sie ein.")
        )
    return None


def _conditions(task: TaskFacts, person: PersonFacts, on: date) -> Verdict | None:
    if person.cleared:
        return None
    if task.min_age and not person.old_enough:
        said = _("Für diese Aufgabe muss man mindestens %(age)s Jahre alt sein.", age=task.min_age)
        return Verdict(Answer.TOO_YOUNG, said, _("Bestätigen Sie bitte Ihr Alter oder wählen Sie eine andere Aufgabe."))
    if not person.proven:
        return Verdict(Answer.NEEDS_CONFIRMATION, _("Wir merken Sie vor, bis wir wissen, dass Sie es sind."))
    if task.certificate_required and not certificate_holds(person.certificate_seen_on, on):
        said = _("Für diese Aufgabe brauchen Sie ein Führungszeugnis. Für Freiwillige ist es kostenlos.")
        return Verdict(Answer.CERTIFICATE_MISSING, said, _we_call())
    if task.licence_required and task.licence_required not in person.licences:
        said = _("Für diese Aufgabe brauchen Sie: %(licence)s.", licence=licence(task.licence_required))
        return Verdict(Answer.LICENCE_MISSING, said, _we_call())
    return None


def full() -> Verdict:
    """Return the answer for a task without a free place."""
    return Verdict(Answer.FULL, _("Alle Plätze sind vergeben. Jemand war schneller."), _other_task())


def _free() -> Verdict:
    return Verdict(Answer.FREE, _("Es ist ein Platz frei."))


def _other_task() -> str:
    return _("Nehmen Sie eine andere Aufgabe oder rufen Sie die Koordination an.")


def _call() -> str:
    return _("Fragen Sie die Koordination, wann es losgeht, oder nehmen Sie eine andere Aufgabe.")


def _we_call() -> str:
    return _("Wir merken Sie vor. Die Koordination ruft Sie an und hilft Ihnen dabei.")


def _years_before(on: date, years: int) -> date:
    day = min(on.day, 28) if on.month == 2 else on.day
    return on.replace(year=on.year - years, day=day)
