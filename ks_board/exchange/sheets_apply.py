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
    for unit in plan.units:
        if unit.is_taken:
            writer.unit(unit)
    db.session.flush()
    check_tree()
    for post in plan.posts:
        if post.state is not State.REJECTED:
            writer.post(post)
    db.session.flush()


class _Writer:
    def __init__(self, board: Board, on: date) -> None:
        self.board, self.on = board, on
        self.made: dict[PlannedUnit, Unit] = {}
        self.people: dict[PlannedPerson, Person] = {}
        self.refs = {model: _refs(model) for model in (Unit, Post, Person, Appointment)}

    def unit(self, planned: PlannedUnit) -> Unit:
        """Write a unit, the ones above it first."""
        if planned in self.made:
            return self.made[planned]
        above = self.unit(planned.above) if isinstance(planned.above, PlannedUnit) else planned.above
        sheet = planned.sheet
        if planned.state is State.NEW:
            unit = Unit(
                ref=next(self.refs[Unit]),
                parent_id=above.id if above else self.board.root and self.board.root.id,
                name=sheet.name,
                short_name=sheet.short or None,
                kind=unit_kind(sheet.name),
                phone=sheet.phone or None,
                email=sheet.email or None,
            )
            db.session.add(unit)
            db.session.flush()
        else:
            unit = self._changed(planned, above)
        self.made[planned] = unit
        return unit

    def _changed(self, planned: PlannedUnit, above: Unit | None) -> Unit:
        unit = planned.unit
        assert unit is not None  # noqa: S101 - tells mypy: only new ones have none.
        for name, (_old, new) in planned.changes.items():
            setattr(unit, name, above.id if name == "parent_id" and above else new)
        return unit

    def post(self, planned: PlannedPost) -> None:
        """Write a post and who holds it."""
        sheet, unit = planned.sheet, self.made[planned.unit]
        if planned.seat is None:
            post = Post(
                ref=next(self.refs[Post]),
                unit_id=unit.id,
                title=sheet.title,
                kind=post_kind(sheet.title, unit.kind),
                is_head=sheet.is_head or None,
                hours_per_week=sheet.hours,
            )
            db.session.add(post)
            db.session.flush()
        else:
            post = planned.seat.post
            post.hours_per_week = sheet.hours if sheet.hours is not None else post.hours_per_week
        for person, kind in ((planned.holder, AppointmentKind.LEAD), (planned.deputy, AppointmentKind.DEPUTY)):
            if person and person.state is not State.REJECTED:
                self._appoint(post, self._person(person), kind)

    def _appoint(self, post: Post, person: Person, kind: AppointmentKind) -> None:
        # Since when somebody holds a post, such tables do not say: today it is known to be so.
        entry = Appointment(ref=next(self.refs[Appointment]), person_id=person.id, post_id=post.id, kind=kind)
        entry.confirmed_on = self.on
        db.session.add(entry)

    def _person(self, planned: PlannedPerson) -> Person:
        if planned not in self.people:
            person = planned.person if planned.state is State.SAME else None
            if person is None:
                named = planned.named
                person = Person(
                    ref=next(self.refs[Person]),
                    given_name=named.given_name,
                    family_name=named.family_name,
                    joined_on=self.on,
                )
                db.session.add(person)
                db.session.flush()
            self.people[planned] = person
        return self.people[planned]


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
