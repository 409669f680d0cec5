"""Write a town folder into the database: all or nothing, matched by ref."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import bindparam, delete, func, insert, select, update

from ks_board.core.clock import local_day
from ks_board.core.db import Base, db, writing
from ks_board.core.errors import Conflict
from ks_board.exchange.check import check_folder
from ks_board.exchange.files import FILES
from ks_board.exchange.pack_town import note_built_in
from ks_board.exchange.photos import bring_photos
from ks_board.exchange.plan import Changes, Plan, chunks, has_changes, make_plan
from ks_board.exchange.problems import MOST_SHOWN, Problem
from ks_board.exchange.progress import Advance, Progress, no_progress
from ks_board.exchange.prune import prune_gone
from ks_board.exchange.settings import is_other_town, roots_of
from ks_board.exchange.stored import Ids, Stored, pots_of, to_fields
from ks_board.exchange.tables import no_rows
from ks_board.gaps.history import mark_unrecorded
from ks_board.tasks.index import refresh_board
from ks_board.tasks.models import Task, TaskPot
from ks_board.town.version import bump_data_version


@dataclass(frozen=True)
class Report:
    """What an import does: by file what is new, changed, unchanged and gone, and by file the refs that are gone."""

    counts: dict[str, tuple[int, int, int, int]]
    gone: dict[str, list[str]]

    @property
    def rows(self) -> int:
        """How many rows the folder holds."""
        return sum(new + changed + unchanged for new, changed, unchanged, _gone in self.counts.values())


Announce = Callable[[Report], None]


def import_folder(
    folder: Path,
    *,
    now: datetime,
    prune: bool = False,
    replace: bool = False,
    dry_run: bool = False,
    announce: Announce = lambda report: None,
    progress: Progress = no_progress,
) -> list[Problem]:
    """Check a town folder, then write what is new or changed in one transaction, and return the warnings.

    `prune` removes rows that the folder does not hold; `replace` gives up the other town that the database holds;
    `dry_run` takes everything back at the end. `announce` hears what is going to happen before it is written.
    Raise FolderRefused with all faults, or Conflict when the database does not allow it.
    """
    other = is_other_town(folder)
    if other and not replace:
        raise Conflict(_("In der Datenbank ist eine andere Stadt. Mit --replace wird sie gelöscht und ersetzt."))
    town = check_folder(folder, home=no_rows if other else Stored().home, progress=progress)
    db.session.rollback()  # The next statement begins anew, then as a writer.
    try:
        with writing():
            if other:
                empty_database()
            plan = make_plan(town, Stored())
            announce(_report(plan))
            overfull = write_plan(plan, now=now, prune=prune, progress=progress)
            bring_photos(town.photos, prune=prune)
            if not dry_run:
                db.session.commit()
    finally:
        db.session.rollback()
    return [*town.warnings, *overfull]


def empty_database() -> None:
    """Remove every row of every table, accounts too: they belong to the town that goes."""
    for table in reversed(Base.metadata.sorted_tables):
        db.session.execute(delete(table))


def write_plan(plan: Plan, *, now: datetime, prune: bool = False, progress: Progress = no_progress) -> list[Problem]:
    """Write what the plan says, and what the board keeps beside it; nothing if nothing changes."""
    if not has_changes(plan, prune=prune):
        return []
    _write_rows(plan, progress)
    note_built_in(now=now)
    if prune:
        prune_gone(plan)
    _refuse_second_town()
    refresh_board(now=now)
    bump_data_version()
    mark_unrecorded(local_day(now))
    return list(_overfull_tasks())


def _report(plan: Plan) -> Report:
    return Report(
        {name: changes.counts for name, changes in plan.items()},
        {name: [str(row[0]) for _id, row in changes.gone] for name, changes in plan.items() if changes.gone},
    )


def _write_rows(plan: Plan, progress: Progress) -> None:
    ids = {name: changes.ids for name, changes in plan.items()}
    rows = sum(len(changes.new) + len(changes.changed) for changes in plan.values())
    with progress(_("Schreiben"), rows) as advance:
        for changes in plan.values():
            _insert(changes, ids, advance)
            _update(changes, ids, advance)
    _write_pots(plan["tasks"], ids)
    if db.engine.dialect.name == "postgresql":
        _move_sequences(plan)


def _insert(changes: Changes, ids: Ids, advance: Advance) -> None:
    for fields in chunks(to_fields(changes.file, changes.new, ids)):
        db.session.execute(insert(changes.file.table), fields)
        advance(len(fields))


def _update(changes: Changes, ids: Ids, advance: Advance) -> None:
    table = changes.file.table
    for fields in chunks(to_fields(changes.file, changes.changed, ids)):
        rows = [{f"new_{name}": value for name, value in row.items()} for row in fields]
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in fields[0] if name != "id"}
        if "version" in table.c:
            values["version"] = table.c.version + 1
        db.session.execute(update(table).where(table.c.id == bindparam("new_id")).values(values), rows)
        advance(len(fields))


def _write_pots(tasks: Changes, ids: Ids) -> None:
    for changed in chunks(identity for identity, _row in tasks.changed):
        db.session.execute(delete(TaskPot).where(TaskPot.task_id.in_(changed)))
    for pots in chunks(pots_of([*tasks.new, *tasks.changed], ids)):
        db.session.execute(insert(TaskPot), pots)


def _refuse_second_town() -> None:
    """A root that the folder renamed stays beside the new one; the town would be there twice."""
    roots = roots_of(Stored().home(FILES["units"]))
    if len(roots) > 1:
        raise Conflict(
            _(
                "Danach gäbe es zwei Einheiten, die die Stadt sind: %(roots)s. Mit --prune wird die alte gelöscht.",
                roots=", ".join(roots),
            )
        )


def _overfull_tasks() -> Iterator[Problem]:
    """Yield the tasks with more people than places: lists from before the board may hold such."""
    query = select(Task.ref, Task.taken, Task.people_needed).where(Task.taken > Task.people_needed).limit(MOST_SHOWN)
    for ref, taken, needed in db.session.execute(query.order_by(Task.id)):
        text = _("„%(ref)s“ hat %(taken)s Zusagen für %(needed)s Plätze.", ref=ref, taken=taken, needed=needed)
        yield Problem(FILES["tasks"].filename, text)


def _move_sequences(plan: Plan) -> None:
    """PostgreSQL numbers new rows itself; tell it which numbers are taken."""
    for changes in plan.values():
        table = changes.file.table
        if changes.new:
            highest = db.session.scalar(select(func.max(table.c.id)))
            sequence = func.pg_get_serial_sequence(f'"{table.name}"', "id")
            db.session.execute(select(func.setval(sequence, highest)))
