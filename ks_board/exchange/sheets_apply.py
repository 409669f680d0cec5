"""Put a table of units on the board: all of it or nothing, as one action of the record."""

from collections.abc import Iterator
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from ks_board.core.db import Base, db
from ks_board.core.errors import Conflict
from ks_board.core.refs import next_ref
from ks_board.exchange.sheets_board import Board
from ks_board.exchange.sheets_kinds import post_kind, unit_kind
from ks_board.exchange.sheets_plan import PlannedPerson, PlannedPost, PlannedUnit, SheetPlan, State
from ks_board.organigram.edit_tree import check_tree, lock_tree
from ks_board.organigram.models import Appointment, AppointmentKind, Post, Unit
from ks_board.people.models import Person


def apply_plan(plan: SheetPlan, board: Board, *, on: date) -> None:
    """Write what a plan says; raise Conflict if something is undecided or the units would be no tree."""
    if plan.undecided:
        raise Conflict(_("Bitte entscheiden Sie zuerst alles, was unklar ist."))
    lock_tree()
    writer = _Writer(board, on)
    writer.units([unit for unit in plan.units if unit.is_taken])
    check_tree()
    posts = [post for post in plan.posts if post.state is not State.REJECTED]
    writer.people(posts)
    writer.posts(posts)
    db.session.flush()


class _Writer:
    """Writes in few flushes: each costs an entry in the record and a look at everything."""

    def __init__(self, board: Board, on: date) -> None:
        self.board, self.on = board, on
        self.made: dict[PlannedUnit, Unit] = {}
        self.persons: dict[PlannedPerson, Person] = {}
        self.refs = {model: _refs(model) for model in (Unit, Post, Person, Appointment)}

    def units(self, planned: list[PlannedUnit]) -> None:
        """Write all units, level by level."""
        while planned:
            ready = [each for each in planned if not isinstance(each.above, PlannedUnit) or each.above in self.made]
            for each in ready:
                self.made[each] = self._unit(each)
            db.session.flush()
            planned = [each for each in planned if each not in self.made]

    def _unit(self, planned: PlannedUnit) -> Unit:
        above = self.made[planned.above] if isinstance(planned.above, PlannedUnit) else planned.above
        if planned.unit is None:
            return self._new_unit(planned, above or self.board.root)
        for name, (_old, new) in planned.changes.items():
            setattr(planned.unit, name, above.id if name == "parent_id" and above else new)
        return planned.unit

    def _new_unit(self, planned: PlannedUnit, above: Unit | None) -> Unit:
        sheet = planned.sheet
        unit = Unit(
            ref=next(self.refs[Unit]),
            parent_id=above.id if above else None,
            name=sheet.name,
            short_name=sheet.short or None,
            kind=unit_kind(sheet.name),
            phone=sheet.phone or None,
            email=sheet.email or None,
        )
        db.session.add(unit)
        return unit

    def people(self, posts: list[PlannedPost]) -> None:
        """Write the people who hold posts and are new."""
        for planned in (person for post in posts for person in (post.holder, post.deputy) if person):
            if planned.state is State.SAME and planned.person:
                self.persons[planned] = planned.person
            elif planned.state is State.NEW and planned not in self.persons:
                named = planned.named
                person = Person(ref=next(self.refs[Person]), joined_on=self.on)
                person.given_name, person.family_name = named.given_name, named.family_name
                db.session.add(person)
                self.persons[planned] = person
        db.session.flush()

    def posts(self, planned: list[PlannedPost]) -> None:
        """Write all posts and who holds them."""
        written = [(each, self._post(each)) for each in planned]
        db.session.flush()
        for each, post in written:
            for person, kind in ((each.holder, AppointmentKind.LEAD), (each.deputy, AppointmentKind.DEPUTY)):
                if person in self.persons:
                    self._appoint(post, self.persons[person], kind)

    def _post(self, planned: PlannedPost) -> Post:
        sheet, unit = planned.sheet, self.made[planned.unit]
        if planned.seat is not None:
            post = planned.seat.post
            post.hours_per_week = sheet.hours if sheet.hours is not None else post.hours_per_week
            return post
        post = Post(ref=next(self.refs[Post]), unit_id=unit.id, title=sheet.title, hours_per_week=sheet.hours)
        post.kind, post.is_head = post_kind(sheet.title, unit.kind), sheet.is_head or None
        db.session.add(post)
        return post

    def _appoint(self, post: Post, person: Person, kind: AppointmentKind) -> None:
        # Since when somebody holds a post, such tables do not say: today it is known to be so.
        entry = Appointment(ref=next(self.refs[Appointment]), person_id=person.id, post_id=post.id, kind=kind)
        entry.confirmed_on = self.on
        db.session.add(entry)


def _refs(model: type[Base]) -> Iterator[str]:
    """Yield free refs one after the other: asking for each anew would take longer with each row."""
    first = next_ref(model)
    taken = set(db.session.scalars(select(model.__table__.c.ref)))
    letters = first.rstrip("0123456789")
    digits, number = len(first) - len(letters), int(first[len(letters) :])
    while True:
        ref = letters + str(number).zfill(digits)
        if ref not in taken:
            yield ref
        number += 1
