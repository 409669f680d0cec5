"""G2 and G2b: how many statements a page needs, and that the number does not grow."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import groupby

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, insert, select

from bench.client import WrongAnswer
from bench.scale import Scale
from bench.table import Figure
from bench.towns import sign_in, town
from ks_board.core.db import db, writing
from ks_board.people.models import Person
from ks_board.tasks.models import Assignment, AssignmentStatus, Task

PAGES = {
    "board": "/aufgaben",
    "task": "/aufgaben/T01",
    "organigram": "/organigramm",
    "picture": "/organigramm.svg",
    "unit": "/einheiten/U01",
    "checklist": "/checkliste",
    "gaps": "/luecken",
}
HELPERS = 100


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """Collect the statements that the app sends meanwhile; beginning a transaction asks for nothing."""
    sent: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def measure_statements(scale: Scale) -> Iterator[Figure]:
    """Count the statements of each page, for the public and signed in, in towns that grow."""
    found: dict[str, list[int]] = {}
    for copies, tasks in ((scale.copies[0], None), (scale.copies[1], None), *((1, tasks) for tasks in scale.tasks)):
        with town(copies, tasks=tasks) as made:
            app = made.app()
            client = sign_in(app)
            _count_pages(client, found)
            _add_helpers(app)
            found.setdefault("task", []).append(_count(client, PAGES["task"]))
    for page, numbers in found.items():
        yield Figure(f"statements-{page}", numbers[0])
    growing = [page for page, numbers in found.items() if len(list(groupby(numbers))) > 1]
    yield Figure("statements-grow", len(growing), ", ".join(f"{page}: {found[page]}" for page in growing))


def _count_pages(client: FlaskClient, found: dict[str, list[int]]) -> None:
    public = client.application.test_client()
    for page, path in PAGES.items():
        found.setdefault(page, []).append(max(_count(public, path), _count(client, path)))


def _count(client: FlaskClient, path: str) -> int:
    """Return the statements of the second visit, when what can be kept is kept."""
    for _ in range(2):
        with counted(client.application) as sent:
            answer = client.get(path)
    if answer.status_code != 200:
        raise WrongAnswer(f"{path} answered {answer.status_code}")
    return len(sent)


def _add_helpers(app: Flask) -> None:
    """Let many people help with the one task that is looked at."""
    with app.app_context(), writing():
        task = db.session.scalars(select(Task.id).where(Task.ref == PAGES["task"].rpartition("/")[2])).one()
        first = db.session.scalars(select(func.max(Assignment.id))).one() + 1
        people = db.session.scalars(select(Person.id).limit(HELPERS)).all()
        given = {"task_id": task, "status": AssignmentStatus.ACTIVE, "from_": date(2026, 1, 1)}
        rows = [given | {"ref": f"helper-{number}", "person_id": one} for number, one in enumerate(people, first)]
        db.session.execute(insert(Assignment), rows)
        db.session.commit()
