"""The feed of new tasks, as a feed reader sees it."""

from datetime import datetime
from xml.etree.ElementTree import Element, fromstring

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from ks_board.core.db import db, writing
from ks_board.tasks.models import LIVE_TASK, Task, TaskStatus
from tests.api.conftest import BASE, get

ATOM = "{http://www.w3.org/2005/Atom}"


def feed_of(browser: FlaskClient) -> Element:
    """Return the feed as it stands."""
    return fromstring(get(browser, "/tasks.atom").data)  # noqa: S314 - our own answer.


def text_of(element: Element, name: str) -> str:
    """Return what must stand there."""
    return element.findtext(f"{ATOM}{name}") or ""


def test_feed_and_every_entry_have_what_atom_demands(client: FlaskClient) -> None:
    feed = feed_of(client)
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        assert all(text_of(element, name) for name in ("id", "title", "updated"))
        assert datetime.fromisoformat(text_of(element, "updated")).tzinfo
    assert text_of(feed.find(f"{ATOM}author") or Element(""), "name") == "Weißwald"


def test_feed_names_its_own_address_and_the_board(client: FlaskClient) -> None:
    links = {link.get("rel"): link.get("href") for link in feed_of(client).findall(f"{ATOM}link")}
    assert links == {"self": f"{BASE}/api/v1/tasks.atom", "alternate": f"{BASE}/aufgaben"}


def test_entries_are_the_fifty_newest_open_tasks(in_weisswald: Flask, client: FlaskClient) -> None:
    newest = select(Task.ref).where(Task.status.in_(LIVE_TASK), Task.published_on.is_not(None))
    refs = db.session.scalars(newest.order_by(Task.published_on.desc(), Task.id.desc()).limit(50)).all()
    feed = feed_of(client)
    ids = [text_of(entry, "id") for entry in feed.iter(f"{ATOM}entry")]
    assert ids == [f"{BASE}/aufgaben/{ref}" for ref in refs]
    assert text_of(feed, "updated") == max(text_of(entry, "updated") for entry in feed.iter(f"{ATOM}entry"))


def test_ids_stay_when_a_task_gets_another_title(town: Flask) -> None:
    browser = town.test_client()
    before = feed_of(browser)
    with town.test_request_context(), writing():
        task = db.session.execute(select(Task).where(Task.ref == "T80")).scalar_one()
        task.title = "Bei Nacht im Wald & \x0b <anders>"
        db.session.commit()
    after = feed_of(browser)
    assert [text_of(entry, "id") for entry in after.iter(f"{ATOM}entry")] == [
        text_of(entry, "id") for entry in before.iter(f"{ATOM}entry")
    ]
    assert "Bei Nacht im Wald &  <anders>" in [text_of(entry, "title") for entry in after.iter(f"{ATOM}entry")]


@pytest.mark.parametrize("status", [TaskStatus.PAUSED, TaskStatus.DRAFT, TaskStatus.DONE])
def test_task_that_is_not_open_is_no_news(town: Flask, status: TaskStatus) -> None:
    with town.test_request_context(), writing():
        db.session.execute(select(Task).where(Task.ref == "T80")).scalar_one().status = status
        db.session.commit()
    ids = [text_of(entry, "id") for entry in feed_of(town.test_client()).iter(f"{ATOM}entry")]
    assert f"{BASE}/aufgaben/T80" not in ids


def test_feed_without_tasks_is_still_a_feed(empty: Flask) -> None:
    feed = feed_of(empty.test_client())
    assert (text_of(feed, "updated"), feed.findall(f"{ATOM}entry")) == ("2000-01-01T00:00:00+01:00", [])


def test_board_tells_readers_where_the_feed_is(client: FlaskClient) -> None:
    assert '<link rel="alternate" type="application/atom+xml"' in client.get("/aufgaben").text
