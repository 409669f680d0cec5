"""Importing: all or nothing, only what changed, never the wrong town."""

from pathlib import Path

import pytest
from sqlalchemy import select

from ks_board.core.db import db, writing
from ks_board.core.errors import Conflict
from ks_board.exchange.importer import Report, import_folder
from ks_board.exchange.problems import FolderRefused
from ks_board.organigram.models import Appointment, Responsibility, Unit
from ks_board.people.accounts import create_account
from ks_board.people.models import Account, Person
from ks_board.permissions import Role
from ks_board.tasks.models import Task, TaskPot
from ks_board.town.models import Area
from ks_board.town.queries import list_settings
from ks_board.town.version import data_version
from tests.conftest import NOW, WEISSWALD
from tests.exchange.folders import PEOPLE, TASKS, UNITS, write_town

pytestmark = pytest.mark.usefixtures("in_empty")


def load(folder: Path, **options: bool) -> Report:
    """Import a folder and return what it announced."""
    reports: list[Report] = []
    import_folder(folder, now=NOW, announce=reports.append, **options)
    return reports[0]


def changed(report: Report) -> dict[str, tuple[int, int, int, int]]:
    """Return the counts of the files in which anything is new, changed or gone."""
    return {name: counts for name, counts in report.counts.items() if counts[0] or counts[1] or counts[3]}


def test_a_first_import_brings_all_rows() -> None:
    report = load(WEISSWALD)
    assert report.rows == 1369
    assert report.counts["people"] == (140, 0, 0, 0)
    assert db.session.query(Person).count() == 140


def test_a_second_import_changes_nothing() -> None:
    load(WEISSWALD)
    version = data_version()
    assert changed(load(WEISSWALD)) == {}
    assert data_version() == version


def test_an_edited_folder_changes_only_what_was_edited(tmp_path: Path) -> None:
    load(write_town(tmp_path, people=PEOPLE, tasks=TASKS))
    ids = dict(db.session.execute(select(Person.ref, Person.id)).all())
    version = data_version()
    report = load(write_town(tmp_path, people=PEOPLE.replace("Li,", "Lee,") + "P3,Mo,Rau\n"))
    assert changed(report) == {"people": (1, 1, 1, 0)}
    assert db.session.scalars(select(Person.given_name).order_by(Person.id)).all() == ["Änne", "Lee", "Mo"]
    assert ids.items() <= dict(db.session.execute(select(Person.ref, Person.id)).all()).items()
    assert data_version() != version


def test_a_folder_with_one_fault_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(FolderRefused):
        load(write_town(tmp_path, people=PEOPLE, tasks=TASKS.replace("single", "double")))
    assert db.session.query(Unit).count() == 0


def test_a_dry_run_tells_the_same_and_writes_nothing(tmp_path: Path) -> None:
    assert load(WEISSWALD, dry_run=True).counts["units"] == (49, 0, 0, 0)
    assert db.session.query(Unit).count() == 0
    assert list_settings() == {}


def test_columns_that_a_file_does_not_have_keep_their_values(tmp_path: Path) -> None:
    load(write_town(tmp_path, people="id,given_name,family_name,phone,skills\nP1,A,B,030,x;y\n"))
    report = load(write_town(tmp_path, people="id,given_name,family_name\nP1,A,C\nP2,D,E\n"))
    assert changed(report) == {"people": (1, 1, 0, 0)}
    rows = db.session.execute(select(Person.family_name, Person.phone, Person.skills).order_by(Person.id)).all()
    assert rows == [("C", "030", ("x", "y")), ("E", None, ())]


def test_kept_values_are_checked_with_the_new_ones(tmp_path: Path) -> None:
    units = "id,name,kind,valid_from,valid_until\nU01,A,town,2020-01-01,2021-01-01\n"
    load(write_town(tmp_path, units=units))
    with pytest.raises(FolderRefused, match="vor dem Anfang"):
        load(write_town(tmp_path, units="id,name,kind,valid_from\nU01,A,town,2022-01-01\n"))


def test_rows_gone_from_the_folder_stay(tmp_path: Path) -> None:
    load(write_town(tmp_path, people=PEOPLE))
    report = load(write_town(tmp_path, people="id,given_name,family_name\nP1,Änne,Öz\n"))
    assert report.gone == {"people": ["P2"]}
    assert db.session.query(Person).count() == 2


def test_prune_removes_rows_gone_from_the_folder(tmp_path: Path) -> None:
    load(WEISSWALD)
    units = "id,parent_id,name,kind,place_id\nU01,,Stadt Weißwald,town,\n"
    folder = write_town(tmp_path, meta="key,value\ntown_id,weisswald\n", units=units)
    assert len(load(folder, prune=True).gone["tasks"]) == 80
    assert [db.session.query(model).count() for model in (Unit, Person, Task, TaskPot, Appointment)] == [1, 0, 0, 0, 0]
    assert changed(load(folder, prune=True)) == {}


def test_the_built_in_pack_survives_a_prune(tmp_path: Path) -> None:
    folder = write_town(tmp_path)
    load(folder)
    assert changed(load(folder, prune=True)) == {}


