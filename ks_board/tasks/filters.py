"""The filters of the board: each state is an address."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple
from urllib.parse import urlencode

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, literal, select, union_all

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
MODELS: dict[str, Any] = {"feld": Area, "einheit": Unit, "ort": Place}
IS_LIVE = Task.status.in_(LIVE_TASK)
_PROOFS = frozenset(Proof)


@dataclass(frozen=True)
class Filters:
    """What is asked for; empty = everything. Areas, units and places by their refs."""

    area: str = ""
    unit: str = ""
    place: str = ""
    kind: str = ""
    proof: str = ""
    remote: bool = False
    query: str = ""

    @property
    def refs(self) -> dict[str, str]:
        """What is chosen from the lists, by its name in the address."""
        return {"feld": self.area, "einheit": self.unit, "ort": self.place}

    @property
    def search(self) -> search.Search:
        """The search text, taken apart."""
        return search.read(self.query)

    @property
    def parameters(self) -> dict[str, str]:
        """The address of this state, without what is empty."""
        home = "1" if self.remote else ""
        asked = {"q": self.query, **self.refs, "art": self.kind, "zuhause": home, "nachweis": self.proof}
        return {name: value for name, value in asked.items() if value}

    @property
    def narrow(self) -> bool:
        """Is more asked for than a search text?"""
        return bool(self.parameters.keys() - {"q"})

    def address(self, path: str, **more: object) -> str:
        """Return the address of this state, with more parameters."""
        asked = urlencode(self.parameters | more)
        return f"{path}?{asked}" if asked else path


Option = tuple[str, str]
"""Ref and label."""

Chosen = tuple[tuple[str, int], ...]
"""Name in the address and id of what was chosen from the lists."""


class Options(NamedTuple):
    """What the lists of the form offer."""

    areas: tuple[Option, ...]
    units: tuple[Option, ...]
    places: tuple[Option, ...]


def filters_asked() -> Filters:
    """Read the filters from the address; BadParameter for a value that is no choice."""
    return Filters(
        area=text_asked("feld"),
        unit=text_asked("einheit"),
        place=text_asked("ort"),
        kind=choice_asked("art", frozenset(KINDS)) or "",
        proof=choice_asked("nachweis", _PROOFS) or "",
        remote=choice_asked("zuhause", frozenset({"1"})) is not None,
        query=text_asked("q"),
    )


def find_chosen(filters: Filters) -> Chosen:
    """Look up what was chosen from the lists; no statement if nothing was, BadParameter if it is unknown."""
    refs = {name: ref for name, ref in filters.refs.items() if ref}
    if not refs:
        return ()
    wanted = (
        select(literal(name).label("name"), MODELS[name].id).where(MODELS[name].ref == refs[name]) for name in refs
    )
    found = {row.name: row.id for row in db.session.connection().execute(union_all(*wanted))}
    for name, ref in refs.items():
        if name not in found:
            raise BadParameter(_("„%(text)s“ steht bei „%(name)s“ nicht zur Wahl.", text=ref[:40], name=name))
    return tuple(found.items())


def list_options(filters: Filters) -> Options:
    """Return areas, units and places with live tasks, and the chosen ones, which may have none."""
    offered: dict[str, dict[str, str]] = {name: {} for name in LISTS}
    for name, ref, label in db.session.connection().execute(_options(language()), filters.refs).all():
        offered[name][ref] = label
    return Options(*(tuple(sorted(found.items(), key=_sort_key)) for found in offered.values()))


def conditions(filters: Filters, chosen: Chosen) -> list[ColumnElement[bool]]:
    """Return what a task must be to stand on the board with these filters."""
    found: list[ColumnElement[bool]] = [IS_LIVE]
    found += [LISTS[name] == identity for name, identity in chosen]
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
    return union_all(*chain.from_iterable(_list(name, label) for name, label in labels.items()))


def _list(name: str, label: Any) -> tuple[Select[Any], Select[Any]]:
    """Select the one that is chosen, which may have no task, and those with live tasks."""
    model = MODELS[name]
    columns = select(literal(name), model.ref, label)
    in_use = columns.where(exists().where(LISTS[name] == model.id, Task.status.in_(LIVE_TASK))).limit(MAX_OPTIONS)
    return columns.where(model.ref == bindparam(name)), select(in_use.subquery())


@lru_cache(maxsize=4096)
def _sort_key(option: Option) -> str:
    return fold(option[1])
