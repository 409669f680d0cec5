"""Take the daily snapshot: once a day, caught up after pauses; and mark what the record will not tell."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, insert, or_, select, update

from ks_board.core.db import db
from ks_board.gaps.history_models import GapSnapshot, GapSpell, SnapshotSource
from ks_board.gaps.history_rebuild import Gaps, gaps_of, newest_event_id, rebuild
from ks_board.gaps.queries import Gap
from ks_board.gaps.since import days_since
from ks_board.town.queries import find_day

ONE_DAY = timedelta(days=1)
AT_ONCE = 1000
_SPELL, _SNAPSHOT = cast("Table", GapSpell.__table__), cast("Table", GapSnapshot.__table__)


def take_snapshot(on: date, *, now: datetime) -> None:
    """Note the gaps of a day, and those of the days missed since the last time; the same day again corrects it.

    Nothing happens if a later day is known already.
    """
    last = find_last(lock=True)
    if last and last.day > on:
        return
    if last and last.day < on and last.source is not SnapshotSource.ESTIMATED:
        _catch_up(last, on, now)
    _note(on, gaps_of(on), SnapshotSource.TAKEN, now)


def estimate(days: Sequence[date], *, now: datetime) -> None:
    """Note the gaps of days gone by as the dated facts of now tell them, before the first snapshot; days go up.

    What was deleted or corrected since is not in it, so such days say that they are estimated.
    """
    for day in days:
        _note(day, gaps_of(day), SnapshotSource.ESTIMATED, now)


def mark_unrecorded(on: date) -> None:
    """Note that data changed on a day without a record: days before it, not yet noted, stay unknown."""
    newest = select(_SNAPSHOT.c.id).order_by(_SNAPSHOT.c.day.desc()).limit(1).scalar_subquery()
    db.session.execute(update(_SNAPSHOT).where(_SNAPSHOT.c.id == newest).values(broken_on=on))


def find_last(*, lock: bool = False) -> GapSnapshot | None:
    """Return the newest day that was looked at."""
    query = select(GapSnapshot).order_by(GapSnapshot.day.desc()).limit(1).execution_options(populate_existing=True)
    return db.session.scalars(query.with_for_update() if lock else query).one_or_none()


def _catch_up(last: GapSnapshot, on: date, now: datetime) -> None:
    """Note the days from the last one, whose end was still to come, to the day before."""
    if last.day + ONE_DAY == on and last.event_id == newest_event_id() and last.broken_on is None:
        return  # Nothing happened since the day was noted, so it ended as it was.
    days = [last.day + ONE_DAY * number for number in range((on - last.day).days)]
    known = {(row.rule_ref, row.subject_ref) for row in _living(last.day) if row.closed_on is None}
    for gone in rebuild(days, last, known):
        if gone.gaps is not None:
            source = SnapshotSource.TAKEN if gone.day == days[0] else SnapshotSource.FROM_RECORD
            _note(gone.day, gone.gaps, source, now)
        elif gone.day != days[0]:
            _note_day(gone.day, SnapshotSource.UNKNOWN, now)


def _note(day: date, gaps: Gaps, source: SnapshotSource, now: datetime) -> None:
    again = _note_day(day, source, now)
    living = {(row.rule_ref, row.subject_ref): row for row in _living(day)}
    _open(day, [gap for key, gap in gaps.items() if key not in living], source, again)
    _go_on([(row, gaps[key]) for key, row in living.items() if key in gaps])
    _close(day, [row for key, row in living.items() if key not in gaps])


def _note_day(day: date, source: SnapshotSource, now: datetime) -> bool:
    """Note that a day was looked at; tell whether it was before."""
    values = {"source": source, "taken_at": now, "event_id": newest_event_id(), "broken_on": None}
    of_day = _SNAPSHOT.c.day == day
    if db.session.scalar(select(_SNAPSHOT.c.id).where(of_day)) is None:
        db.session.execute(insert(_SNAPSHOT).values(day=day, **values))
        return False
    db.session.execute(update(_SNAPSHOT).where(of_day).values(values))
    return True


def _living(day: date) -> Sequence[Any]:
    """Return the gaps open until a day, also those that were seen to close on it: the day may be corrected."""
    open_until = or_(_SPELL.c.closed_on.is_(None), _SPELL.c.closed_on == day)
    return db.session.execute(select(_SPELL).where(open_until)).all()


def _open(day: date, gaps: Sequence[Gap], source: SnapshotSource, again: bool) -> None:
    """Begin lives; a gap that nobody saw opening began when the facts say, after the last day without it.

    The facts are those of now, so they are not asked for a day that was worked out from the record.
    """
    before = _last_known_before(day)
    seen = again or before == day - ONE_DAY
    tells = source is not SnapshotSource.FROM_RECORD and not seen
    since = _since(gaps, day) if tells else [None] * len(gaps)
    rows = [_begin(gap, day, told, seen, before) for gap, told in zip(gaps, since, strict=True)]
    for start in range(0, len(rows), AT_ONCE):
        db.session.execute(insert(_SPELL), rows[start : start + AT_ONCE])


def _begin(gap: Gap, day: date, told: date | None, seen: bool, before: date | None) -> dict[str, Any]:
    is_told = told is not None and (before is None or told > before)
    return {
        "rule_ref": gap.rule.ref,
        "subject_kind": gap.kind,
        "subject_ref": gap.subject_ref,
        "question_ref": gap.question_ref,
        "severity": gap.rule.severity,
        "opened_on": told if is_told else day,
        "opening_known": seen or is_told,
        "closed_on": None,
    }


def _last_known_before(day: date) -> date | None:
    query = select(_SNAPSHOT.c.day).where(_SNAPSHOT.c.day < day, _SNAPSHOT.c.source != SnapshotSource.UNKNOWN)
    return db.session.scalar(query.order_by(_SNAPSHOT.c.day.desc()).limit(1))


def _since(gaps: Sequence[Gap], day: date) -> list[date | None]:
    term_start = find_day("council_term_start")
    chunks = (gaps[start : start + AT_ONCE] for start in range(0, len(gaps), AT_ONCE))
    return [since for chunk in chunks for since in days_since(chunk, day, term_start=term_start)]


def _go_on(lives: Iterable[tuple[Any, Gap]]) -> None:
    """Let gaps live on, by what their rule says now: a rule that changed its weight is no gap closed or opened."""
    changed = [
        {"life": row.id, "question": gap.question_ref, "weight": gap.rule.severity}
        for row, gap in lives
        if row.closed_on or (row.question_ref, row.severity) != (gap.question_ref, gap.rule.severity)
    ]
    values: dict[str, Any] = {"closed_on": None, "question_ref": bindparam("question"), "severity": bindparam("weight")}
    if changed:
        db.session.connection().execute(update(_SPELL).where(_SPELL.c.id == bindparam("life")).values(values), changed)


def _close(day: date, lives: Sequence[Any]) -> None:
    """End lives; one that had only begun on this day was none at its end."""
    begun = {row.id for row in lives if row.opened_on == day}
    for chunk in _chunks([row.id for row in lives if row.id in begun]):
        db.session.execute(delete(_SPELL).where(_SPELL.c.id.in_(chunk)))
    for chunk in _chunks([row.id for row in lives if row.id not in begun and row.closed_on is None]):
        db.session.execute(update(_SPELL).where(_SPELL.c.id.in_(chunk)).values(closed_on=day))


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
