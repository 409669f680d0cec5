"""A task is made like another one, published, paused, stopped and finished."""

from typing import Any

import pytest
from flask import Flask

from ks_board.core.db import db
from ks_board.gaps.queries import find_gaps
from ks_board.tasks.models import Assignment, Task, Thanks
from ks_board.tasks.publish import lacks
from tests.conftest import NOW
from tests.organigram_edit.browser import coordinator, fields_of, fill, opened, press, send

LIKE = "/aufgaben/neu/formular?wie=T01"


def task(app: Flask, ref: str) -> Task:
    with app.app_context():
        found = db.session.query(Task).filter_by(ref=ref).one()
        db.session.expunge(found)
        return found


def yeses(app: Flask, ref: str) -> dict[str, int]:
    with app.app_context():
        found: dict[str, int] = {}
        query = db.session.query(Assignment).join(Task, Task.id == Assignment.task_id).filter(Task.ref == ref)
        for yes in query:
            found[yes.status.value] = found.get(yes.status.value, 0) + 1
        return found


def new_draft(app: Flask, client: Any, **typed: str) -> str:
    answer = fill(client, LIKE, title="Bürgerbus fahren, Linie Nord", start="2026-12-01T08:00", **typed)
    assert answer.status_code == 303, answer.text
    return str(answer.location).split("/")[2]


def test_similar_task_takes_over_everything_but_title_and_days(town: Flask) -> None:
    ref = new_draft(town, coordinator(town))
    old, new = task(town, "T01"), task(town, ref)
    assert (new.status, new.published_on, new.taken) == ("draft", None, 0)
    for name in (
        "unit_id",
        "area_id",
        "contact_person_id",
        "insurance",
        "licence_required",
        "channels",
        "people_needed",
    ):
        assert getattr(new, name) == getattr(old, name), name


def test_draft_is_only_for_the_coordination_until_it_is_published(town: Flask) -> None:
    client = coordinator(town)
    ref = new_draft(town, client)
    assert town.test_client().get(f"/aufgaben/{ref}").status_code == 404
    page = f"/aufgaben/{ref}/veroeffentlichen"
    assert "Alles da." in client.get(page).text
    assert press(client, page, page).status_code == 303
    assert town.test_client().get(f"/aufgaben/{ref}").status_code == 200
    assert (task(town, ref).status, str(task(town, ref).published_on)) == ("open", "2026-11-16")


def test_missing_points_are_said_in_words_and_lead_to_their_fields(town: Flask) -> None:
    client = coordinator(town)
    ref = new_draft(town, client, contact_person_id="", briefing="", channels="app")
    page = client.get(f"/aufgaben/{ref}/veroeffentlichen").text
    for said in (
        "Niemand ist als Ansprechperson genannt.",
        "wie man eingewiesen wird",
        "Nur wenige werden davon hören.",
    ):
        assert said in page
    assert f'href="/aufgaben/{ref}/bearbeiten#contact_person_id"' in page


def test_missing_points_are_the_gaps_that_the_published_task_has(town: Flask) -> None:
    client = coordinator(town)
    empty = {"contact_person_id": "", "insurance": "", "hours_per_month": "", "briefing": "", "rrule": "", "start": ""}
    ref = new_draft(town, client)
    fill(client, f"/aufgaben/{ref}/bearbeiten", **empty)
    press(client, f"/aufgaben/{ref}/veroeffentlichen", f"/aufgaben/{ref}/veroeffentlichen")
    with town.app_context():
        told = {point.rule for point in lacks(db.session.query(Task).filter_by(ref=ref).one(), on=NOW.date())} - {""}
        assert told == {gap.rule.ref for gap in find_gaps(NOW.date()) if gap.subject_ref == ref}


def test_task_rests_and_goes_on(town: Flask) -> None:
    client = coordinator(town)
    before = yeses(town, "T01")
    press(client, "/aufgaben/T01", "/aufgaben/T01/pause")
    assert task(town, "T01").status == "paused"
    press(client, "/aufgaben/T01", "/aufgaben/T01/weiter")
    assert (task(town, "T01").status, yeses(town, "T01")) == ("running", before)


def test_stopping_needs_a_sentence_and_ends_all_yeses(town: Flask) -> None:
    client = coordinator(town)
    refused = fill(client, "/aufgaben/T01/stoppen", result=" ")
    assert (refused.status_code, task(town, "T01").status) == (422, "running")
    fill(client, "/aufgaben/T01/stoppen", result="Es fuhr kaum jemand mit.")
    stopped = task(town, "T01")
    assert (stopped.status, stopped.result, str(stopped.finished_on)) == (
        "stopped",
        "Es fuhr kaum jemand mit.",
        "2026-11-16",
    )
    assert set(yeses(town, "T01")) <= {"ended", "declined", "withdrawn", "released", "handed_over"}
    assert stopped.taken == 0


