"""Find units, posts, responsibilities and people in the tree that a viewer may see."""

from collections.abc import Iterator
from dataclasses import dataclass

from ks_board.core.text import fold, words
from ks_board.organigram.tree import Holder, Town, UnitNode

MOST = 50


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: its endpoint's name, ref and title, the unit it belongs to or is, and its holders' names."""

    kind: str
    ref: str
    title: str
    unit: str | None
    unit_ref: str
    holders: tuple[str, ...]


def search(town: Town, query: str) -> list[Hit]:
    """Return what holds every word of the query in its title, its unit or the names of its holders."""
    wanted = words(query)
    if not wanted:
        return []
    found = (hit for hit, text in _all(town) if all(word in text for word in wanted))
    return [hit for hit, _ in zip(found, range(MOST), strict=False)]


def _all(town: Town) -> Iterator[tuple[Hit, str]]:
    """Yield everything that can be found, each with its folded text."""
    for root in town.roots:
        for unit in (root, *(unit for _depth, unit in root.below())):
            yield Hit("unit", unit.ref, unit.name, None, unit.ref, ()), fold(f"{unit.name} {unit.short_name or ''}")
            for post in unit.posts:
                yield _held("post", post.ref, post.title, unit, post.holders)
            for duty in unit.responsibilities:
                yield _held("responsibility", duty.ref, duty.title, unit, duty.holders)


def _held(kind: str, ref: str, title: str, unit: UnitNode, holders: tuple[Holder, ...]) -> tuple[Hit, str]:
    names = tuple(holder.name for holder in holders if holder.name)
    return Hit(kind, ref, title, unit.name, unit.ref, names), fold(" ".join((title, unit.name, *names)))
