"""A town ready for storms: many people with a session each, and tasks with one place each."""

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import Flask, session
from flask_wtf.csrf import generate_csrf
from sqlalchemy import func, insert, select

from bench.client import WrongAnswer
from ks_board.core.db import db, writing
from ks_board.people.links import LinkPurpose, PersonalLink
from ks_board.people.models import Person
from ks_board.tasks.models import LIVE_ASSIGNMENT, Assignment, Task, TaskKind, TaskStatus

PEOPLE = 200
_CSRF = "f" * 40


@dataclass(frozen=True)
class Rush:
    """What a storm needs to know: the people, the cookie of each, the token for all of them, the refs of the tasks."""

    people: tuple[int, ...]
    cookies: tuple[str, ...]
    token: str
    tasks: tuple[str, ...]


def prepare_rush(app: Flask, *, tasks: int, people: int = PEOPLE) -> Rush:
    """Write people with personal links and tasks with one place; sign all people in."""
    with app.app_context(), writing():
        ids, links = _add_people(people)
        refs = _add_tasks(tasks)
        db.session.commit()
    cookies = tuple(_cookie(app, link) for link in links)
    with app.test_request_context():
        session["csrf_token"] = _CSRF
        token = str(generate_csrf())
    return Rush(ids, cookies, token, refs)


def _add_people(number: int) -> tuple[tuple[int, ...], list[int]]:
    """Add people with a personal link each, and return the ids of the people and of the links."""
    first = (db.session.scalar(select(func.max(Person.id))) or 0) + 1
    ids = range(first, first + number)
    now = datetime.now(UTC)
    db.session.execute(
        insert(Person),
        [
            {"id": i, "ref": f"PS{i}", "given_name": "Eile", "family_name": f"Nr. {i}", "joined_on": now.date()}
            for i in ids
        ],
    )
    common = {"purpose": LinkPurpose.MY_PAGE, "created_at": now, "expires_at": now + timedelta(days=1)}
    rows = [{"person_id": i, "token_hash": hashlib.sha256(f"storm {i}".encode()).hexdigest()} | common for i in ids]
    db.session.execute(insert(PersonalLink), rows)
    links = select(PersonalLink.id).where(PersonalLink.person_id.in_(ids)).order_by(PersonalLink.person_id)
    return tuple(ids), list(db.session.scalars(links))


def _add_tasks(number: int) -> tuple[str, ...]:
    """Add tasks with one place, without conditions and dates."""
    like = db.session.execute(select(Task.unit_id, Task.area_id).order_by(Task.id).limit(1)).one()
    first = (db.session.scalar(select(func.max(Task.id))) or 0) + 1
    common = {"kind": TaskKind.RECURRING, "status": TaskStatus.OPEN, "people_needed": 1, **like._asdict()}
    rows = [{"id": i, "ref": f"TS{i}", "title": f"Sturm {i}"} | common for i in range(first, first + number)]
    db.session.execute(insert(Task), rows)
    return tuple(str(row["ref"]) for row in rows)


def _cookie(app: Flask, link_id: int) -> str:
    """Return the cookie that the button of a personal link sets."""
    client, now = app.test_client(), int(time.time())
    with client.session_transaction() as kept:
        kept.update(_user_id=f"l{link_id}.1", _fresh=True, since=now, seen=now, csrf_token=_CSRF)
    found = client.get_cookie(str(app.config["SESSION_COOKIE_NAME"]))
    if found is None:
        raise WrongAnswer("the session set no cookie")
    return f"{found.key}={found.value}"


@dataclass(frozen=True)
class Books:
    """How a task stands in the database."""

    taken: int
    live: int


def books(app: Flask, refs: Sequence[str]) -> list[Books]:
    """Return for each task the stored count and how many people are really in."""
    live = select(func.count()).where(Assignment.task_id == Task.id, Assignment.status.in_(LIVE_ASSIGNMENT))
    with app.app_context():
        rows = db.session.execute(select(Task.ref, Task.taken, live.scalar_subquery())).all()
    found = {ref: Books(taken, live) for ref, taken, live in rows}
    return [found[ref] for ref in refs]


def close(app: Flask) -> None:
    """Close all connections, so that other processes have the database to themselves."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
