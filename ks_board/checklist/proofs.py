"""What an answer points to as its evidence: free text, or the ref of a decision or of something else in the town."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import literal, select, union_all

from ks_board.core.db import db
from ks_board.fund.models import Pot
from ks_board.organigram.models import Post, Responsibility, Unit
from ks_board.tasks.models import Task
from ks_board.town.models import Decision, Place, Procedure

# Where the same ref is found twice, the earlier kind is meant. Tandems are left out: their names may name people.
_NAMED: tuple[tuple[Any, Any], ...] = (
    (Decision, Decision.title),
    (Unit, Unit.name),
    (Post, Post.title),
    (Responsibility, Responsibility.title),
    (Task, Task.title),
    (Place, Place.name),
    (Procedure, Procedure.title),
    (Pot, Pot.name),
)


def find_proofs(texts: Collection[str]) -> dict[str, str]:
    """Return the names of those texts that are refs, in one statement."""
    selects = [
        select(literal(order).label("kind_order"), kind.ref.label("ref"), name.label("name")).where(kind.ref.in_(texts))
        for order, (kind, name) in enumerate(_NAMED)
    ]
    rows = db.session.execute(union_all(*selects))
    return {row.ref: row.name for row in sorted(rows, key=lambda row: -row.kind_order)}
