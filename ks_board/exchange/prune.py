"""Remove the rows that a town folder does not hold any more; refuse while something else needs them."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import Column, delete, select

from ks_board.core.db import Base, db
from ks_board.core.errors import Conflict
from ks_board.exchange.plan import Changes, Plan, chunks
from ks_board.tasks.models import Photo, TaskPot


def prune_gone(plan: Plan) -> None:
    """Delete all gone rows; raise Conflict if a row that stays refers to one of them."""
    for gone in chunks(identity for identity, _row in plan["tasks"].gone):
        for model in (TaskPot, Photo):
            db.session.execute(delete(model).where(model.task_id.in_(gone)))
    for changes in plan.values():
        table = changes.file.table
        for gone in chunks(identity for identity, _row in changes.gone):
            db.session.execute(delete(table).where(table.c.id.in_(gone)))
    for changes in plan.values():
        _refuse_needed(changes)


def _refuse_needed(changes: Changes) -> None:
    refs = {identity: str(row[0]) for identity, row in changes.gone}
    for column in columns_leading_to(changes.file.table.name):
        for gone in chunks(refs):
            if (needed := db.session.scalar(select(column).where(column.in_(gone)).limit(1))) is not None:
                raise Conflict(
                    _(
                        "„%(ref)s“ aus %(file)s kann nicht gelöscht werden: %(table)s braucht die Zeile noch.",
                        ref=refs[needed],
                        file=changes.file.filename,
                        table=f"{column.table.name}.{column.name}",
                    )
                )


def columns_leading_to(name: str) -> Iterator[Column[int]]:
    """Yield every foreign key to a table, also of tables that no town folder knows."""
    for table in Base.metadata.tables.values():
        for key in table.foreign_keys:
            if key.column.table.name == name:
                yield key.parent
