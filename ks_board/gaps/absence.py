"""Who and what is thought away: people, units and pots, read from the refs that somebody wrote."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import String, cast, func, literal, select, union_all

from ks_board.core.db import db
from ks_board.fund.models import Pot
from ks_board.gaps.models import SubjectKind
from ks_board.gaps.queries import Ended
from ks_board.organigram.in_force import has_not_left
from ks_board.organigram.models import Unit
from ks_board.people.models import Person

MOST_REFS = 20
"""More is another town, not a question about this one."""


class Part(NamedTuple):
    """One person, unit or pot that is thought away."""

    kind: SubjectKind
    id: int
    ref: str
    name: str


@dataclass(frozen=True, slots=True)
class Absence:
    """What is thought away together."""

    parts: tuple[Part, ...] = ()

    @property
    def people(self) -> frozenset[int]:
        """Ids of people who are treated as if they had left the day before."""
        return self._ids(SubjectKind.PERSON)

    @property
    def ended(self) -> Ended:
        """Units and pots that are treated as if they had been valid until the day before."""
        return Ended(self._ids(SubjectKind.UNIT), self._ids(SubjectKind.POT))

    @property
    def refs(self) -> tuple[str, ...]:
        """The refs, as they were asked for."""
        return tuple(part.ref for part in self.parts)

    def _ids(self, kind: SubjectKind) -> frozenset[int]:
        return frozenset(part.id for part in self.parts if part.kind is kind)


def split_refs(text: str) -> list[str]:
    """Return the different refs of a list with commas, in its order."""
    return list(dict.fromkeys(ref for ref in (piece.strip() for piece in text.split(",")) if ref))


def find_parts(refs: Iterable[str]) -> list[Part]:
    """Return what has these refs, in their order; unknown ones are missing, and a ref of two things is there twice."""
    wanted = {ref: place for place, ref in enumerate(refs)}
    columns = {
        SubjectKind.PERSON: (Person, Person.given_name + " " + Person.family_name),
        SubjectKind.UNIT: (Unit, Unit.name),
        SubjectKind.POT: (Pot, Pot.name),
    }
    rows = db.session.execute(union_all(*(_named(kind, *what, wanted) for kind, what in columns.items())))
    parts = [Part(SubjectKind(row.kind), row.id, row.ref, row.name) for row in rows]
    return sorted(parts, key=lambda part: wanted[part.ref])


def list_parts() -> list[Part]:
    """Return all units and pots."""
    units = [Part(SubjectKind.UNIT, *row) for row in db.session.execute(select(Unit.id, Unit.ref, Unit.name))]
    return units + [Part(SubjectKind.POT, *row) for row in db.session.execute(select(Pot.id, Pot.ref, Pot.name))]


def is_half_the_town(absence: Absence, on: date) -> bool:
    """Tell whether more than half of the people of a day are thought away; one person always may be."""
    people = len(absence.people)
    all_ = db.session.scalar(select(func.count()).select_from(Person).where(has_not_left(on))) or 0
    return people > 1 and people * 2 > all_


def still_here(absence: Absence, on: date) -> Absence:
    """Leave out the people who have left by the day: nothing hangs on them any more."""
    here = set(db.session.scalars(select(Person.id).where(Person.id.in_(absence.people), has_not_left(on))))
    kept = (part for part in absence.parts if part.kind is not SubjectKind.PERSON or part.id in here)
    return Absence(tuple(kept))


def _named(kind: SubjectKind, model: Any, name: Any, refs: Iterable[str]) -> Any:
    columns = literal(kind.value).label("kind"), model.id, model.ref, cast(name, String).label("name")
    return select(*columns).where(model.ref.in_(list(refs)))
