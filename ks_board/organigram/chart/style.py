"""How the picture looks: one ink for each role, the type sizes, the paper, and the words that stand in it.

An ink is a colour that nothing else uses. The SVG gives every shape a class after its ink (`og-f-paper`, `og-s-edge`),
so that organigram.css can recolour it for the dark screen; a downloaded file shows the colours given here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, unique
from typing import Protocol

from ks_board.organigram.tree import Counts

FONT = "Fira Sans,Helvetica,Arial,sans-serif"

TITLE, SUBTITLE, NAME, TEXT, SMALL = 24, 12, 11, 10, 9
"""Type sizes in points; SMALL is the smallest there is."""

LEGIBLE = 7
"""No text on paper may be smaller, in points."""


@unique
class Ink(StrEnum):
    """The colours of a downloaded or printed picture, by role."""

    TEXT = "#1b2733"
    MUTED = "#51606e"
    EDGE = "#8c99a6"
    RULE = "#d5dce3"
    WIRE = "#66788a"
    PAPER = "#ffffff"
    FRAME = "#f6f8fa"
    TOWN = "#1f3d5c"
    ON_TOWN = "#fefefe"
    OFFICE = "#dfe9f3"
    COUNCIL = "#f1e8d6"
    DISTRICT = "#dfecdc"
    CIVIC = "#ebe4f1"
    FILLED = "#2b6a70"
    DEPUTY = "#7a5a00"
    HATCH = "#fdf3d2"
    VACANT = "#a3281f"
    GAP = "#fffdfd"


TINTS: Mapping[str, Ink] = {
    "town": Ink.OFFICE,
    "council": Ink.COUNCIL,
    "committee": Ink.COUNCIL,
    "district": Ink.DISTRICT,
    "association": Ink.CIVIC,
    "initiative": Ink.CIVIC,
}
"""The tint of a unit's head line by kind; every other kind is part of the administration."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet across with a margin all round, in points."""

    name: str
    width: float
    height: float
    margin: float = 28.35

    def scale(self, width: float, height: float) -> float:
        """Return by how much a picture of this size grows or shrinks to fill the sheet."""
        return min((self.width - 2 * self.margin) / width, (self.height - 2 * self.margin) / height)


A4 = Paper("a4", 841.89, 595.28)
A3 = Paper("a3", 1190.55, 841.89)
A2 = Paper("a2", 1683.78, 1190.55)


class Links(Protocol):
    """Where the picture's links lead: own paths that start with a slash, or None for no link."""

    def unit(self, ref: str) -> str | None:
        """Return the path of a unit's page."""

    def post(self, ref: str) -> str | None:
        """Return the path of a post's page."""

    def responsibility(self, ref: str) -> str | None:
        """Return the path of a responsibility's page."""


@dataclass(frozen=True, slots=True)
class Words:
    """Every word in the picture, in the viewer's language; kinds are mapped from their names in the data."""

    language: str
    organigram: str
    as_of: Callable[[date], str]
    other_day: str
    until: Callable[[date], str]
    filled: Callable[[int], str]
    deputy_only: Callable[[int], str]
    vacant: Callable[[int], str]
    legend_title: str
    legend: tuple[str, str, str]
    total: str
    lead: str
    deputy: str
    taken: str
    missing: str
    nobody: str
    only_deputy: str
    units: Callable[[int], str]
    tasks: Callable[[int], str]
    more: Callable[[int], str]
    kind: Mapping[str, str]
    kinds: Mapping[str, str]
    post_kind: Mapping[str, str]
    posts: str
    responsibilities: str
    others: str
    summary: Callable[[str, Counts], str]
