"""What is possible instead: other tasks with a free place."""

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from ks_board.core.db import db
from ks_board.tasks.cards import Card, list_cards
from ks_board.tasks.models import LIVE_TASK, Assignment, Task
from ks_board.tasks.states import OPEN

MOST = 3


def list_instead(ref: str | None, *, person_id: int | None, now: datetime, sees_names: bool) -> tuple[Card, ...]:
    """Return up to three tasks with a free place: first those of the same area, then the soonest.

    Tasks that the person is in already are left out. Without a ref simply the soonest.
    """
    asked = aliased(Task)
    own = exists().where(Assignment.task_id == Task.id, Assignment.person_id == person_id, Assignment.status.in_(OPEN))
    area = select(asked.area_id).where(asked.ref == ref).scalar_subquery()
    query = (
        select(Task.id)
        .where(Task.status.in_(LIVE_TASK), Task.is_full.is_(False), Task.ref != (ref or ""), ~own)
        .order_by((Task.area_id == area).desc(), Task.next_at.asc().nulls_last(), Task.id)
        .limit(MOST)
    )
    return list_cards(db.session.scalars(query).all(), now=now, sees_names=sees_names)
