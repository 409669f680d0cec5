"""All conditions by the ref of their rule, in the order of the built-in pack."""

from ks_board.gaps import conditions_people, conditions_structure, conditions_tasks, conditions_town
from ks_board.gaps.condition import Condition, conditions_in
from ks_board.gaps.rules import built_in

_MODULES = (conditions_town, conditions_structure, conditions_tasks, conditions_people)
_WRITTEN = {condition.rule_ref: condition for module in _MODULES for condition in conditions_in(module)}

REGISTRY: dict[str, Condition] = {ref: _WRITTEN[ref] for ref in built_in() if ref in _WRITTEN}
