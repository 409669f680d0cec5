"""The money of a period: what was granted from which pot, and how much of it the town decided itself."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, case, func, or_, select

from ks_board.core.db import db
from ks_board.fund.models import Grant, GrantDecision, Pot, PotDecider
from ks_board.gaps.conditions_town import LOCAL


@dataclass(frozen=True, slots=True)
class PotLine:
    """A pot that was open in the period: how many grants it gave, and the sum in euros."""

    ref: str
    name: str
    decided_by: PotDecider
    grants: int
    granted_eur: float

    @property
    def is_local(self) -> bool:
        """Does the town or one of its associations decide?"""
        return self.decided_by in LOCAL


@dataclass(frozen=True, slots=True)
class Money:
    """All pots, and how many requests wait for an answer on the last day."""

    pots: tuple[PotLine, ...]
    undecided: int

    @property
    def grants(self) -> int:
        """How many requests were granted."""
        return sum(pot.grants for pot in self.pots)

    @property
    def granted_eur(self) -> float:
        """How much was granted, in euros."""
        return sum(pot.granted_eur for pot in self.pots)

    @property
    def local_eur(self) -> float:
        """How much of it was decided in town, in euros."""
        return sum(pot.granted_eur for pot in self.pots if pot.is_local)

    @property
    def local_pots(self) -> int:
        """From how many pots the town decides itself."""
        return sum(pot.is_local for pot in self.pots)

    @property
    def local_percent(self) -> int | None:
        """How many percent of the sum were decided in town; None if nothing was granted."""
        return round(100 * self.local_eur / self.granted_eur) if self.granted_eur else None


def money_of(first: date, last: date) -> Money:
    """Add up the grants decided between two days, in two statements."""
    yes = and_(Grant.decision == GrantDecision.YES, Grant.decided_on.between(first, last))
    query = (
        select(
            *(Pot.ref, Pot.name, Pot.decided_by, func.count(Grant.id).label("grants")),
            func.coalesce(func.sum(Grant.amount_eur), 0).label("granted"),
        )
        .outerjoin(Grant, and_(Grant.pot_id == Pot.id, yes))
        .where(or_(Pot.valid_from.is_(None), Pot.valid_from <= last))
        .where(or_(Pot.valid_until.is_(None), Pot.valid_until >= first))
        .group_by(Pot.id)
        .order_by(func.coalesce(func.sum(Grant.amount_eur), 0).desc(), Pot.id)
    )
    rows: Any = db.session.execute(query)
    return Money(
        tuple(PotLine(row.ref, row.name, row.decided_by, row.grants, float(row.granted)) for row in rows),
        _undecided(last),
    )


def _undecided(last: date) -> int:
    later = case((Grant.decided_on > last, True), else_=Grant.decision.is_(None))
    return db.session.scalar(select(func.count()).select_from(Grant).where(Grant.applied_on <= last, later)) or 0
