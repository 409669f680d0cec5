"""Days gone by: what the gaps were at their end, found by taking back what the record tells, newest first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from ks_board.core.clock import local_day
from ks_board.core.db import db
from ks_board.core.errors import Conflict
from ks_board.core.imagine import imagined
from ks_board.core.record import Event
from ks_board.core.undo import take_back
from ks_board.gaps.branches import fold_empty_branches, list_units
from ks_board.gaps.history_models import GapKey, GapSnapshot
from ks_board.gaps.queries import Gap, find_gaps

Gaps = dict[GapKey, Gap]


@dataclass(frozen=True, slots=True)
class DayGone:
    """A day and its gaps; None where the record cannot tell."""

    day: date
    gaps: Gaps | None


def gaps_of(on: date) -> Gaps:
    """Return the gaps that pages count on a day: without those of branches nobody was entered into yet."""
    gaps, _branches = fold_empty_branches(find_gaps(on), list_units())
    return {key_of(gap): gap for gap in gaps}


def key_of(gap: Gap) -> GapKey:
    """Return rule and subject."""
    return gap.rule.ref, gap.subject_ref


def newest_event_id() -> int:
    """Return the number of the newest entry of the record."""
    return db.session.scalar(select(func.max(Event.id))) or 0


def rebuild(days: Sequence[date], last: GapSnapshot, known: Collection[GapKey]) -> list[DayGone]:
    """Return the gaps at the end of days since the last snapshot, which go up, in one walk backwards.

    `known` are the gaps of the last snapshot: where the walk ends must be what was seen then. If it is not, something
    changed without a record, nobody knows when, and no day can be told. After an import only days since then can.
    """
    told = [day for day in days if last.broken_on is None or day >= last.broken_on]
    ends_at = last.day if last.broken_on is None else None
    events = _events_since(last.event_id)
    try:
        with imagined():
            found = {day: _gaps_at_end(day, events) for day in reversed(told)}
            if ends_at and _gaps_at_end(ends_at, events, all_day=False).keys() != set(known):
                found = {}
    except (Conflict, IntegrityError, StaleDataError):
        found = {}
    return [DayGone(day, found.get(day)) for day in days]


def _events_since(event_id: int) -> list[Event]:
    """Return what happened since, the oldest first, so that the newest can be taken from the end."""
    return list(db.session.scalars(select(Event).where(Event.id > event_id).order_by(Event.id)))


def _gaps_at_end(day: date, events: list[Event], *, all_day: bool = True) -> Gaps:
    """Take back what happened after a day, or everything that is left, and return its gaps."""
    with db.session.begin_nested():
        while events and (not all_day or local_day(events[-1].at) > day):
            take_back(events.pop())
    return gaps_of(day)
