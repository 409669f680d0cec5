"""The tables of the town folder as the coordination sees them: address, permission, shown columns, how a row ends."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import Column, inspect

from ks_board.core.db import Base
from ks_board.exchange.files import FILES, TownFile
from ks_board.gaps.models import MeasureStatus
from ks_board.permissions import Permission
from ks_board.tandems.models import TandemStatus
from ks_board.tasks.models import TaskStatus
from ks_board.town.look import LOGO
from ks_board.town.version import DATA_VERSION

POTS = "pot_ids"
"""The pots of a task: no column, but rows of their own."""


@dataclass(frozen=True)
class Ending:
    """How a row ends: the column of its last day, and what else becomes of it."""

    day: str
    sets: dict[str, Any] = field(default_factory=dict)
    asks_result: bool = False


@dataclass(frozen=True, eq=False)
class RecordTable:
    """One table; columns are named as in the database."""

    slug: str
    name: str
    """Of the file of the town folder."""
    names: tuple[str, ...]
    """The columns that make up what a row is called; the search looks into them."""
    shown: tuple[str, ...]
    """The further columns of the list."""
    permission: Permission = Permission.TOWN_EDIT
    ending: Ending | None = None
    may_add: bool = True
    may_change: bool = True
    may_delete: bool = True
    key: str = "ref"
    hidden: frozenset[str] = frozenset()
    """Keys of rows that the board keeps for itself."""
    fixed: frozenset[str] = frozenset()
    """Columns that are set once and for all."""

    @property
    def file(self) -> TownFile:
        """The file of the town folder."""
        return FILES[self.name]

    @cached_property
    def model(self) -> type[Base]:
        """The model of the table."""
        models = (mapper.class_ for mapper in Base.registry.mappers)
        return next(model for model in models if model.__table__ is self.file.table)

    @cached_property
    def columns(self) -> tuple[Column[Any], ...]:
        """The columns that people fill in."""
        stored = {column.stored for column in self.file.columns} | {"post_id", "responsibility_id"}
        table: Any = self.file.table
        return tuple(c for c in table.columns if c.name in stored and c.name != "ref" and c.name not in self.fixed)

    def attribute(self, column: str) -> str:
        """Return the attribute of the model that a column has; a form field is called the same."""
        return str(inspect(self.model).get_property_by_column(self.file.table.c[column]).key)


_EDIT, _TASKS, _PAIRS = Permission.ORGANIGRAM_EDIT, Permission.TASK_MANAGE, Permission.TANDEM_MANAGE
_PACK: dict[str, Any] = {"may_add": False, "may_delete": False}
"""Rows of the built-in pack: they are changed, but neither made nor removed."""
_TABLES = (
    RecordTable(
        *("menschen", "people", ("given_name", "family_name"), ("phone", "email", "left_on")),
        *(Permission.PERSON_MANAGE, Ending("left_on")),
    ),
    RecordTable("einheiten", "units", ("name",), ("kind", "parent_id", "valid_until"), _EDIT, Ending("valid_until")),
    RecordTable("stellen", "posts", ("title",), ("unit_id", "kind", "funded_until"), _EDIT),
    RecordTable("zustaendigkeiten", "responsibilities", ("title",), ("unit_id", "kind", "area_id"), _EDIT),
    RecordTable(
        *("besetzungen", "appointments", (), ("person_id", "post_id", "responsibility_id", "kind", "until")),
        *(_EDIT, Ending("until")),
    ),
    RecordTable("orte", "places", ("name",), ("street", "owner_unit_id", "is_anchor")),
    RecordTable(
        *("aufgaben", "tasks", ("title",), ("unit_id", "status", "contact_person_id"), _TASKS),
        Ending("finished_on", {"status": TaskStatus.DONE}, asks_result=True),
    ),
    RecordTable(
        *("zusagen", "assignments", (), ("person_id", "task_id", "status", "until"), Permission.ASSIGNMENT_MANAGE),
        may_add=False,
        may_change=False,
        may_delete=False,
    ),
    RecordTable(
        *("tandems", "tandems", ("name",), ("task_id", "status", "last_contact_on"), _PAIRS),
        Ending("end", {"status": TandemStatus.ENDED}, asks_result=True),
    ),
    RecordTable(
        *("patenschaften", "sponsorships", (), ("person_id", "tandem_id", "offer", "last_contact_on"), _PAIRS),
        Ending("until"),
    ),
    RecordTable("toepfe", "budget_pots", ("name",), ("kind", "total_eur", "valid_until"), ending=Ending("valid_until")),
    RecordTable("antraege", "grants", ("title",), ("pot_id", "applied_on", "decision")),
    RecordTable(
        "beschluesse", "decisions", ("title",), ("kind", "decided_on", "valid_until"), ending=Ending("valid_until")
    ),
    RecordTable("ablaeufe", "procedures", ("title",), ("kind", "last_reviewed_on", "next_on")),
    RecordTable(
        "massnahmen",
        "measures",
        ("title",),
        ("owner_person_id", "status", "due_on"),
        ending=Ending("done_on", {"status": MeasureStatus.DONE}),
    ),
    RecordTable(
        *("nachrichten", "messages", ("subject",), ("kind", "received_on", "answered_on", "closed_on")),
        *(Permission.MESSAGE_READ, Ending("closed_on")),
    ),
    RecordTable("dank", "thanks", (), ("person_id", "task_id", "kind", "given_on")),
    RecordTable(
        *("antworten", "answers", (), ("question_id", "answer", "answered_on", "answered_by_id")),
        Permission.CHECKLIST_ANSWER,
        may_change=False,
        may_delete=False,
    ),
    RecordTable("felder", "areas", ("label_de",), ("label_en",)),
    RecordTable(
        *("fragen", "questions", ("ref", "text_de"), ("group", "number")),
        fixed=frozenset({"checklist_id"}),
        **_PACK,
    ),
    RecordTable(
        *("regeln", "rules", ("title_de",), ("question_id", "threshold_days", "enabled")),
        fixed=frozenset({"subject_kind", "condition_ref"}),
        **_PACK,
    ),
    RecordTable("schritte", "actions", ("text_de",), ("rule_id", "position", "kind")),
    RecordTable(
        *("einstellungen", "meta", ("key",), ("value",)),
        key="key",
        hidden=frozenset({DATA_VERSION, LOGO, "town_id"}),
        fixed=frozenset({"key"}),
    ),
)
TABLES = {table.slug: table for table in _TABLES}
BY_FILE = {table.name: table for table in _TABLES}
