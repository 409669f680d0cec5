"""Two records of one person become one: nothing is lost, nothing happens by itself."""

from flask import Flask
from sqlalchemy import func, select

from ks_board.core.db import db
from ks_board.core.record import Event
from ks_board.organigram.models import Appointment
from ks_board.people.merge import list_columns
from ks_board.people.models import Person
from ks_board.tasks.models import Assignment, Task
from tests.organigram_edit.browser import coordinator, fill, press

COLUMNS = {
    "account.person_id",
    "answer.answered_by_id",
    "appointment.person_id",
    "assignment.person_id",
    "assignment_entry.entered_by_id",
    "call.called_by_id",
    "call.person_id",
    "event.person_id",
    "gap_decision.decided_by_id",
    "grant.applicant_person_id",
    "measure.owner_person_id",
    "personal_link.person_id",
    "scenario.made_by_id",
    "place.keeper_person_id",
    "sponsorship.person_id",
    "tandem.person_a_id",
    "tandem.person_b_id",
    "task.contact_person_id",
    "thanks.given_by_id",
    "thanks.person_id",
    "wish.taken_by_id",
}


def test_all_columns_that_lead_to_people_are_moved() -> None:
    assert {f"{column.table.name}.{column.name}" for column in list_columns()} == COLUMNS


def test_preview_says_what_moves_and_changes_nothing(town: Flask) -> None:
    page = coordinator(town).get("/menschen/P085/zusammenlegen?mit=P084").text
    assert "Zusage: 4" in page
    assert "Besetzung: 3" in page
    with town.app_context():
        assert db.session.scalar(select(func.count()).select_from(Person)) == 140


def test_everything_moves_to_the_person_that_is_kept(town: Flask) -> None:
    client = coordinator(town)
    address = "/menschen/P085/zusammenlegen?mit=P084"
    assert press(client, address, address).status_code == 303
    with town.app_context():
        assert db.session.query(Person).filter_by(ref="P084").one_or_none() is None
        kept = db.session.query(Person).filter_by(ref="P085").one()
        assert "Vorlesen" in kept.skills
        assert db.session.query(Event).filter_by(table="person", ref="P084", change="removed").count() == 1
    page = client.get("/menschen/P085").text
    assert "Bürgerbus-Lotsen" in page
    assert client.get("/menschen/P084").status_code == 404


def test_two_open_yeses_to_one_task_become_one(town: Flask) -> None:
    client = coordinator(town)
    for ref in ("P004", "P003"):
        assert fill(client, f"/menschen/{ref}/zusage/T08", source="phone", cleared="y").status_code == 303
    address = "/menschen/P003/zusammenlegen?mit=P004"
    assert press(client, address, address).status_code == 303
    with town.app_context():
        kept = db.session.query(Person).filter_by(ref="P003").one()
        task = db.session.query(Task).filter_by(ref="T08").one()
        yeses = db.session.query(Assignment).filter_by(person_id=kept.id, task_id=task.id).order_by(Assignment.id).all()
        assert [yes.status.value for yes in yeses] == ["active", "released"]
        assert [yes.live_key for yes in yeses] == [f"{task.id}:{kept.id}", None]


def test_two_people_of_one_tandem_are_not_one_person(town: Flask) -> None:
    with town.app_context():
        query = (
            "SELECT a.ref, b.ref FROM tandem JOIN person a ON a.id = person_a_id JOIN person b ON b.id = person_b_id"
        )
        one, other = db.session.execute(db.text(query)).first() or ("", "")
    page = coordinator(town).get(f"/menschen/{one}/zusammenlegen?mit={other}").text
    assert "Also sind es zwei Menschen." in page
    assert "zusammenlegen</span></button>" not in page


def test_a_no_to_a_public_name_stays_a_no(town: Flask) -> None:
    client = coordinator(town)
    fill(client, "/menschen/P085/aendern", consent_public="1")
    address = "/menschen/P085/zusammenlegen?mit=P084"
    press(client, address, address)
    with town.app_context():
        assert db.session.query(Person).filter_by(ref="P085").one().consent_public is False


def test_merge_without_yeses_can_be_taken_back(town: Flask) -> None:
    client = coordinator(town)
    address = "/menschen/P001/zusammenlegen?mit=P036"
    assert press(client, address, address).status_code == 303
    action = client.get("/menschen/P001").text.partition('href="/verlauf/')[2].partition('"')[0]
    press(client, f"/verlauf/{action}", f"/verlauf/{action}")
    assert client.get("/menschen/P036").status_code == 200
    with town.app_context():
        back = db.session.query(Person).filter_by(ref="P036").one()
        assert db.session.query(Appointment).filter_by(person_id=back.id).count() > 0
