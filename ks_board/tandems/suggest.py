"""Which tandems fit a sponsor who has none yet: up to three, each with one sentence why.

A suggestion names the task and nobody: who the two people are, the coordinator tells when all agree.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, exists, func, or_, select

from ks_board.core.db import db
from ks_board.organigram.in_force import in_force
from ks_board.tandems.models import Offer, Sponsorship, Tandem, TandemStatus, Wish
from ks_board.tandems.states import SILENT_DAYS, TRIAL
from ks_board.tasks.models import LIVE_TASK, Task, TaskPot

MOST = 3


class Suggestion(NamedTuple):
    """A tandem that a sponsor could stand by."""

    ref: str
    task_ref: str
    task: str
    reason: str


def _is_new(row: Any, on: date) -> bool:
    return row.start is not None and row.start > on - TRIAL


def _is_silent(row: Any, on: date) -> bool:
    return row.last_contact_on is None or row.last_contact_on < on - timedelta(days=SILENT_DAYS)


_Fits = Callable[[Any, date], bool]
REASONS: tuple[tuple[Offer, _Fits, Any], ...] = (
    (Offer.TIME, _is_silent, _l("Hier fehlt jemand, der Zeit für ein Gespräch hat.")),
    (Offer.TIME, lambda row, on: not row.is_full, _l("Hier werden noch Freiwillige gesucht. Ihre Zeit hilft sofort.")),
    (Offer.KNOWHOW, _is_new, _l("Die beiden fangen gerade an. Da hilft Ihr Wissen am meisten.")),
    (Offer.KNOWHOW, lambda row, on: row.agreed_on is None, _l("Die Absprache fehlt noch. Ihr Wissen hilft dabei.")),
    (Offer.GOODS, lambda row, on: row.has_wish, _l("Hier gibt es einen offenen Wunsch, den Sie erfüllen könnten.")),
    (Offer.MONEY, lambda row, on: not row.has_pot, _l("Für diese Aufgabe gibt es noch keinen Topf.")),
    (Offer.OPPORTUNITY, lambda row, on: not row.is_full, _l("Hier werden noch Freiwillige gesucht. Sie kennen Leute.")),
)
ALONE = _l("Dieses Tandem hat noch keine Patin und keinen Paten.")
FEW = _l("Dieses Tandem kann noch jemanden brauchen.")


def suggest(person_id: int, offer: Offer, *, on: date) -> list[Suggestion]:
    """Return the tandems that fit best: those nobody stands by first, then by reason."""
    found = []
    for row in _candidates(person_id, on):
        reasons = [(n, text) for n, (kind, fits, text) in enumerate(REASONS) if kind is offer and fits(row, on)]
        best, words = reasons[0] if reasons else (len(REASONS), FEW if row.sponsors else ALONE)
        rank = (row.sponsors > 0, best, row.sponsors, row.id)
        found.append((rank, Suggestion(row.ref, row.task_ref, row.task, str(words))))
    return [suggestion for _rank, suggestion in sorted(found)[:MOST]]


def _candidates(person_id: int, on: date) -> Any:
    """Return active tandems of live tasks in which the person is neither sponsor nor one of the two."""
    current = in_force(Sponsorship.from_, Sponsorship.until, on)
    sponsors = select(func.count()).where(Sponsorship.tandem_id == Tandem.id, current).scalar_subquery()
    theirs = exists().where(Sponsorship.tandem_id == Tandem.id, Sponsorship.person_id == person_id, current)
    is_in: ColumnElement[bool] = or_(Tandem.person_a_id == person_id, Tandem.person_b_id == person_id)
    has_wish = exists().where(Wish.tandem_id == Tandem.id, Wish.done_on.is_(None), Wish.taken_by_id.is_(None))
    return db.session.execute(
        select(
            *(Tandem.id, Tandem.ref, Tandem.start, Tandem.last_contact_on, Tandem.agreed_on),
            *(Task.ref.label("task_ref"), Task.title.label("task"), Task.is_full),
            *(sponsors.label("sponsors"), has_wish.label("has_wish")),
            exists().where(TaskPot.task_id == Task.id).label("has_pot"),
        )
        .join(Task, Task.id == Tandem.task_id)
        .where(Tandem.status == TandemStatus.ACTIVE, Task.status.in_(LIVE_TASK), ~theirs, ~is_in)
    ).all()
