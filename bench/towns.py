"""Boards to measure: Weißwald in any size, and with many tasks."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select

from bench import programs
from bench.client import WrongAnswer
from ks_board.app import create_app
from ks_board.config import Settings
from ks_board.core import clock
from ks_board.core.db import Base, db, writing
from ks_board.core.schema import prepare
from ks_board.exchange.importer import import_folder
from ks_board.exchange.scale import scale_folder
from ks_board.people.accounts import create_account
from ks_board.permissions import Role
from ks_board.tasks.models import Assignment, Task, TaskPot

WEISSWALD = Path(programs.ROOT, "ks_board", "data", "weisswald")
EMAIL, PASSWORD = "bench@example.org", "vier zufaellige Woerter"
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@dataclass(frozen=True)
class Town:
    """A board in its own instance folder."""

    instance: Path

    def app(self) -> Flask:
        """Return the app of this board in this process."""
        return create_app(Settings.from_environment(programs.environment(self.instance)))


@contextmanager
def town(copies: int = 1, *, tasks: int | None = None) -> Iterator[Town]:
    """Import Weißwald so many times, perhaps with so many tasks, and make an account; gone at the end."""
    with tempfile.TemporaryDirectory(prefix="ks-bench-") as place:
        folder, made = Path(place, "folder"), Town(Path(place, "instance"))
        folder.mkdir()
        scale_folder(WEISSWALD, folder, copies)
        app = made.app()
        prepare(app)
        with app.app_context(), writing():
            import_folder(folder, now=clock.now())
            create_account(email=EMAIL, password=PASSWORD, roles=[Role.COORDINATOR])
            if tasks:
                _multiply_tasks(tasks)
            db.session.commit()
        yield made


def sign_in(app: Flask) -> FlaskClient:
    """Return a signed-in test client; its session has the token of the forms, as after every first page."""
    client = app.test_client()
    token = _TOKEN.search(client.get("/anmelden").text)
    if token is None:
        raise WrongAnswer("the page to sign in has no token")
    answer = client.post("/anmelden", data={"csrf_token": token[1], "email": EMAIL, "password": PASSWORD})
    if answer.status_code != 302:
        raise WrongAnswer(f"signing in answered {answer.status_code}")
    client.get("/")
    return client


def cookie(client: FlaskClient) -> str:
    """Return the session of a signed-in client for another server of the same board."""
    kept = client.get_cookie(str(client.application.config["SESSION_COOKIE_NAME"]))
    if kept is None:
        raise WrongAnswer("signing in set no cookie")
    return f"{kept.key}={kept.value}"


def _multiply_tasks(wanted: int) -> None:
    """Copy the tasks with their pots and assignments until there are so many."""
    tasks = _rows(Task)
    originals = islice(cycle(tasks), wanted - len(tasks))
    copies = [(task["id"], task | _numbered(task, number)) for number, task in enumerate(originals, len(tasks) + 1)]
    db.session.execute(insert(Task), [copy for _, copy in copies])
    for model in (Assignment, TaskPot):
        rows = _rows(model)
        of_task = {task["id"]: [row for row in rows if row["task_id"] == task["id"]] for task in tasks}
        pairs = ((row, copy["id"]) for original, copy in copies for row in of_task[original])
        new = [
            row | _numbered(row, number) | {"task_id": task} for number, (row, task) in enumerate(pairs, len(rows) + 1)
        ]
        db.session.execute(insert(model), new)


def _rows(model: type[Base]) -> list[dict[str, Any]]:
    table = model.__table__
    return [dict(row._mapping) for row in db.session.execute(select(*table.columns).order_by(*table.primary_key))]


def _numbered(row: dict[str, Any], number: int) -> dict[str, Any]:
    """Return the keys of a copied row, if it has any of its own."""
    return {"id": number, "ref": f"{row['ref']}-{number}"} if "ref" in row else {}
