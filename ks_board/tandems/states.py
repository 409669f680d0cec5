"""What may become of a tandem, and how it is doing: derived from its dates, never stored."""

from datetime import date, timedelta
from enum import StrEnum

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ks_board.core.errors import Conflict
from ks_board.tandems.models import TandemStatus

MOVES: dict[TandemStatus, frozenset[TandemStatus]] = {TandemStatus.ACTIVE: frozenset({TandemStatus.ENDED})}
"""Ending needs a result sentence; what has ended is over for good (the record can take a mistake back)."""
SILENT_DAYS = 90
"""After so many days without contact somebody should call, if the town's rule says nothing else."""
ENDS_SOON = timedelta(days=90)
TRIAL = timedelta(days=42)
"""After six weeks the coordinator asks both people how it goes."""


class Mood(StrEnum):
    """How a tandem is doing, in the order in which it is asked."""

    ENDED = "ended"
    NEEDS_TALK = "needs_talk"
    ENDS_SOON = "ends_soon"
    WELL = "well"


MOOD_WORDS = {
    Mood.ENDED: _l("zu Ende"),
    Mood.NEEDS_TALK: _l("braucht ein Gespräch"),
    Mood.ENDS_SOON: _l("endet bald"),
    Mood.WELL: _l("läuft gut"),
}
MOOD_KINDS = {Mood.ENDED: "info", Mood.NEEDS_TALK: "warning", Mood.ENDS_SOON: "info", Mood.WELL: "success"}
"""The kind of badge for each."""


class MoveRefused(Conflict):
    """A tandem in this state cannot become that."""


def check_can_end(status: TandemStatus) -> None:
    """Raise MoveRefused with a sentence if a tandem cannot end."""
    if TandemStatus.ENDED not in MOVES.get(status, frozenset()):
        raise MoveRefused(_("Dieses Tandem ist schon zu Ende."))


def check_is_active(status: TandemStatus) -> None:
    """Raise MoveRefused with a sentence if nothing can be done for a tandem any more."""
    if status not in MOVES:
        raise MoveRefused(_("Dieses Tandem ist zu Ende. Daran lässt sich nichts mehr ändern."))


def mood(
    status: TandemStatus, last_contact_on: date | None, *ends: date | None, on: date, silent_days: int = SILENT_DAYS
) -> Mood:
    """Tell how a tandem is doing on a day; `ends` are the days on which it or its sponsorship ends."""
    if status is TandemStatus.ENDED:
        return Mood.ENDED
    if last_contact_on is None or last_contact_on < on - timedelta(days=silent_days):
        return Mood.NEEDS_TALK
    if any(end is not None and end <= on + ENDS_SOON for end in ends):
        return Mood.ENDS_SOON
    return Mood.WELL


def trial_talk_due(status: TandemStatus, start: date | None, last_contact_on: date | None, *, on: date) -> date | None:
    """Return since when the talk after six weeks is due; None if it is not, or if there was contact since."""
    if status is TandemStatus.ENDED or start is None or (due := start + TRIAL) > on:
        return None
    return due if last_contact_on is None or last_contact_on < due else None
