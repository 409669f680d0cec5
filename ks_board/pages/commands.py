"""The check of a whole instance: what an administrator asks before and after changing something."""

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from flask import current_app
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from ks_board.config import secret_file
from ks_board.core import clock
from ks_board.core.db import db, sqlite_is_safe, sqlite_version
from ks_board.core.schema import is_current, newest_revision
from ks_board.organigram.engine import find_program
from ks_board.organigram.programs import ChartMissing
from ks_board.tasks.index import count_taken
from ks_board.tasks.models import Task


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `is_fault` makes the command fail, a warning does not."""

    text: str
    is_fault: bool = False
    is_warning: bool = False

    def __str__(self) -> str:
        sign = "FAULT  " if self.is_fault else "warning" if self.is_warning else "ok     "
        return f"{sign} {self.text}"


@click.command("check")
def check_command() -> None:
    """Check database, settings and programs; exit with 1 if something is wrong."""
    findings = list(check())
    for finding in findings:
        click.echo(str(finding))
    if any(finding.is_fault for finding in findings):
        raise SystemExit(1)


def check() -> Iterator[Finding]:
    """Look at everything that can be wrong with an instance; what cannot be read any more is a fault, too."""
    for look in (_check_schema, _check_sqlite, _check_places, _check_settings, _check_graphviz):
        try:
            yield from look()
        except DBAPIError as error:
            yield Finding(f"Database: {error.orig}", is_fault=True)
            db.session.rollback()


def _check_schema() -> Iterator[Finding]:
    yield Finding(f"Schema: {newest_revision()}", is_fault=not is_current())


def _check_sqlite() -> Iterator[Finding]:
    if db.engine.dialect.name != "sqlite":
        return
    safe = sqlite_is_safe()
    advice = "" if safe else "; this one may lose data with several connections, 3.51.3 or newer is safe"
    yield Finding(f"SQLite: {sqlite_version()}{advice}", is_warning=not safe)
    damage = [row[0] for row in db.session.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
    yield Finding(f"Database file: {damage[0] if damage else 'intact'}", is_fault=bool(damage))
    loose = sorted({row[0] for row in db.session.execute(text("PRAGMA foreign_key_check"))})
    yield Finding(f"References: {'loose in ' + ', '.join(loose) if loose else 'whole'}", is_fault=bool(loose))


def _check_places() -> Iterator[Finding]:
    """Recount the one stored count."""
    taken = count_taken(now=clock.now())
    rows = db.session.execute(select(Task.id, Task.ref, Task.taken).order_by(Task.id))
    wrong = [
        f"{row.ref} has {row.taken}, counted {taken.get(row.id, 0)}"
        for row in rows
        if row.taken != taken.get(row.id, 0)
    ]
    yield Finding(f"Places taken: {'; '.join(wrong[:5]) if wrong else 'as counted'}", is_fault=bool(wrong))


def _check_settings() -> Iterator[Finding]:
    base_url: str = current_app.config["BASE_URL"]
    is_local = "://127.0.0.1" in base_url or "://localhost" in base_url
    yield Finding(
        f"Base address: {base_url}{'' if is_local or base_url.startswith('https') else '; please use https'}",
        is_warning=not (is_local or base_url.startswith("https")),
    )
    for path in (secret_file(current_app.config["INSTANCE"]), current_app.config["DATABASE_FILE"]):
        if path and path.exists():
            yield _check_mode(path)


def _check_mode(path: Path) -> Finding:
    is_open = bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
    return Finding(
        f"{path.name}: {'others may read it (chmod 600)' if is_open else 'for the owner only'}", is_warning=is_open
    )


def _check_graphviz() -> Iterator[Finding]:
    try:
        yield Finding(f"Graphviz: {find_program(current_app.config['GRAPHVIZ']).name}")
    except ChartMissing:
        yield Finding("Graphviz: missing; the organigram is shown as a list only", is_fault=True)
