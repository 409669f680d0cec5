"""Compare a table of units with the board: what is new, changed, the same, doubtful or rejected, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from flask_babel import gettext as _

from ks_board.core.text import fold
from ks_board.exchange.sheets_board import Board, Seat
from ks_board.exchange.sheets_lines import SheetLines, SheetPost, SheetUnit
from ks_board.exchange.sheets_names import Named
from ks_board.organigram.models import Unit
from ks_board.people.models import Person


class State(StrEnum):
    """What would become of something in the table."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DOUBTFUL = "doubtful"
    REJECTED = "rejected"


class Decision(StrEnum):
    """What somebody says about something doubtful."""

    SAME = "same"
    NEW = "new"
    SKIP = "skip"


@dataclass(eq=False)
class PlannedUnit:
    """A unit of the table beside the one of the board."""

    sheet: SheetUnit
    state: State = State.NEW
    unit: Unit | None = None
    """The unit of the board that it is, or is like."""
    above: "PlannedUnit | Unit | None" = None
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Field → what it is now, what it will be."""
    reason: str = ""

    @property
    def key(self) -> str:
        """Name of the field in which somebody decides."""
        return f"unit-{self.sheet.row}-{fold(self.sheet.name).replace(' ', '-')}"

    @property
    def is_taken(self) -> bool:
        """Tell whether it will be on the board."""
        return self.state is not State.REJECTED


@dataclass(eq=False)
class PlannedPerson:
    """A name of the table beside the person of the board."""

    row: int
    named: Named
    state: State = State.NEW
    person: Person | None = None

    @property
    def key(self) -> str:
        """Name of the field in which somebody decides."""
        return f"person-{self.row}-{fold(self.named.name).replace(' ', '-')}"


@dataclass(eq=False)
class PlannedPost:
    """A post of the table beside the one of the board."""

    sheet: SheetPost
    unit: PlannedUnit
    state: State = State.NEW
    seat: Seat | None = None
    holder: PlannedPerson | None = None
    deputy: PlannedPerson | None = None
    reason: str = ""


@dataclass
class SheetPlan:
    """Everything a table would do."""

    units: list[PlannedUnit]
    posts: list[PlannedPost]
    people: list[PlannedPerson]
    rejected: list[tuple[int, str]]

    @property
    def undecided(self) -> list[PlannedUnit | PlannedPerson]:
        """What somebody still has to decide."""
        everything: list[PlannedUnit | PlannedPerson] = [*self.units, *self.people]
        return [each for each in everything if each.state is State.DOUBTFUL]

    @property
    def writes(self) -> bool:
        """Tell whether anything is new or changed."""
        planned: list[PlannedUnit | PlannedPost] = [*self.units, *self.posts]
        return any(each.state in {State.NEW, State.CHANGED} for each in planned)


def make_plan(lines: SheetLines, board: Board, decided: Mapping[str, str]) -> SheetPlan:
    """Compare a table with the board; `decided` holds a Decision for each doubtful thing by its key."""
    planner = _Planner(board, decided)
    units = [planner.unit(unit) for unit in lines.units]
    posts = planner.posts(lines.posts)
    planned: list[PlannedUnit | PlannedPost] = [*units, *posts]
    rejected = lines.rejected + [(each.sheet.row, each.reason) for each in planned if each.reason]
    return SheetPlan(units, posts, list(planner.people.values()), sorted(rejected))


class _Planner:
    def __init__(self, board: Board, decided: Mapping[str, str]) -> None:
        self.board, self.decided = board, decided
        self.units: dict[SheetUnit, PlannedUnit] = {}
        self.people: dict[str, PlannedPerson] = {}

    def unit(self, sheet: SheetUnit) -> PlannedUnit:
        """Plan a unit, the ones above it first."""
        if sheet not in self.units:
            planned = self.units[sheet] = PlannedUnit(sheet)
            planned.reason = sheet.fault or self._put_below(planned)
            if planned.reason:
                planned.state = State.REJECTED
            else:
                self._match(planned)
        return self.units[sheet]

    def _put_below(self, planned: PlannedUnit) -> str:
        """Find the unit above; return why it cannot be."""
        match planned.sheet.above:
            case SheetUnit() as sheet:
                planned.above = self.unit(sheet)
                if not planned.above.is_taken:
                    return _("„%(name)s“ in Zeile %(row)s wird nicht übernommen.", name=sheet.name, row=sheet.row)
            case str() as name:
                found = self.board.units_called(name)
                if len(found) > 1:
                    return _("Die Einheit „%(name)s“ gibt es in der Stadt mehrmals.", name=name)
                planned.above = found[0] if found else None
                if not found:
                    return self._unknown(name)
        return ""

    def _unknown(self, name: str) -> str:
        sentence = _("Die übergeordnete Einheit „%(name)s“ gibt es nicht.", name=name)
        similar = self.board.similar_unit(name)
        return f"{sentence} {_('Meinten Sie „%(name)s“?', name=similar.name)}" if similar else sentence

    def _match(self, planned: PlannedUnit) -> None:
        found = self._same_place(planned, self.board.units_called(planned.sheet.name))
        if len(found) > 1:
            planned.state = State.REJECTED
            planned.reason = _("Die Einheit „%(name)s“ gibt es in der Stadt mehrmals.", name=planned.sheet.name)
        elif found:
            self._compare(planned, found[0])
        elif similar := self.board.similar_unit(planned.sheet.name):
            self._decide_unit(planned, similar)

    def _same_place(self, planned: PlannedUnit, found: list[Unit]) -> list[Unit]:
        above = _on_board(planned.above)
        if len(found) > 1 and above is not None:
            return [unit for unit in found if unit.parent_id == above.id] or found
        return found

    def _decide_unit(self, planned: PlannedUnit, similar: Unit) -> None:
        planned.unit = similar
        match self.decided.get(planned.key):
            case Decision.SAME:
                self._compare(planned, similar)
            case Decision.NEW:
                planned.unit = None
            case Decision.SKIP:
                planned.state = State.REJECTED
                planned.reason = _("Sie haben entschieden: auslassen.")
            case _:
                planned.state = State.DOUBTFUL

    def _compare(self, planned: PlannedUnit, unit: Unit) -> None:
        sheet, planned.unit = planned.sheet, unit
        told = {"phone": sheet.phone, "email": sheet.email, "short_name": sheet.short}
        planned.changes = {
            name: (getattr(unit, name) or "", text)
            for name, text in told.items()
            if text and text != getattr(unit, name)
        }
        above, now = planned.above, self._by_id(unit.parent_id)
        if above is not None and _on_board(above) is not now and unit is not self.board.root:
            planned.changes["parent_id"] = (now.name if now else "", _name(above))
        planned.state = State.CHANGED if planned.changes else State.SAME

    def _by_id(self, unit_id: int | None) -> Unit | None:
        return next((unit for unit in self.board.units if unit.id == unit_id), None)

    def posts(self, sheets: list[SheetPost]) -> list[PlannedPost]:
        """Plan all posts; those whose holder is known find their post first, as a title may stand several times."""
        planned = [PlannedPost(sheet, self.units[sheet.unit]) for sheet in sheets]
        taken: set[int] = set()
        for wanted in (True, False):
            for post in planned:
                if not post.reason and post.seat is None:
                    self._seat(post, taken, same_holder=wanted)
        for post in planned:
            self._finish(post)
        return planned

    def _seat(self, post: PlannedPost, taken: set[int], *, same_holder: bool) -> None:
        unit, sheet = post.unit.unit, post.sheet
        post.reason = sheet.fault or ("" if post.unit.is_taken else _("Die Einheit wird nicht übernommen."))
        if post.reason or unit is None or post.unit.state in {State.NEW, State.DOUBTFUL}:
            return
        seats = [seat for seat in self.board.seats.get(unit.id, []) if seat.post.id not in taken and _fits(seat, sheet)]
        mine = [seat for seat in seats if _held_by(seat, sheet.holder)]
        if not same_holder:
            mine = mine or [seat for seat in seats if seat.lead is None or sheet.holder is None]
            if not mine and seats:
                name = seats[0].lead.name if seats[0].lead else ""
                post.reason = _("Diese Stelle hat schon %(name)s. Bitte ändern Sie das im Organigramm.", name=name)
        if mine:
            post.seat = mine[0]
            taken.add(mine[0].post.id)

    def _finish(self, post: PlannedPost) -> None:
        if post.reason:
            post.state = State.REJECTED
            return
        sheet, seat = post.sheet, post.seat
        if sheet.holder and (seat is None or seat.lead is None):
            post.holder = self._person(sheet.row, sheet.holder)
        if sheet.deputy and (seat is None or seat.deputy is None):
            post.deputy = self._person(sheet.row, sheet.deputy)
        if seat is not None:
            hours = sheet.hours is not None and sheet.hours != seat.post.hours_per_week
            post.state = State.CHANGED if hours or post.holder or post.deputy else State.SAME

    def _person(self, row: int, named: Named) -> PlannedPerson:
        key = fold(named.name)
        if key not in self.people:
            self.people[key] = planned = PlannedPerson(row, named)
            found = self.board.people_called(named.name)
            planned.person = found[0] if found else self.board.similar_person(named.name, named.family_name)
            if len(found) == 1:
                planned.state = State.SAME
            elif planned.person:
                planned.state = self._decide_person(planned)
        return self.people[key]

    def _decide_person(self, planned: PlannedPerson) -> State:
        states = {Decision.SAME: State.SAME, Decision.NEW: State.NEW, Decision.SKIP: State.REJECTED}
        chosen = self.decided.get(planned.key, "")
        return states[Decision(chosen)] if chosen in states else State.DOUBTFUL


def _on_board(above: PlannedUnit | Unit | None) -> Unit | None:
    if isinstance(above, PlannedUnit):
        return above.unit if above.state in {State.SAME, State.CHANGED} else None
    return above


def _name(above: PlannedUnit | Unit) -> str:
    return above.sheet.name if isinstance(above, PlannedUnit) else above.name


def _fits(seat: Seat, sheet: SheetPost) -> bool:
    return fold(seat.post.title) == fold(sheet.title) or (sheet.is_head and bool(seat.post.is_head))


def _held_by(seat: Seat, holder: Named | None) -> bool:
    return bool(seat.lead and holder and fold(seat.lead.name) == fold(holder.name))