def test_finishing_thanks_everybody_who_took_part(town: Flask) -> None:
    client = coordinator(town)
    took_part = yeses(town, "T01").get("active", 0)
    answer = fill(client, "/aufgaben/T01/abschliessen", result="Die Linie fährt jetzt fest.", thanks="card")
    assert (answer.status_code, task(town, "T01").status) == (303, "done")
    with town.app_context():
        thanks = db.session.query(Thanks).filter_by(task_id=task(town, "T01").id, kind="card").all()
        assert len({each.person_id for each in thanks}) == took_part


@pytest.mark.parametrize(
    ("ref", "step"), [("T30", "pause"), ("T30", "weiter"), ("T01", "weiter"), ("T01", "veroeffentlichen")]
)
def test_step_that_a_task_cannot_take_is_refused_with_a_sentence(town: Flask, ref: str, step: str) -> None:
    client = coordinator(town)
    token = fields_of(client.get("/menschen/neu"), "/menschen/neu")["csrf_token"]
    answer = client.post(f"/aufgaben/{ref}/{step}", data={"csrf_token": token})
    assert answer.status_code == 409
    assert "Aufgabe" in answer.text


@pytest.mark.parametrize("step", ["stoppen", "abschliessen"])
def test_what_is_over_cannot_end_again(town: Flask, step: str) -> None:
    assert coordinator(town).get(f"/aufgaben/T30/{step}").status_code == 409


def test_places_never_drop_below_the_yeses_and_the_names_are_said(town: Flask) -> None:
    client = coordinator(town)
    answer = fill(client, "/aufgaben/T13/bearbeiten", people_needed="2", title="Vorlesen")
    assert answer.status_code == 422
    assert "Es sind schon 3 Menschen dabei: Magdalena Bartosz, Amelie Domaschke und Anton Effenberg." in answer.text
    assert 'value="Vorlesen"' in answer.text
    assert task(town, "T13").people_needed == 3


def test_two_editors_of_a_task_both_keep_their_words(town: Flask) -> None:
    address = "/aufgaben/T13/bearbeiten"
    one, two = coordinator(town), coordinator(town)
    first, second = opened(one, address), opened(two, address)
    send(one, address, first, title="Von der ersten")
    answer = send(two, address, second, title="Vom <b>zweiten</b>")
    assert answer.status_code == 409
    assert "Vom &lt;b&gt;zweiten&lt;/b&gt;" in answer.text
    assert task(town, "T13").title == "Von der ersten"


@pytest.mark.parametrize(
    "typed",
    [
        {"title": ""},
        {"title": "x" * 100_000},
        {"people_needed": "-1"},
        {"start": "9999-12-31T08:00"},
        {"rrule": "FREQ=SECONDLY;COUNT=99999999"},
        {"contact_person_id": "P999"},
        {"kind": "admin"},
        {"hours_per_month": "NaN"},
    ],
)
def test_hostile_input_is_refused_and_kept_in_the_form(town: Flask, typed: dict[str, str]) -> None:
    answer = fill(coordinator(town), "/aufgaben/T13/bearbeiten", **typed)
    assert answer.status_code in {413, 422}
    assert task(town, "T13").title == "Vorlesen in der Kita"


def test_fields_that_the_form_does_not_have_change_nothing(town: Flask) -> None:
    client = coordinator(town)
    fill(client, "/aufgaben/T13/bearbeiten", status="done", taken="0", ref="T99", id="1")
    assert (task(town, "T13").status, task(town, "T13").taken) == ("running", 3)


def test_markup_in_a_title_is_only_text(town: Flask) -> None:
    client = coordinator(town)
    fill(client, "/aufgaben/T13/bearbeiten", title="<img src=x onerror=alert(1)>")
    for page in ("/aufgaben/T13", "/aufgaben/T13/menschen", "/aufgaben", "/aufgaben/neu"):
        assert "<img src=x" not in client.get(page).text


def test_history_is_in_the_record_and_can_be_taken_back(town: Flask) -> None:
    client = coordinator(town)
    press(client, "/aufgaben/T01", "/aufgaben/T01/pause")
    action = client.get("/verlauf?art=task&ref=T01").text.partition('href="/verlauf/')[2].partition('"')[0]
    press(client, f"/verlauf/{action}", f"/verlauf/{action}")
    assert task(town, "T01").status == "running"
