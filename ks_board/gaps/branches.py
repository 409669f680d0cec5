"""Branches of the organigram into which nobody was entered yet: one sentence instead of an alarm for each post."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, select, union

from ks_board.core.db import db
from ks_board.core.once import once
from ks_board.gaps.queries import Gap
from ks_board.organigram.models import Appointment, Post, Responsibility, Unit

WITHOUT_HOLDER = ("post-vacant", "responsibility-no-holder")


@dataclass(frozen=True, slots=True)
class EmptyBranch:
    """A root whose branch never had an appointment, and what waits for people there."""

    ref: str
    name: str
    posts: int
    responsibilities: int


@once
def list_units() -> Mapping[int, Any]:
    """Return id, parent, ref and name of all units by id."""
    return {row.id: row for row in db.session.execute(select(Unit.id, Unit.parent_id, Unit.ref, Unit.name))}


def fold_empty_branches(gaps: Sequence[Gap], units: Mapping[int, Any]) -> tuple[list[Gap], list[EmptyBranch]]:
    """Take vacant posts and responsibilities of empty branches out of the gaps; return the rest and the branches."""
    roots = _roots({unit_id: row.parent_id for unit_id, row in units.items()})
    known = {roots[unit_id] for unit_id in _units_with_people()}
    kept: list[Gap] = []
    folded: dict[int, Counter[str]] = {}
    for gap in gaps:
        root = roots.get(gap.unit_id) if gap.unit_id is not None else None
        if root is None or root in known or gap.rule.condition not in WITHOUT_HOLDER:
            kept.append(gap)
        else:
            folded.setdefault(root, Counter())[gap.rule.condition] += 1
    return kept, [_branch(units[root], folded[root]) for root in folded]


def _branch(unit: Any, folded: Counter[str]) -> EmptyBranch:
    posts, responsibilities = (folded[ref] for ref in WITHOUT_HOLDER)
    return EmptyBranch(unit.ref, unit.name, posts, responsibilities)


def _roots(parents: dict[int, int | None]) -> dict[int, int]:
    """Return the root of each unit; each is walked to only once."""
    roots: dict[int, int] = {}
    for unit in list(parents):
        path = [unit]
        while path[-1] not in roots and (parent := parents[path[-1]]) is not None:
            path.append(parent)
        roots.update(dict.fromkeys(path, roots.get(path[-1], path[-1])))
    return roots


@once
def _units_with_people() -> Sequence[int]:
    posts = select(Post.unit_id).where(exists().where(Appointment.post_id == Post.id))
    duties = select(Responsibility.unit_id).where(exists().where(Appointment.responsibility_id == Responsibility.id))
    return db.session.scalars(union(posts, duties)).all()
