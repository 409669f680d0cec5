"""Units, posts and responsibilities of a day, from the same tree as the picture: what is not in it is not answered."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from flask import url_for

from ks_board.core import clock
from ks_board.core.access import can
from ks_board.organigram import details, tree
from ks_board.organigram.queries import load_town, load_unit
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
    places = list(walk(read_town(on)))
    items = [_unit(unit, parent) for unit, parent in cut(places, page, per_page)]
    return listing(answers.Units, items, total=len(places), page=page, per_page=per_page)


def posts(*, on: date, page: int, per_page: int) -> answers.Posts:
    """Return posts with their holders."""
    found = [(node, unit.ref) for unit, _parent in walk(read_town(on)) for node in unit.posts]
    items = [post(node, unit) for node, unit in cut(found, page, per_page)]
    return listing(answers.Posts, items, total=len(found), page=page, per_page=per_page)


def responsibilities(*, on: date, page: int, per_page: int) -> answers.Responsibilities:
    """Return responsibilities with lead and deputy."""
    found = [(node, unit.ref) for unit, _parent in walk(read_town(on)) for node in unit.responsibilities]
    items = [responsibility(node, unit) for node, unit in cut(found, page, per_page)]
    return listing(answers.Responsibilities, items, total=len(found), page=page, per_page=per_page)


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
