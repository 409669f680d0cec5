"""Trees made from trees: branches folded away, and two days as one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from ks_board.organigram.tree import Town, UnitNode


def fold(town: Town, refs: Collection[str]) -> Town:
    """Return the town with these branches folded: still counted, but not drawn. The first root stays open."""
    if not refs or not town.roots:
        return town
    closed = {*refs} - {town.roots[0].ref}
    nodes = {unit.ref: unit for root in town.roots for unit in (root, *(each for _, each in root.below()))}
    below = {ref: [child.ref for child in unit.children] for ref, unit in nodes.items()}
    return replace(town, roots=_built([root.ref for root in town.roots], nodes, below, closed))


def merge(before: Town, after: Town) -> Town:
    """Return the later town with the units that end until then, each where it was."""
    old, new = _flat(before), _flat(after)
    nodes = {ref: unit for ref, (unit, _above) in {**old, **new}.items()}
    roots: list[str] = []
    below: dict[str, list[str]] = {ref: [] for ref in nodes}
    for ref, (_unit, above) in {**old, **new}.items():
        (roots if above is None else below[above]).append(ref)
    return replace(after, roots=_built(roots, nodes, below, frozenset()))


def _flat(town: Town) -> dict[str, tuple[UnitNode, str | None]]:
    """Return each unit with the ref of the one above it."""
    flat: dict[str, tuple[UnitNode, str | None]] = {root.ref: (root, None) for root in town.roots}
    waiting = [*town.roots]
    while waiting:
        unit = waiting.pop()
        flat.update((child.ref, (child, unit.ref)) for child in unit.children)
        waiting.extend(unit.children)
    return flat


def _built(
    roots: Sequence[str], nodes: Mapping[str, UnitNode], below: Mapping[str, Sequence[str]], closed: Collection[str]
) -> tuple[UnitNode, ...]:
    """Build the nodes anew from the leaves up, without recursion: trees may be very deep."""
    order = [*roots]
    for ref in order:  # Grows while it runs: parents stand before their children.
        order.extend(below[ref])
    done: dict[str, UnitNode] = {}
    for ref in reversed(order):
        children = tuple(done[child] for child in below[ref])
        shut = ref in closed
        done[ref] = replace(nodes[ref], children=() if shut else children, folded=children if shut else ())
    return tuple(done[ref] for ref in roots)
