"""What one viewer may see of the town on one day: plain values that the picture and the list are drawn from.

Names that the viewer may not read are not in here, so neither a picture nor its cache can hold them.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal, Self

_DIGITS = re.compile(r"([0-9]{1,9})")


class PostState(StrEnum):
    """Whether somebody holds a post; always derived from its holders."""

    FILLED = "filled"
    DEPUTY_ONLY = "deputy_only"
    VACANT = "vacant"


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with a current appointment; `name` is None if this viewer may not read it."""

    name: str | None
    kind: Literal["lead", "deputy"]
    until: date | None = None


def leads(holders: Sequence[Holder]) -> tuple[Holder, ...]:
    """Return the holders that lead."""
    return tuple(holder for holder in holders if holder.kind == "lead")


def deputies(holders: Sequence[Holder]) -> tuple[Holder, ...]:
    """Return the holders that stand in."""
    return tuple(holder for holder in holders if holder.kind == "deputy")


@dataclass(frozen=True, slots=True)
class PostNode:
    """A seat in a unit."""

    ref: str
    title: str
    kind: str
    is_head: bool = False
    holders: tuple[Holder, ...] = ()

    @property
    def state(self) -> PostState:
        """Filled with a current lead, else deputy only with a current deputy, else vacant."""
        if leads(self.holders):
            return PostState.FILLED
        return PostState.DEPUTY_ONLY if self.holders else PostState.VACANT


@dataclass(frozen=True, slots=True)
class ResponsibilityNode:
    """A lasting duty of a unit."""

    ref: str
    title: str
    holders: tuple[Holder, ...] = ()

    @property
    def has_lead(self) -> bool:
        """Tell whether somebody leads."""
        return bool(leads(self.holders))

    @property
    def has_deputy(self) -> bool:
        """Tell whether somebody stands in."""
        return bool(deputies(self.holders))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many units, and posts by state, a unit or a branch has."""

    units: int = 0
    filled: int = 0
    deputy_only: int = 0
    vacant: int = 0

    def __add__(self, other: Self) -> "Counts":
        return Counts(
            self.units + other.units,
            self.filled + other.filled,
            self.deputy_only + other.deputy_only,
            self.vacant + other.vacant,
        )

    @property
    def posts(self) -> int:
        """Return the number of posts in any state."""
        return self.filled + self.deputy_only + self.vacant


@dataclass(frozen=True, slots=True)
class UnitNode:
    """A box of the organigram. What it holds is kept in a stable order, whatever order it is given in.

    `own` counts the unit itself, `branch` also everything below it; both are worked out once, from below,
    so that a very deep tree needs no recursion.
    """

    ref: str
    name: str
    short_name: str | None
    kind: str
    posts: tuple[PostNode, ...] = ()
    responsibilities: tuple[ResponsibilityNode, ...] = ()
    children: tuple["UnitNode", ...] = ()
    folded: tuple["UnitNode", ...] = ()
    """Children that are counted but not drawn."""
    own: Counts = field(init=False, repr=False, compare=False)
    branch: Counts = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        put = object.__setattr__  # The class is frozen for everybody else.
        put(self, "posts", tuple(sorted(self.posts, key=lambda p: (not p.is_head, natural_key(p.title), p.ref))))
        put(self, "responsibilities", tuple(sorted(self.responsibilities, key=lambda r: (natural_key(r.title), r.ref))))
        put(self, "children", tuple(sorted(self.children, key=_unit_key)))
        put(self, "own", _count(self.posts))
        put(self, "branch", sum((child.branch for child in (*self.children, *self.folded)), self.own))

    @property
    def head(self) -> PostNode | None:
        """Return the post that leads the unit, if it has one."""
        return self.posts[0] if self.posts and self.posts[0].is_head else None

    def below(self) -> Iterator[tuple[int, "UnitNode"]]:
        """Yield every unit below this one with its depth, parents first, in the order of the list."""
        stack = [(0, child) for child in reversed(self.children)]
        while stack:
            depth, unit = stack.pop()
            yield depth, unit
            stack.extend((depth + 1, child) for child in reversed(unit.children))


@dataclass(frozen=True, slots=True)
class Town:
    """The whole town on one day. `other_day` marks a day that is not today: the picture then says so."""

    name: str
    on: date
    roots: tuple[UnitNode, ...]
    other_day: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "roots", tuple(sorted(self.roots, key=lambda u: (u.kind != "town", *_unit_key(u)))))

    @property
    def counts(self) -> Counts:
        """Count the whole town."""
        return sum((root.branch for root in self.roots), Counts())

    def find(self, ref: str) -> tuple[UnitNode, ...]:
        """Return the path from a root down to the unit with this ref; empty if there is none on this day."""
        for root in self.roots:
            path = [root]
            for depth, unit in [(-1, root), *root.below()]:
                path = [*path[: depth + 1], unit]
                if unit.ref == ref:
                    return tuple(path)
        return ()


def natural_key(text: str) -> tuple[tuple[int, int | str], ...]:
    """Sort as people do: numbers by value, ä beside a, capitals like small letters."""
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return tuple((0, int(part)) if index % 2 else (1, part) for index, part in enumerate(_DIGITS.split(plain)) if part)


def _unit_key(unit: UnitNode) -> tuple[tuple[tuple[int, int | str], ...], ...]:
    """Units with an office number come first, by number; the others follow by name."""
    short = unit.short_name or ""
    return natural_key(short if short[:1].isdigit() else unit.name), natural_key(unit.name), natural_key(unit.ref)


def _count(posts: Sequence[PostNode]) -> Counts:
    states = [post.state for post in posts]
    return Counts(
        1, states.count(PostState.FILLED), states.count(PostState.DEPUTY_ONLY), states.count(PostState.VACANT)
    )
