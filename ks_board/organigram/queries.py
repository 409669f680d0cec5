"""Read units as one viewer may see them on one day: the whole town in four statements, some units in five."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, or_, select, true

from ks_board.core.db import db
from ks_board.core.errors import NotFound
from ks_board.organigram.in_force import appointment_in_force, has_not_left, unit_in_force
from ks_board.organigram.models import Appointment, Post, Responsibility, Unit
from ks_board.organigram.tree import Holder, PostNode, ResponsibilityNode, Town, UnitNode
from ks_board.people.models import Person

Holders = dict[int, list[Holder]]
Members = dict[int, list[Any]]


def load_town(name: str, on: date, *, sees_names: bool, other_day: bool) -> Town:
    """Return the tree of units in force on the day; a name is in it only if this viewer may read it."""
    post_holders, duty_holders = _holders(on, sees_names=sees_names)
    posts, duties = _posts(post_holders), _responsibilities(duty_holders)
    return Town(name, on, _forest(_units_of(on), posts, duties), other_day)


def load_outline(on: date) -> Town:
    """Return the bare tree of units in force on the day, without a name and what they hold, in one statement."""
    return Town("", on, _forest(_units_of(on), defaultdict(list), defaultdict(list)))


def load_unit(ref: str, on: date, *, sees_names: bool) -> UnitNode:
    """Return one unit without what is below it, whether it is in force or not; raise NotFound."""
    found = load_units([ref], on, sees_names=sees_names)
    if not found:
        raise NotFound(_("Diese Einheit gibt es nicht."))
    return found[ref]


def load_units(refs: Collection[str], on: date, *, sees_names: bool) -> dict[str, UnitNode]:
    """Return some units with what they hold, but not what is below them, by ref."""
    rows = db.session.execute(
        select(Unit.id, Unit.ref, Unit.name, Unit.short_name, Unit.kind).where(Unit.ref.in_(refs))
    ).all()
    if not rows:
        return {}
    ids = [row.id for row in rows]
    post_holders, duty_holders = _holders(on, sees_names=sees_names, unit_ids=ids)
    posts, duties = _posts(post_holders, ids), _responsibilities(duty_holders, ids)
    return {
        row.ref: UnitNode(
            row.ref, row.name, row.short_name, row.kind.value, tuple(posts[row.id]), tuple(duties[row.id])
        )
        for row in rows
    }


def count_held(model: type[Post] | type[Responsibility]) -> dict[str, int]:
    """Return how many posts or responsibilities each unit has, by the ref of the unit."""
    query = select(Unit.ref, func.count().label("held")).join(model, model.unit_id == Unit.id).group_by(Unit.ref)
    return {row.ref: row.held for row in db.session.execute(query)}


def _units_of(on: date) -> Sequence[Any]:
    counts = unit_in_force(on).label("counts")
    columns = (Unit.id, Unit.parent_id, Unit.ref, Unit.name, Unit.short_name, Unit.kind)
    return db.session.execute(select(*columns, counts)).all()


def _holders(on: date, *, sees_names: bool, unit_ids: Collection[int] | None = None) -> tuple[Holders, Holders]:
    """Return who holds posts and responsibilities, of some units or of all."""
    rows = db.session.execute(
        select(
            Appointment.post_id,
            Appointment.responsibility_id,
            Appointment.kind,
            Appointment.until,
            Person.given_name,
            Person.family_name,
            Person.consent_public,
        )
        .join(Person, Person.id == Appointment.person_id)
        .where(appointment_in_force(on), has_not_left(on), _appointed_in(unit_ids))
        .order_by(Person.family_name, Person.given_name, Appointment.id)
    )
    by_post: Holders = defaultdict(list)
    by_duty: Holders = defaultdict(list)
    for row in rows:
        name = f"{row.given_name} {row.family_name}" if sees_names or row.consent_public else None
        holder = Holder(name, row.kind.value, row.until)
        if row.post_id is not None:
            by_post[row.post_id].append(holder)
        else:
            by_duty[row.responsibility_id].append(holder)
    return by_post, by_duty


def _appointed_in(unit_ids: Collection[int] | None) -> ColumnElement[bool]:
    if unit_ids is None:
        return true()
    posts = select(Post.id).where(Post.unit_id.in_(unit_ids))
    duties = select(Responsibility.id).where(Responsibility.unit_id.in_(unit_ids))
    return or_(Appointment.post_id.in_(posts), Appointment.responsibility_id.in_(duties))


def _posts(holders: Holders, unit_ids: Collection[int] | None = None) -> Members:
    members: Members = defaultdict(list)
    columns = select(Post.id, Post.unit_id, Post.ref, Post.title, Post.kind, Post.is_head)
    for post in db.session.execute(columns if unit_ids is None else columns.where(Post.unit_id.in_(unit_ids))):
        node = PostNode(post.ref, post.title, post.kind.value, bool(post.is_head), tuple(holders.get(post.id, ())))
        members[post.unit_id].append(node)
    return members


def _responsibilities(holders: Holders, unit_ids: Collection[int] | None = None) -> Members:
    members: Members = defaultdict(list)
    columns = select(Responsibility.id, Responsibility.unit_id, Responsibility.ref, Responsibility.title)
    for duty in db.session.execute(
        columns if unit_ids is None else columns.where(Responsibility.unit_id.in_(unit_ids))
    ):
        node = ResponsibilityNode(duty.ref, duty.title, tuple(holders.get(duty.id, ())))
        members[duty.unit_id].append(node)
    return members


def _forest(rows: Iterable[Any], posts: Members, duties: Members) -> tuple[UnitNode, ...]:
    """Build the nodes from the leaves up; a unit whose parent has ended hangs on the nearest ancestor in force."""
    units = {row.id: row for row in rows}
    below: dict[int | None, list[int]] = defaultdict(list)
    for row in units.values():
        if row.counts:
            below[_parent_in_force(row, units)].append(row.id)
    order = list(below[None])
    for unit_id in order:  # Grows while it runs: parents stand before their children.
        order.extend(below[unit_id])
    nodes: dict[int, UnitNode] = {}
    for unit_id in reversed(order):
        row = units[unit_id]
        children = tuple(nodes.pop(child) for child in below[unit_id])
        nodes[unit_id] = UnitNode(
            row.ref, row.name, row.short_name, row.kind.value, tuple(posts[unit_id]), tuple(duties[unit_id]), children
        )
    return tuple(nodes.values())


def _parent_in_force(row: Any, units: dict[int, Any]) -> int | None:
    parent = units.get(row.parent_id)
    while parent is not None and not parent.counts:
        parent = units.get(parent.parent_id)
    return parent.id if parent is not None else None
