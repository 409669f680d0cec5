"""Conditions that count appointments, assignments, uses or decisions: what must hold of those on a day."""

from collections.abc import Iterable, Sequence

from ks_board.gaps.conditions_people import HOURS_TOLERANCE
from ks_board.gaps.conditions_town import CONSENSUS, ENABLING
from ks_board.gaps.rules import Rule, days_before
from ks_board.gaps.spells import Holds, Spell
from ks_board.organigram.models import AppointmentKind

LEAD, DEPUTY = AppointmentKind.LEAD.value, AppointmentKind.DEPUTY.value
ASSIGNMENT, OFFER = "assignment", "offer"


def how_many(spells: Iterable[Spell], role: str) -> int:
    """Count the spells of a role."""
    return sum(spell.role == role for spell in spells)


def shifted(rule: Rule, spells: Sequence[Spell]) -> Sequence[Spell]:
    """Return the spells as the rule counts them: for thanks only what lasts as long as the threshold says."""
    if rule.condition != "person-no-thanks":
        return spells
    begun = [spell for spell in spells if spell.first]
    return [Spell(s.role, days_before(s.first, -rule.threshold), s.last, s.weight) for s in begun if s.first]


COUNTED: dict[str, Holds] = {
    "post-vacant": lambda now: how_many(now, LEAD) == 0,
    "responsibility-no-holder": lambda now: how_many(now, LEAD) == 0,
    "responsibility-no-deputy": lambda now: how_many(now, LEAD) > 0 and how_many(now, DEPUTY) == 0,
    "responsibility-two-leads": lambda now: how_many(now, LEAD) > 1,
    "task-unfilled": lambda now: how_many(now, ASSIGNMENT) == 0,
    "task-one-person": lambda now: how_many(now, ASSIGNMENT) == 1,
    "person-no-channel": lambda now: how_many(now, ASSIGNMENT) > 0,
    "person-no-thanks": lambda now: how_many(now, ASSIGNMENT) > 0,
    "person-overloaded": lambda now: sum(spell.weight for spell in now) > HOURS_TOLERANCE,
    "diaspora-not-asked": lambda now: how_many(now, ASSIGNMENT) == 0,
    "pot-decided-elsewhere": lambda now: len(now) > 0,
    "enabling-decision-missing": lambda now: how_many(now, ENABLING) == 0,
    "consensus-paper-missing": lambda now: how_many(now, CONSENSUS) == 0,
}
