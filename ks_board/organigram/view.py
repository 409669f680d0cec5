"""What a picture of the organigram shows and to whom, and where its links lead."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from ks_board.core.errors import NotFound
from ks_board.organigram.chart.detail import USUAL_LAYERS, Detail, Layer
from ks_board.organigram.compare import Comparison, compare
from ks_board.organigram.fold import fold
from ks_board.organigram.models import UnitKind
from ks_board.organigram.queries import load_town
from ks_board.organigram.svg import Handle, Spot
from ks_board.organigram.tree import Town, UnitNode
from ks_board.town.queries import town_name
from ks_board.town.version import data_version

MOST_FOLDED = 60
_TO_LIST = "m0,2h1m2,0h7m-10,3h1m2,0h7m-10,3h1m2,0h7"
_SHUT, _OPEN = "h10v10h-10zm2,5h6", "h10v10h-10zm2,5h6m-3,-3v6"
_NOT_IN_ID = re.compile(r"[^\w-]")


@dataclass(frozen=True)
class View:
    """What a picture shows, and to whom; two equal views of the same data are the same picture."""

    on: date
    today: date
    unit: str | None
    is_poster: bool
    sees_names: bool
    language: str
    layers: frozenset[Layer] = USUAL_LAYERS
    folded: tuple[str, ...] = ()
    until: date | None = None
    """The later of two days that are compared."""
    tasks: tuple[tuple[str, int], ...] = ()
    """How many tasks each unit has open, if that is to be shown."""
    paper: str | None = None
    """The paper that is wished for; without a wish it is the smallest on which everything can be read."""
    is_embedded: bool = False
    """Stands in a frame of another site, where there is neither list nor form to jump to."""

    @property
    def other_day(self) -> date | None:
        """Return the day if it is not today."""
        return self.on if self.on != self.today else None

    @property
    def is_usual(self) -> bool:
        """Tell whether many ask for this view; every other one is made of somebody's own choices."""
        return self.layers == USUAL_LAYERS and not (self.folded or self.until or self.tasks)

    @property
    def detail(self) -> Detail:
        """Return what is shown beside units."""
        return Detail(self.layers, dict(self.tasks))

    @cached_property
    def key(self) -> str:
        """Name the view and the state of the data: a kept picture is found by it without reading the town."""
        parts = {each.name: getattr(self, each.name) for each in fields(self)}
        parts |= {"today": self.other_day is None, "layers": sorted(self.layers)}
        return hashlib.sha256(repr((data_version(), parts)).encode()).hexdigest()

    @cached_property
    def town(self) -> Town:
        """Read the town as this viewer may see it."""
        return self._town(self.on, other_day=self.other_day is not None)

    @cached_property
    def later(self) -> Town:
        """Read the town on the later of two days."""
        return self._town(self.until or self.on, other_day=True)

    @cached_property
    def comparison(self) -> Comparison:
        """Compare both days."""
        return compare(self.town, self.later)

    def drawn(self) -> Town:
        """Return the town with its folded branches; the unit that is shown stays open."""
        return fold(self.town, {*self.folded} - {unit.ref for unit in self.path()})

    def path(self) -> tuple[UnitNode, ...]:
        """Return the way down to the unit; raise NotFound if it does not exist on this day."""
        if self.unit is None:
            return ()
        if not (found := self.town.find(self.unit)):
            raise NotFound(_("Diese Einheit gibt es an diesem Tag nicht."))
        return found

    def address(self, **changed: Any) -> str:
        """Return the page of this view, with some parts of its address changed."""
        return url_for("organigram.page", **{**self.parameters, **changed})

    @property
    def parameters(self) -> dict[str, Any]:
        """Return what names this view in an address; what is usual is left out."""
        chosen = self.layers != USUAL_LAYERS
        return {
            "einheit": self.unit,
            "am": self.other_day,
            "mit": self.until,
            "zeigt": ["einheiten", *sorted(self.layers)] if chosen else None,
            "zu": ",".join(self.folded) or None,
        }

    def _town(self, on: date, *, other_day: bool) -> Town:
        return load_town(town_name(), on, sees_names=self.sees_names, other_day=other_day)


class PageLinks:
    """Where the picture's links lead: each thing's own page."""

    def __init__(self, view: View) -> None:
        self.day = view.other_day

    def unit(self, ref: str) -> str:
        """Return the address of the unit's page."""
        return url_for("organigram.unit", ref=ref, am=self.day)

    def post(self, ref: str) -> str:
        """Return the address of the post's page."""
        return url_for("organigram.post", ref=ref, am=self.day)

    def responsibility(self, ref: str) -> str:
        """Return the address of the responsibility's page."""
        return url_for("organigram.responsibility", ref=ref, am=self.day)


def anchor(where: str, ref: str) -> str:
    """Return the id of a unit's box (`bild`) or entry (`eintrag`); ids may not hold blanks."""
    return f"{where}-{_NOT_IN_ID.sub('_', ref)}"


def spots(view: View, town: Town) -> dict[str, Spot]:
    """Return the id of each unit's box and the signs in it, by the link of the box."""
    links, open_ = PageLinks(view), {unit.ref for unit in (*town.roots[:1], *view.path())}
    units = [unit for root in town.roots for unit in (root, *(each for _depth, each in root.below()))]
    return {
        links.unit(unit.ref): Spot(
            anchor("bild", unit.ref), () if view.is_embedded else tuple(_handles(unit, view, open_))
        )
        for unit in units
    }


def _handles(unit: UnitNode, view: View, always_open: set[str]) -> Iterator[Handle]:
    if unit.kind != UnitKind.TOWN:  # Its box is dark, and its entry is the first.
        yield Handle(f"#{anchor('eintrag', unit.ref)}", _("In der Liste: %(name)s", name=unit.name), _TO_LIST)
    shut, links = {*view.folded}, PageLinks(view)
    if unit.folded:
        there = view.address(zu=_refs(shut - {unit.ref}), _anchor=anchor("bild", unit.ref))
        yield Handle(there, _("Ausklappen: %(name)s", name=unit.name), _OPEN)
    elif unit.children and unit.ref not in always_open and not view.until:
        there = view.address(zu=_refs({*shut, unit.ref}), _anchor=anchor("bild", unit.ref))
        inner = frozenset(links.unit(child.ref) for child in unit.children)
        yield Handle(there, _("Einklappen: %(name)s", name=unit.name), _SHUT, inner)


def _refs(refs: set[str]) -> str | None:
    return ",".join(sorted(refs)[:MOST_FOLDED]) or None