def test_prune_refuses_to_remove_what_is_still_needed(tmp_path: Path) -> None:
    load(write_town(tmp_path, people=PEOPLE))
    with writing():
        person = db.session.scalars(select(Person.id).where(Person.ref == "P2")).one()
        create_account(email="li@example.example", roles=[Role.VOLUNTEER], person_id=person)
        db.session.commit()
    with pytest.raises(Conflict, match=r"„P2“ aus people\.csv .* account\.person_id"):
        load(write_town(tmp_path, people="id,given_name,family_name\nP1,Änne,Öz\n"), prune=True)
    assert db.session.query(Person).count() == 2


def test_prune_refuses_to_remove_what_a_kept_column_needs(tmp_path: Path) -> None:
    procedures = "id,title,kind,unit_id\nV1,A,procedure,U01\n"
    duties = "id,unit_id,title,kind,area,procedure_id\nR1,U01,A,internal,seniors,V1\n"
    load(write_town(tmp_path, procedures=procedures, responsibilities=duties))
    (tmp_path / "procedures.csv").unlink()
    shorter = "id,unit_id,title,kind,area\nR1,U01,A,internal,seniors\n"
    with pytest.raises(Conflict, match=r"responsibility\.procedure_id"):
        load(write_town(tmp_path, responsibilities=shorter), prune=True)


def test_a_missing_file_of_the_pack_leaves_the_towns_own_rows_alone(tmp_path: Path) -> None:
    areas = "id,label_de,label_en\nseniors,Senioren bei uns,Ours\n"
    load(write_town(tmp_path, areas=areas))
    (tmp_path / "areas.csv").unlink()
    assert changed(load(tmp_path)) == {"areas": (13, 0, 1, 0)}
    assert db.session.scalar(select(Area.label_de).where(Area.ref == "seniors")) == "Senioren bei uns"


def test_another_town_is_refused_and_with_replace_takes_the_place(tmp_path: Path) -> None:
    load(WEISSWALD)
    create_account(email="a@example.example", roles=[Role.ADMIN])
    db.session.commit()
    with pytest.raises(Conflict, match="andere Stadt"):
        load(write_town(tmp_path))
    load(tmp_path, replace=True)
    assert [db.session.query(model).count() for model in (Unit, Person, Account)] == [2, 0, 0]
    assert list_settings()["town"] == "Stadt Kleinow"


def test_replace_does_not_empty_the_same_town(tmp_path: Path) -> None:
    load(write_town(tmp_path, people=PEOPLE))
    create_account(email="a@example.example", roles=[Role.ADMIN])
    db.session.commit()
    load(tmp_path, replace=True)
    assert db.session.query(Account).count() == 1


def test_a_renamed_root_needs_prune(tmp_path: Path) -> None:
    meta = "key,value\ntown_id,kleinow\n"
    load(write_town(tmp_path, meta=meta))
    write_town(tmp_path, units=UNITS.replace("U01", "U09"))
    with pytest.raises(Conflict, match="U01, U09"):
        load(tmp_path)
    load(tmp_path, prune=True)
    assert db.session.scalars(select(Unit.ref).where(Unit.parent_id.is_(None))).all() == ["U09"]


def test_rows_may_refer_to_each_other_in_a_circle(tmp_path: Path) -> None:
    units = "id,name,kind,place_id\nU01,A,town,L1\n"
    load(write_town(tmp_path, units=units, places="id,name,kind,owner_unit_id\nL1,A,x,U01\n"))
    assert db.session.scalars(select(Unit.place_id)).one() is not None


def test_more_people_than_places_is_only_warned_of(tmp_path: Path) -> None:
    tasks = "id,title,unit_id,area,kind,status,people_needed\nT1,A,U01,seniors,single,open,1\n"
    assignments = "id,task_id,person_id,status\nG1,T1,P1,active\nG2,T1,P2,active\n"
    folder = write_town(tmp_path, people=PEOPLE, tasks=tasks, assignments=assignments)
    assert [str(warning) for warning in import_folder(folder, now=NOW)] == [
        "tasks.csv: „T1“ hat 2 Zusagen für 1 Plätze."
    ]


def test_the_pots_of_a_task_keep_their_order_and_follow_the_folder(tmp_path: Path) -> None:
    pots = "id,name,kind,decided_by,pays\nB1,A,process,town,before\nB2,B,process,town,before\n"
    tasks = "id,title,unit_id,area,kind,status,pot_ids\nT1,A,U01,seniors,single,open,{}\n"
    load(write_town(tmp_path, budget_pots=pots, tasks=tasks.format("B2; B1")))
    order = select(TaskPot.pot_id).order_by(TaskPot.position)
    assert db.session.scalars(order).all() == [2, 1]
    assert changed(load(write_town(tmp_path, tasks=tasks.format("B1")))) == {"tasks": (0, 1, 0, 0)}
    assert db.session.scalars(order).all() == [1]


def test_an_appointment_leads_to_its_post_or_responsibility() -> None:
    load(WEISSWALD)
    query = select(Responsibility.ref).join(Appointment).where(Appointment.ref == "A283")
    row = [row for row in (WEISSWALD / "appointments.csv").read_text().splitlines() if row.startswith("A283,")]
    assert db.session.scalars(query).all() == [row[0].split(",")[3]]
