"""Woran hängt die Stadt? Which gaps open and close without each single person or pot, of all of them in one pass."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select

from ks_board.core.db import db
from ks_board.fund.models import Pot
from ks_board.gaps.condition import bound_days
from ks_board.gaps.hanging import HANGING, select_hanging
from ks_board.gaps.models import SubjectKind
from ks_board.gaps.queries import bound_values
from ks_board.gaps.rulebook import list_rules
from ks_board.gaps.rules import SEVERITIES, Rule
from ks_board.people.models import Person

Subject = tuple[Rule, int]
Tell = Callable[[int], None]


class Keeper(NamedTuple):
    """On whom or what something hangs: a person or a pot, with its id."""

    kind: SubjectKind
    id: int


@dataclass(slots=True)
class Loss:
    """What is different without one person or pot: rules with the ids of their subjects."""

    opened: list[Subject] = field(default_factory=list)
    closed: list[Subject] = field(default_factory=list)

    @property
    def severities(self) -> Counter[int]:
        """How many gaps of each severity open."""
        return Counter(rule.severity for rule, _subject in self.opened)


class Ranked(NamedTuple):
    """A person or pot in the ranking."""

    kind: SubjectKind
    ref: str
    name: str
    opened: tuple[int, ...]
    """How many gaps open, of severity 3, 2 and 1."""


def find_losses(on: date, *, tell: Tell = lambda done: None) -> dict[Keeper, Loss]:
    """Return what opens and closes on a day without each person or pot; one statement a rule, whatever the town.

    It equals what `find_gaps` without this one says. `tell` hears of each rule that is done.
    """
    rules = [rule for rule in list_rules() if rule.enabled and rule.condition in HANGING]
    values = bound_values(rules, on)
    losses: dict[Keeper, Loss] = defaultdict(Loss)
    for rule in rules:
        # The SELECT is the condition's; several rules may ask it, each with its own threshold.
        own = bound_days(replace(rule, ref=rule.condition), on)
        for row in db.session.execute(select_hanging(rule.condition), values | own):
            loss = losses[_keeper(row)]
            (loss.opened if row.opens else loss.closed).append((rule, row.subject_id))
        tell(1)
    return dict(losses)


def rank(losses: Mapping[Keeper, Loss], *, most: int) -> list[Ranked]:
    """Return those whose loss opens most severe gaps, the most first; two statements for the names."""
    opened = {keeper: _by_severity(loss) for keeper, loss in losses.items() if loss.opened}
    first = sorted(opened, key=lambda keeper: (*(-number for number in opened[keeper]), *keeper))[:most]
    names = _names(first)
    return [Ranked(keeper.kind, *names[keeper], opened[keeper]) for keeper in first]


def _keeper(row: Any) -> Keeper:
    if row.pot_id is None:
        return Keeper(SubjectKind.PERSON, row.person_id)
    return Keeper(SubjectKind.POT, row.pot_id)


def _by_severity(loss: Loss) -> tuple[int, ...]:
    counts = loss.severities
    return tuple(counts[severity] for severity in SEVERITIES)


def _names(keepers: Sequence[Keeper]) -> dict[Keeper, tuple[str, str]]:
    """Return ref and name of each."""
    people = select(Person.id, Person.ref, (Person.given_name + " " + Person.family_name).label("name"))
    pots = select(Pot.id, Pot.ref, Pot.name)
    return _named(SubjectKind.PERSON, people, Person.id, keepers) | _named(SubjectKind.POT, pots, Pot.id, keepers)


def _named(kind: SubjectKind, query: Any, key: Any, keepers: Iterable[Keeper]) -> dict[Keeper, tuple[str, str]]:
    ids = [keeper.id for keeper in keepers if keeper.kind is kind]
    return {Keeper(kind, row.id): (row.ref, row.name) for row in db.session.execute(query.where(key.in_(ids)))}
