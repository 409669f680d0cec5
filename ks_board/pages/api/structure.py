"""Units, posts and responsibilities of a day, from the same tree as the picture: what is not in it is not answered.

Lists read the outline of the tree and only what the page holds, since a machine asks for a large town page by page.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from flask import url_for

from ks_board.core import clock
from ks_board.core.access import can
from ks_board.organigram import details, tree
from ks_board.organigram.models import Post, Responsibility
from ks_board.organigram.queries import count_held, load_outline, load_town, load_unit, load_units
from ks_board.pages.api import answers
from ks_board.pages.api.paging import cut, listing
from ks_board.pages.notices import address
from ks_board.permissions import Permission
from ks_board.town.queries import town_name


class Place(NamedTuple):
    """A unit in the tree, and the ref of the unit above."""

    unit: tree.UnitNode
    parent: str | None


def read_town(on: date) -> tree.Town:
    """Return the town as whoever asks may see it."""
    return load_town(town_name(), on, sees_names=can(Permission.PERSON_READ_NAMES), other_day=on != clock.today())


def walk(town: tree.Town) -> Iterator[Place]:
    """Yield every unit, parents first, in the order of the organigram."""
    for root in town.roots:
        path = [root]
        yield Place(root, None)
        for depth, unit in root.below():
            del path[depth + 1 :]
            yield Place(unit, path[-1].ref)
            path.append(unit)


def organigram(*, on: date) -> answers.Organigram:
    """Return the tree."""
    town = read_town(on)
    branches: dict[str, answers.Branch] = {}
    for unit, _parent in reversed(list(walk(town))):  # From the leaves up, so that a deep tree needs no recursion.
        branches[unit.ref] = _branch(unit, [branches.pop(child.ref) for child in unit.children])
    return answers.Organigram(town.name, on, counts(town.counts), [branches[root.ref] for root in town.roots])


def units(*, on: date, page: int, per_page: int) -> answers.Units:
    """Return units with the unit above each."""
    places = list(walk(load_outline(on)))
    shown = cut(places, page, per_page)
    found = _load([place.unit.ref for place in shown], on)
    items = [_unit(found[bare.ref], parent) for bare, parent in shown]
    return listing(answers.Units, items, total=len(places), page=page, per_page=per_page)


def posts(*, on: date, page: int, per_page: int) -> answers.Posts:
    """Return posts with their holders."""
    total, around, skipped = _around(count_held(Post), on, page, per_page)
    held = [(node, ref) for ref, unit in _load(around, on).items() for node in unit.posts]
    items = [post(node, ref) for node, ref in held[skipped:][:per_page]]
    return listing(answers.Posts, items, total=total, page=page, per_page=per_page)


def responsibilities(*, on: date, page: int, per_page: int) -> answers.Responsibilities:
    """Return responsibilities with lead and deputy."""
    total, around, skipped = _around(count_held(Responsibility), on, page, per_page)
    held = [(node, ref) for ref, unit in _load(around, on).items() for node in unit.responsibilities]
    items = [responsibility(node, ref) for node, ref in held[skipped:][:per_page]]
    return listing(answers.Responsibilities, items, total=total, page=page, per_page=per_page)


def _around(held: dict[str, int], on: date, page: int, per_page: int) -> tuple[int, list[str], int]:
    """Return how much all units hold, the units of one page of it, and how much of theirs stands on pages before."""
    refs = [place.unit.ref for place in walk(load_outline(on)) if place.unit.ref in held]
    ends = list(accumulate(held[ref] for ref in refs))
    first = bisect_right(ends, (page - 1) * per_page)
    last = bisect_left(ends, page * per_page)
    before = ends[first - 1] if first else 0
    return (ends[-1] if ends else 0), refs[first : last + 1], (page - 1) * per_page - before


def _load(refs: Sequence[str], on: date) -> dict[str, tree.UnitNode]:
    """Return these units in this order, as whoever asks may see them."""
    found = load_units(refs, on, sees_names=can(Permission.PERSON_READ_NAMES))
    return {ref: found[ref] for ref in refs}


def unit(ref: str, *, on: date) -> answers.UnitDetails:
    """Return everything about one unit."""
    row = details.get_unit(ref, on)
    node = load_unit(ref, on, sees_names=can(Permission.PERSON_READ_NAMES))
    return answers.UnitDetails(
        **{name: getattr(row, name) for name in ("ref", "name", "short_name", "kind", "purpose", "email", "phone")},
        place=row.place_name,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        is_in_force=row.counts,
        above=[answers.UnitName(above.ref, above.name) for above in details.list_ancestors(row.id)],
        below=[answers.UnitName(below.ref, below.name) for below in details.list_children(row.id, on)],
        posts=[post(held, ref) for held in node.posts],
        responsibilities=[responsibility(duty, ref) for duty in node.responsibilities],
        href=address(url_for("organigram.unit", ref=ref)),
    )


def post(node: tree.PostNode, unit: str) -> answers.Post:
    """Return one post."""
    href = address(url_for("organigram.post", ref=node.ref))
    facts = (node.ref, node.title, node.kind, node.is_head, node.state)
    return answers.Post(*facts, unit, _holders(node.holders), href)  # type: ignore[arg-type] # The tree holds words.


def responsibility(node: tree.ResponsibilityNode, unit: str) -> answers.Responsibility:
    """Return one responsibility."""
    href = address(url_for("organigram.responsibility", ref=node.ref))
    facts = (node.ref, node.title, node.has_lead, node.has_deputy)
    return answers.Responsibility(*facts, unit, _holders(node.holders), href)


def counts(found: tree.Counts) -> answers.Counts:
    """Return counts of the tree."""
    return answers.Counts(found.units, found.filled, found.deputy_only, found.vacant)


def _unit(unit: tree.UnitNode, parent: str | None) -> answers.Unit:
    return answers.Unit(*_named(unit), parent, counts(unit.own), _href(unit))  # type: ignore[arg-type]


def _branch(unit: tree.UnitNode, below: list[answers.Branch]) -> answers.Branch:
    held = [post(node, unit.ref) for node in unit.posts]
    duties = [responsibility(node, unit.ref) for node in unit.responsibilities]
    return answers.Branch(*_named(unit), held, duties, below, _href(unit))  # type: ignore[arg-type]


def _named(unit: tree.UnitNode) -> tuple[str, str, str | None, str]:
    return unit.ref, unit.name, unit.short_name, unit.kind


def _href(unit: tree.UnitNode) -> str:
    return address(url_for("organigram.unit", ref=unit.ref))


def _holders(holders: tuple[tree.Holder, ...]) -> list[answers.Holder]:
    return [answers.Holder(holder.kind, holder.name, holder.until) for holder in holders]  # type: ignore[arg-type]
