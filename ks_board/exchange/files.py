"""The one declaration of the town folder: columns follow from the models, only what differs is said here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import Boolean, Date, Enum, Float, Integer, String, Table
from sqlalchemy import Column as ColumnOf

from ks_board.checklist.models import Answer, Checklist, Question
from ks_board.core.columns import LocalDateTime, TextList
from ks_board.core.db import Base
from ks_board.exchange import cells
from ks_board.exchange.cells import Cell
from ks_board.fund.models import Grant, Pot
from ks_board.gaps.calls_model import Call
from ks_board.gaps.models import GapDecision, Measure, Offer, Rule, RuleAction
from ks_board.messages.models import Message
from ks_board.organigram.models import Appointment, AppointmentTarget, Post, Responsibility, Unit
from ks_board.organigram.scenario_models import Scenario, ScenarioStep
from ks_board.people.models import Person
from ks_board.tandems.models import Agreement, Sponsorship, Tandem, Wish
from ks_board.tasks.catalogue import TaskTemplate
from ks_board.tasks.models import Assignment, AssignmentEntry, Task, Thanks
from ks_board.town.models import Area, Decision, Place, Procedure, TownSetting
from ks_board.town.packs import PackText

_MODELS: dict[str, type[Base]] = {
    "meta": TownSetting,
    "areas": Area,
    "questions": Question,
    "rules": Rule,
    "actions": RuleAction,
    "units": Unit,
    "places": Place,
    "posts": Post,
    "people": Person,
    "responsibilities": Responsibility,
    "appointments": Appointment,
    "tasks": Task,
    "assignments": Assignment,
    "tandems": Tandem,
    "sponsorships": Sponsorship,
    "budget_pots": Pot,
    "grants": Grant,
    "decisions": Decision,
    "procedures": Procedure,
    "measures": Measure,
    "messages": Message,
    "thanks": Thanks,
    "answers": Answer,
    "assignment_entries": AssignmentEntry,
    "agreements": Agreement,
    "wishes": Wish,
    "gap_decisions": GapDecision,
    "offers": Offer,
    "checklists": Checklist,
    "catalogue": TaskTemplate,
    "texts": PackText,
    "calls": Call,
    "scenarios": Scenario,
    "scenario_steps": ScenarioStep,
}
FURTHER = (
    "actions",
    "assignment_entries",
    "agreements",
    "wishes",
    "gap_decisions",
    "calls",
    "checklists",
    "catalogue",
    "texts",
    "offers",
    "scenarios",
    "scenario_steps",
)
"""Files beyond those of the reference, for what only the board itself notes; an export writes those that
hold more than the built-in pack."""
_HEADERS = {"ref": "id", "area_id": "area", "subject_ref": "subject_id", "condition_ref": "condition"}
_NOT_IN_FILES = {"id", "version", "live_key", "taken", "is_full", "next_at", "sort_at", "search_text"}
_REFS = ("ref", "subject_ref", "condition_ref")
_LEAST = {"severity": 1}
_MOST = {"severity": 3, "hours_per_week": 168, "hours_per_month": 744, "min_age": 120}
_CELLS: tuple[tuple[type, Callable[[Any], Cell]], ...] = (
    (TextList, lambda column: cells.list_cell()),
    (LocalDateTime, lambda column: cells.local_time_cell()),
    (Date, lambda column: cells.day_cell()),
    (Boolean, lambda column: cells.yes_no_cell()),
    (Float, lambda column: cells.number_cell(_MOST.get(column.name, cells.MOST))),
    (Integer, lambda column: cells.whole_cell(_LEAST.get(column.name, 0), _MOST.get(column.name, cells.MOST))),
    (Enum, lambda column: cells.one_of_cell(column.type.enum_class)),
    (String, lambda column: cells.text_cell(column.type.length)),
)
"""How a type of the database is written; the first that fits counts."""
SPANS = (("from", "until"), ("start", "end"), ("valid_from", "valid_until"), ("apply_from", "apply_until"))
BUILT_IN = ("areas", "questions", "rules", "actions")
IGNORED = ("expected_gaps.csv",)
LATER = frozenset({"action_en", "checklist_id", "condition", "contact", "enabled", "public"})
"""Columns that not every town folder has; an export leaves out those that are all empty."""


@dataclass(frozen=True)
class Column:
    """One column of a file; `name` is its header, `stored` the column of the table (none: several make it up)."""

    name: str
    cell: Cell
    required: bool
    stored: str | None
    target: str | None = None
    """The file in which a reference is looked up."""


@dataclass(frozen=True)
class TownFile:
    """One file of the town folder and its table."""

    name: str
    table: Table = field(repr=False)
    columns: tuple[Column, ...] = field(repr=False)

    @property
    def filename(self) -> str:
        """The name in the folder."""
        return f"{self.name}.csv"

    @cached_property
    def position(self) -> dict[str, int]:
        """Where a column stands in a row."""
        return {column.name: number for number, column in enumerate(self.columns)}

    @cached_property
    def references(self) -> tuple[tuple[int, str], ...]:
        """The positions of plain references, each with the file it leads to."""
        return tuple((number, column.target) for number, column in enumerate(self.columns) if column.target)


def _columns(name: str, table: Table) -> Iterator[Column]:
    for column in table.columns:
        match name, column.name:
            case _, skipped if skipped in _NOT_IN_FILES:
                continue
            case "meta", "key":
                yield Column("key", cells.ref_cell(), required=True, stored="key")
            case "texts", "ref":
                yield Column("id", cells.file_cell(), required=True, stored="ref")
            case "rules", "question_id":
                yield Column("question_id", cells.ref_or_every_cell(), True, "question_id", "questions")
            case "appointments", "post_id":
                yield Column("target_kind", cells.one_of_cell(AppointmentTarget), required=True, stored=None)
            case "appointments", "responsibility_id":
                yield Column("target_id", cells.ref_cell(), required=True, stored=None)
            case _:
                yield _plain(column)
        if (name, column.name) == ("tasks", "channels"):
            yield Column("pot_ids", cells.list_cell(), required=False, stored=None)


def _plain(column: ColumnOf[Any]) -> Column:
    required = not column.nullable and column.default is None
    target = next((_FILE_OF[key.column.table.name] for key in column.foreign_keys), None)
    return Column(_HEADERS.get(column.name, column.name), _cell(column), required, column.name, target)


def _cell(column: ColumnOf[Any]) -> Cell:
    if column.foreign_keys or column.name in _REFS:
        return cells.ref_cell()
    return next(make(column) for kind, make in _CELLS if isinstance(column.type, kind))


_TABLES: dict[str, Table] = {name: Base.metadata.tables[model.__tablename__] for name, model in _MODELS.items()}
_FILE_OF = {table.name: name for name, table in _TABLES.items()}
FILES: dict[str, TownFile] = {
    name: TownFile(name, table, tuple(_columns(name, table))) for name, table in _TABLES.items()
}


def file_of(table_name: str) -> TownFile:
    """Return the file of a table; a kind of subject is the name of its table."""
    return FILES[_FILE_OF[table_name]]
