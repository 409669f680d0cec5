"""From a person to a noted promise in three clicks."""

from flask import Flask

from ks_board.core.db import db
from ks_board.people.models import Person
from ks_board.tasks.models import Assignment, AssignmentEntry, Task
from tests.organigram_edit.browser import coordinator, fill


def promise(app: Flask, person: str, task: str) -> tuple[Assignment, AssignmentEntry]:
    with app.app_context():
        query = db.session.query(Assignment, AssignmentEntry)
        query = query.join(AssignmentEntry, AssignmentEntry.assignment_id == Assignment.id)
        query = query.join(Task, Task.id == Assignment.task_id).join(Person, Person.id == Assignment.person_id)
        found = query.filter(Person.ref == person, Task.ref == task).order_by(Assignment.id.desc()).first()
        assert found is not None
        db.session.expunge_all()
        return found[0], found[1]


def test_promise_by_phone_takes_a_place_and_keeps_who_noted_it(town: Flask) -> None:
    client = coordinator(town)
    page = client.get("/menschen/P084").text
    address = page.partition("/zusage/")[2].partition('"')[0]
    answer = fill(client, f"/menschen/P084/zusage/{address}", source="phone", note="Frau T. hat angerufen")
    assert answer.status_code == 303
    assignment, entry = promise(town, "P084", address)
    assert (assignment.status, entry.source, entry.note) == ("active", "phone", "Frau T. hat angerufen")
    with town.app_context():
        assert db.session.get_one(Person, entry.entered_by_id).ref == "P028"


def test_promise_without_the_licence_is_only_asked(town: Flask) -> None:
    client = coordinator(town)
    answer = fill(client, "/menschen/P001/zusage/T02", source="paper")
    if answer.status_code == 303:
        assert promise(town, "P001", "T02")[0].status == "asked"
    else:
        assert "Alle Plätze sind vergeben" in answer.text


def test_full_task_is_refused_in_the_form(town: Flask) -> None:
    answer = fill(coordinator(town), "/menschen/P084/zusage/T13", source="phone", note="gerne")
    assert answer.status_code == 422
    assert "Alle Plätze sind vergeben." in answer.text
    assert "gerne" in answer.text


def test_who_has_left_promises_nothing(town: Flask) -> None:
    client = coordinator(town)
    fill(client, "/menschen/P084/weggang", left_on="2026-11-16")
    answer = fill(client, "/menschen/P084/zusage/T08", source="phone")
    assert answer.status_code == 422
    assert "ist nicht mehr da" in answer.text
