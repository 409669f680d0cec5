"""What holds for every answer: tags, pages, refusals, and pages of other sites."""

from datetime import date
from typing import Any

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from ks_board.core.db import db, writing
from ks_board.organigram.in_force import unit_in_force
from ks_board.organigram.models import Post, Responsibility, Unit
from ks_board.people.models import Person
from ks_board.permissions import Role
from ks_board.tasks.models import LIVE_TASK, Task
from tests.api.conftest import V1, get, key_of, linked, walk
from tests.conftest import signed_in

PATHS = (
    *(
        "/organigram",
        "/organigram.jsonld",
        "/units",
        "/units/U01",
        "/posts",
        "/responsibilities",
        "/tasks",
        "/tasks/T01",
    ),
    *("/tasks.atom", "/gaps", "/checklist", "/openapi.json"),
)


@pytest.mark.parametrize("path", PATHS)
def test_what_has_not_changed_is_not_sent_again(client: FlaskClient, path: str) -> None:
    first = get(client, path)
    again = get(client, path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert get(client, path, headers={"If-None-Match": 'W/"older"'}).status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_head_answers_like_get_without_body(client: FlaskClient, path: str) -> None:
    got, head = get(client, path), client.head(f"{V1}{path}")
    assert (head.status_code, head.data) == (200, b"")
    assert {name: head.headers[name] for name in ("ETag", "Content-Type", "Content-Length")} == {
        name: got.headers[name] for name in ("ETag", "Content-Type", "Content-Length")
    }


@pytest.mark.parametrize("path", ["/organigram", "/units", "/units/U13", "/organigram.jsonld"])
def test_tag_changes_with_the_data(town: Flask, machine: FlaskClient, path: str) -> None:
    before = get(machine, path).headers["ETag"]
    with town.test_request_context(), writing():
        db.session.execute(select(Unit).where(Unit.ref == "U13")).scalar_one().name = "Amt 10"
        db.session.commit()
    answer = get(machine, path, headers={"If-None-Match": before})
    assert (answer.status_code, "Amt 10" in answer.text) == (200, True)


def test_tag_changes_when_a_consent_is_taken_back(town: Flask, machine: FlaskClient) -> None:
    before = get(machine, "/organigram")
    with town.test_request_context(), writing():
        person = db.session.execute(
            select(Person).where(Person.given_name == "Lutz", Person.family_name == "Zschoche")
        ).scalar_one()
        person.consent_public = False
        db.session.commit()
    answer = get(machine, "/organigram", headers={"If-None-Match": before.headers["ETag"]})
    assert ("Lutz Zschoche" in before.text, answer.status_code, "Lutz Zschoche" in answer.text) == (True, 200, False)


def test_tag_of_a_key_is_not_that_of_the_public(town: Flask, machine: FlaskClient) -> None:
    public = get(machine, "/organigram").headers["ETag"]
    assert get(machine, "/organigram", key_of(town), headers={"If-None-Match": public}).status_code == 200


def test_tag_of_another_day_is_another(client: FlaskClient) -> None:
    tags = {get(client, f"/units?on={day}").headers["ETag"] for day in ("2026-11-16", "2026-11-17")}
    assert len(tags) == 2


@pytest.mark.parametrize(
    ("path", "rows"),
    [
        ("/units", select(func.count()).where(unit_in_force(date(2026, 11, 16)))),
        ("/posts", select(func.count()).select_from(Post)),
        ("/responsibilities", select(func.count()).select_from(Responsibility)),
        ("/tasks", select(func.count()).where(Task.status.in_(LIVE_TASK))),
    ],
)
def test_pages_hold_every_row_once(in_weisswald: Flask, client: FlaskClient, path: str, rows: Any) -> None:
    pages = list(walk(client, f"{path}?per_page=7"))
    refs = [item["ref"] for page in pages for item in page["items"]]
    assert len(refs) == len(set(refs)) == db.session.scalar(rows) == pages[0]["total"]
    assert {len(page["items"]) for page in pages[:-1]} == {7}


@pytest.mark.parametrize("kind", ["posts", "responsibilities"])
@pytest.mark.parametrize("per_page", [1, 7, 100])
def test_pages_have_the_order_and_words_of_the_organigram(client: FlaskClient, kind: str, per_page: int) -> None:
    waiting, held = get(client, "/organigram").get_json()["units"], []
    while waiting:
        unit = waiting.pop(0)
        held += unit[kind]
        waiting = unit["units"] + waiting
    assert [item for page in walk(client, f"/{kind}?per_page={per_page}") for item in page["items"]] == held


def test_pages_of_gaps_hold_every_gap_once(client: FlaskClient) -> None:
    pages = list(walk(client, "/gaps?per_page=20"))
    gaps = [(gap["rule"], gap["subject"]["ref"]) for page in pages for gap in page["items"]]
    assert (len(gaps), len(set(gaps))) == (45, 45)
    assert sum(pages[0]["counts"].values()) == 45
    assert sum(sum(counts.values()) for counts in pages[0]["by_question"].values()) == 45


def test_links_lead_both_ways_and_keep_the_filter(client: FlaskClient) -> None:
    answer = get(client, "/tasks?area=green&per_page=2&page=2")
    assert linked(answer) == {
        "prev": "/tasks?area=green&per_page=2&page=1",
        "next": "/tasks?area=green&per_page=2&page=3",
    }


@pytest.mark.parametrize(("asked", "name", "value"), [("area=green", "area", "green"), ("unit=U46", "unit", "U46")])
def test_tasks_can_be_asked_for_by_area_and_unit(client: FlaskClient, asked: str, name: str, value: str) -> None:
    tasks = get(client, f"/tasks?{asked}").get_json()["items"]
    found = {task[name]["ref"] if name == "unit" else task[name] for task in tasks}
    assert found == {value}


def test_structure_of_another_day_is_that_of_the_day(client: FlaskClient) -> None:
    assert get(client, "/organigram?on=1901-01-01").get_json()["on"] == "1901-01-01"
    assert get(client, "/units?on=1901-01-01").get_json()["total"] < get(client, "/units").get_json()["total"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        *[(f"/units?{asked}", 400) for asked in ("on=2026-02-30", "on=1899-12-31", "page=0", "page=x", "per_page=101")],
        *[(f"/tasks?{asked}", 400) for asked in ("area=nowhere", "unit=U999", "areas=green", "on=2026-11-16")],
        *[(path, 404) for path in ("/units/U999", "/tasks/T999", "/units?page=9", "/nothing", "/units/")],
    ],
)
def test_what_cannot_be_answered_is_a_problem(client: FlaskClient, path: str, status: int) -> None:
    answer = get(client, path)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.get_json()["detail"].endswith(".")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_changed(client: FlaskClient, method: str) -> None:
    answer = client.open(f"{V1}/units", method=method)
    assert (answer.status_code, answer.mimetype) == (405, "application/problem+json")
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_other_sites_may_read_what_is_public_only(town: Flask, machine: FlaskClient) -> None:
    public, with_key = get(machine, "/units"), get(machine, "/units", key_of(town))
    assert public.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in with_key.headers
    assert with_key.headers["Cache-Control"] == "private, no-cache"
    assert "Access-Control-Allow-Headers" not in machine.options(f"{V1}/units").headers


@pytest.mark.parametrize("path", PATHS)
def test_no_cookie_is_set(weisswald: Flask, path: str) -> None:
    answers = (get(weisswald.test_client(), path), get(signed_in(weisswald, Role.ADMIN), path))
    assert ["Set-Cookie" in answer.headers for answer in answers] == [False, False]


def test_empty_board_answers_empty_lists(empty: Flask) -> None:
    browser = empty.test_client()
    assert [get(browser, path).get_json()["total"] for path in ("/units", "/posts", "/tasks")] == [0, 0, 0]
    assert [get(browser, path).status_code for path in PATHS if path not in {"/units/U01", "/tasks/T01"}] == [200] * 10


@pytest.mark.parametrize("path", ["/organigram", "/organigram.jsonld", "/tasks.atom"])
def test_long_answers_come_packed_with_the_same_tag(client: FlaskClient, path: str) -> None:
    plain, packed = get(client, path), get(client, path, headers={"Accept-Encoding": "br"})
    assert (packed.headers["Content-Encoding"], packed.headers["ETag"]) == ("br", plain.headers["ETag"])
    assert brotli.decompress(packed.data) == plain.data
