"""How the board says what a task is: when, how much, who is missing, what one needs."""

from datetime import date, datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from ks_board.core import formatting as say
from ks_board.tasks.models import Insurance, TaskKind, TaskStatus
from ks_board.tasks.recurrence import in_words, next_start

LICENCES = {
    "B": _l("Führerschein für das Auto (Klasse B)"),
    "P": _l("Erlaubnis, Fahrgäste zu fahren (P-Schein)"),
}
STATUS_WORDS = {
    TaskStatus.PAUSED: _l("Diese Aufgabe macht gerade Pause."),
    TaskStatus.DONE: _l("Diese Aufgabe ist geschafft."),
    TaskStatus.STOPPED: _l("Diese Aufgabe ist beendet."),
}


def when(kind: TaskKind, start: datetime | None, duration_minutes: int | None, rrule: str | None) -> str:
    """Return "jeden Dienstag, 9 bis 12 Uhr" or the one date."""
    return in_words(start, duration_minutes, rrule, recurring=kind is TaskKind.RECURRING)


def next_date(next_at: datetime | None, start: datetime | None, rrule: str | None, *, now: datetime) -> datetime | None:
    """Return the next start; the stored one is only a cache, which may have passed."""
    if next_at is not None and next_at >= now:
        return next_at
    return next_start(start, rrule, now)


def effort(kind: TaskKind, hours: float | None) -> str:
    """Return "etwa 12 Stunden im Monat", for a single date the hours of it."""
    if hours is None:
        return _("noch offen")
    spoken = say.hours_per_month(hours) if kind is TaskKind.RECURRING else say.hours(hours)
    return _("etwa %(hours)s", hours=spoken)


def places(needed: int | None, taken: int) -> str:
    """Return who is missing: "2 Plätze frei", "voll", "noch niemand dabei"."""
    if needed is None:
        return _("Sie können dazukommen") if taken else _("noch niemand dabei")
    if taken >= needed:
        return _("voll")
    free = ngettext("%(num)d Platz frei", "%(num)d Plätze frei", needed - taken)
    return free if taken else _("noch niemand dabei, %(free)s", free=free)


def where(place: str | None, remote: bool | None) -> str:
    """Return the place in one line."""
    if remote:
        return _("von zu Hause")
    return place or _("nach Absprache")


def coming(next_start_at: datetime | None, start: datetime | None, *, on: date) -> str:
    """Return "wieder nächsten Dienstag, 24. November", for a series yet to begin its first day; empty without one."""
    if next_start_at is None:
        return ""
    day = say.local(next_start_at).date()
    said = say.day_in_words(day, on=on)
    is_first = start is not None and day == start.date()
    return _("zum ersten Mal: %(day)s", day=said) if is_first else _("wieder %(day)s", day=said)


def licence(code: str) -> str:
    """Return what a licence is called; what we do not know stands as the town wrote it."""
    return str(LICENCES.get(code, code))


def insurance(kind: Insurance | None, *, mandate: str | None, unit: str) -> str:
    """Return in plain words whether and by whom volunteers are insured."""
    match kind:
        case Insurance.TOWN if mandate:
            return _("Ja. Die Stadt hat Sie damit beauftragt. Bei einem Unfall sind Sie gesetzlich versichert.")
        case Insurance.TOWN:
            return _("Über die Stadt, sobald die Beauftragung da ist. Bitte fragen Sie, bevor Sie anfangen.")
        case Insurance.ASSOCIATION:
            return _("Ja, über die Einheit „%(unit)s“. Dort hören Sie auch, was genau versichert ist.", unit=unit)
        case Insurance.STATE:
            return _("Ja, über das Land. Das gilt für Unfälle und Schäden, wenn sonst keine Versicherung zahlt.")
        case Insurance.NONE:
            return _("Nein, noch nicht. Bitte sprechen Sie darüber, bevor Sie anfangen.")
        case None:
            return _("Das ist noch nicht geklärt. Bitte fragen Sie, bevor Sie anfangen.")
