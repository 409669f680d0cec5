"""Add, change, end and remove rows; the features' own services do it where they have one."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from ks_board.core.db import db
from ks_board.core.errors import Conflict, NotFound
from ks_board.core.formatting import number
from ks_board.core.refs import next_ref
from ks_board.exchange.prune import columns_leading_to
from ks_board.gaps.models import GapDecision, Measure, Rule
from ks_board.organigram import edit
from ks_board.organigram.models import Unit
from ks_board.pages.record_words import TABLES as WORDS
from ks_board.pages.records.checks import faults_in
from ks_board.pages.records.tables import RecordTable
from ks_board.people.models import Person
from ks_board.tandems.models import Tandem
from ks_board.tandems.states import check_is_active
from ks_board.tasks.claim_places import hold_task
from ks_board.tasks.index import refresh_board
from ks_board.tasks.models import Assignment, Task, TaskPot
from ks_board.tasks.publish_states import check_can_become
from ks_board.town.models import Area

Pots = list[int] | None
"""The pots of a task; None = as they are."""


def get_row(table: RecordTable, key: str) -> Any:
    """Return a row by its ref; raise NotFound."""
    found = None if key in table.hidden else db.session.execute(select(table.model).filter_by(**{table.key: key}))
    row = found and found.scalar_one_or_none()
    if row is None:
        raise NotFound(_("Das gibt es nicht oder nicht mehr."))
    return row


def pots_of(task: Task) -> list[int]:
    """Return the pots of a task in their order."""
    query = select(TaskPot.pot_id).where(TaskPot.task_id == task.id).order_by(TaskPot.position)
    return list(db.session.scalars(query))


def add_row(table: RecordTable, values: dict[str, Any], *, now: datetime, pots: Pots = None) -> Any:
    """Add a row with the next free ref; raise Conflict."""
    if table.model is Unit:
        return edit.add_unit(values)
    key = {} if table.key in values else {"ref": next_ref(table.model)}
    row: Any = table.model(**key, **{name: value for name, value in values.items() if value is not None})
    db.session.add(row)
    db.session.flush()
    _follow(row, now, pots)
    return row


def change_row(row: Any, values: dict[str, Any], *, now: datetime, pots: Pots = None) -> None:
    """Change a row and what the board derives from it; raise Conflict."""
    if isinstance(row, Unit):
        edit.change_unit(row, values)
    else:
        _check_move(row, values)
        _check_places(row, values)
        for name, value in values.items():
            setattr(row, name, value)
        db.session.flush()
    _follow(row, now, pots)


def _check_move(row: Any, values: dict[str, Any]) -> None:
    """Let the one table of moves decide here, too; raise Conflict with its sentence."""
    if "status" not in values or values["status"] is row.status:
        return
    if isinstance(row, Task):
        check_can_become(row.status, values["status"])
    if isinstance(row, Tandem):
        check_is_active(row.status)


def end_row(table: RecordTable, row: Any, *, on: date, result: str | None, now: datetime) -> None:
    """Give a row its last day; raise Conflict with a sentence if that cannot be."""
    ending = table.ending
    assert ending  # noqa: S101 - the page is only there for such tables.
    if isinstance(row, Unit):
        edit.close_unit(row, on=on, with_all_below=False)
        return
    changed = {ending.day: on, **ending.sets} | ({"result": result} if ending.asks_result else {})
    values = {
        table.attribute(c.stored): getattr(row, table.attribute(c.stored)) for c in table.file.columns if c.stored
    }
    targets = {name: getattr(row, name) for name in ("post_id", "responsibility_id") if hasattr(row, name)}
    for sentence in faults_in(table, values | targets | changed, getattr(row, table.key)).values():
        raise Conflict(sentence)
    change_row(row, changed, now=now)


def delete_row(table: RecordTable, row: Any) -> None:
    """Remove a row that nothing refers to; raise Conflict that says what does."""
    if needed := list(dict.fromkeys(_needed_by(table, row))):
        raise Conflict(
            _("Das wird noch gebraucht, bei: %(where)s. Deshalb bleibt der Eintrag stehen.", where=", ".join(needed))
        )
    db.session.delete(row)
    db.session.flush()


def _needed_by(table: RecordTable, row: Any) -> Iterator[str]:
    for column in columns_leading_to(table.file.table.name):
        if db.session.scalar(select(column).where(column == row.id).limit(1)) is not None:
            yield str(WORDS.get(column.table.name, _("Konten und Verlauf")))
    for model in (Measure, GapDecision):
        about = (
            select(model.id).join(Rule, Rule.id == model.rule_id).where(model.subject_ref == getattr(row, table.key))
        )
        if db.session.scalar(about.where(Rule.subject_kind == table.file.table.name).limit(1)) is not None:
            yield str(WORDS[model.__tablename__])


def _check_places(row: Any, values: dict[str, Any]) -> None:
    """Places never drop below the yeses; what an import brought beyond them stays."""
    needed = values.get("people_needed")
    if not isinstance(row, Task) or needed is None or needed == row.people_needed:
        return
    hold_task(row.id)
    taken = db.session.scalar(select(Task.taken).where(Task.id == row.id)) or 0
    if needed < taken:
        raise Conflict(_("Es sind schon %(taken)s Menschen dabei. Weniger Plätze gehen nicht.", taken=number(taken)))


def _follow(row: Any, now: datetime, pots: Pots) -> None:
    """Keep beside the row what the board derives from it."""
    if isinstance(row, Task):
        if pots is not None and pots != pots_of(row):
            _write_pots(row, pots)
        refresh_board(now=now, tasks=[row.id])
    elif isinstance(row, (Person, Unit, Area)):
        refresh_board(now=now, tasks=list(db.session.scalars(_tasks_of(row))))


def _tasks_of(row: Person | Unit | Area) -> Any:
    match row:
        case Person():
            return select(Assignment.task_id).where(Assignment.person_id == row.id).distinct()
        case Unit():
            return select(Task.id).where(Task.unit_id == row.id)
        case Area():
            return select(Task.id).where(Task.area_id == row.id)


def _write_pots(task: Task, pots: list[int]) -> None:
    """Write the pots anew; the task counts as changed, so that of two editors the second is told."""
    for old in db.session.scalars(select(TaskPot).where(TaskPot.task_id == task.id)):
        db.session.delete(old)
    db.session.flush()
    db.session.add_all(TaskPot(task_id=task.id, pot_id=pot, position=place) for place, pot in enumerate(pots))
    flag_modified(task, "title")
    db.session.flush()
