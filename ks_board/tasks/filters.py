"""The filters of the board: each state is an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, literal, select, union, union_all

from ks_board.core.db import db
from ks_board.core.errors import BadParameter
from ks_board.core.i18n import language
from ks_board.core.params import choice_asked, text_asked
from ks_board.core.text import fold, like
from ks_board.organigram.models import Unit
from ks_board.tasks import search
from ks_board.tasks.models import LIVE_TASK, Task, TaskKind
from ks_board.town.models import Area, Place

MAX_OPTIONS = 200
"""More units or places than this make no list that anybody reads; the search finds the others by name."""


class Proof(StrEnum):
    """What one must show before a task; the values stand in addresses."""

    CERTIFICATE = "fuehrungszeugnis"
    LICENCE = "fahrerlaubnis"
    NEITHER = "keiner"


KINDS = {"einmal": TaskKind.SINGLE, "regelmaessig": TaskKind.RECURRING}
LISTS = {"feld": Task.area_id, "einheit": Task.unit_id, "ort": Task.place_id}
_PROOFS = frozenset(Proof)


@dataclass(frozen=True)
class Filters:
    """What is asked for; empty = everything."""

    chosen: Mapping[str, str]
    """The refs of area, unit and place by their names in the address."""
    kind: str = ""
    proof: str = ""
    remote: bool = False
    query: str = ""

    @property
    def search(self) -> search.Search:
        """The search text, taken apart."""
        return search.read(self.query)

    @property
    def parameters(self) -> dict[str, str]:
        """The address of this state, without what is empty."""
        home = "1" if self.remote else ""
        asked = {"q": self.query, **self.chosen, "art": self.kind, "zuhause": home, "nachweis": self.proof}
        return {name: value for name, value in asked.items() if value}

    def address(self, path: str, **more: object) -> str:
        """Return the address of this state, with more parameters."""
        asked = urlencode(self.parameters | more)
        return f"{path}?{asked}" if asked else path


@dataclass(frozen=True)
class Options:
    """What the lists of the form offer, and the ids behind what was chosen."""

    offered: Mapping[str, list[tuple[str, str]]]
    ids: Mapping[str, int]


def filters_asked() -> Filters:
    """Read the filters from the address; BadParameter for a value that is no choice."""
    return Filters(
        {name: text_asked(name) for name in LISTS},
        choice_asked("art", frozenset(KINDS)) or "",
        choice_asked("nachweis", _PROOFS) or "",
        choice_asked("zuhause", frozenset({"1"})) is not None,
        text_asked("q"),
    )


def load_options(filters: Filters) -> Options:
    """Return areas, units and places with live tasks, and the chosen ones; BadParameter if one is unknown."""
    offered: dict[str, list[tuple[str, str]]] = {name: [] for name in LISTS}
    ids = {}
    for name, identity, ref, label in db.session.execute(_options(language()), filters.chosen):
        offered[name].append((ref, label))
        if ref == filters.chosen[name]:
            ids[name] = identity
    for name, ref in filters.chosen.items():
        if ref and name not in ids:
            raise BadParameter(_("„%(text)s“ steht bei „%(name)s“ nicht zur Wahl.", text=ref[:40], name=name))
        offered[name].sort(key=lambda option: _sort_key(option[1]))
    return Options(offered, ids)


def conditions(filters: Filters, ids: Mapping[str, int]) -> list[ColumnElement[bool]]:
    """Return what a task must be to stand on the board with these filters."""
    found: list[ColumnElement[bool]] = [Task.status.in_(LIVE_TASK)]
    found += [LISTS[name] == identity for name, identity in ids.items()]
    if filters.kind:
        found.append(Task.kind == KINDS[filters.kind])
    if filters.remote:
        found.append(Task.remote.is_(True))
    if filters.proof:
        found.append(_proof(Proof(filters.proof)))
    return found + [Task.search_text.like(like(word), escape="\\") for word in filters.search.words]


def _proof(proof: Proof) -> ColumnElement[bool]:
    match proof:
        case Proof.CERTIFICATE:
            return Task.certificate_required.is_(True)
        case Proof.LICENCE:
            return Task.licence_required.is_not(None)
        case Proof.NEITHER:
            return and_(Task.certificate_required.is_not(True), Task.licence_required.is_(None))


@lru_cache(maxsize=8)
def _options(spoken: str) -> Any:
    """Build the statement once: one for all three lists, so that a page asks the database only once."""
    labels = {"feld": Area.label_en if spoken == "en" else Area.label_de, "einheit": Unit.name, "ort": Place.name}
    return union_all(*(_list(name, label) for name, label in labels.items()))


def _list(name: str, label: Any) -> Select[Any]:
    model = label.class_
    columns = select(literal(name).label("name"), model.id, model.ref, label.label("label"))
    in_use = columns.where(exists().where(LISTS[name] == model.id, Task.status.in_(LIVE_TASK))).limit(MAX_OPTIONS)
    chosen = columns.where(model.ref == bindparam(name))
    return select(union(select(in_use.subquery()), chosen).subquery())


@lru_cache(maxsize=4096)
def _sort_key(label: str) -> str:
    return fold(label)
