"""What the board keeps beside each task."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select, update

from ks_board.core.db import db
from ks_board.exchange.importer import import_folder
from ks_board.people.models import Person
from ks_board.tasks.index import count_taken, refresh_board
from ks_board.tasks.models import NO_DATE, Assignment, Task
from tests.conftest import NOW
from tests.exchange.folders import write_town

pytestmark = pytest.mark.usefixtures("in_empty")

TASKS = """id,title,description,unit_id,area,kind,status,start,rrule,people_needed
T1,Straßenfest,Wir feiern,U02,seniors,recurring,open,2026-11-17T18:30,FREQ=WEEKLY;BYDAY=TU,2
T2,Lesen,,U02,seniors,single,open,2026-11-01T10:00,,0
T3,Suchen,,U02,seniors,single,open,,,
"""
PEOPLE = "id,given_name,family_name,left_on\n" + "".join(f"P{n},A,B,\n" for n in range(1, 6)) + "P6,A,B,2026-11-16\n"
ASSIGNMENTS = """id,task_id,person_id,from,until,status
G1,T1,P1,,,active
G2,T1,P2,,2026-11-16,active
G3,T1,P3,,2026-11-15,active
G4,T1,P4,2027-01-01,,active
G5,T1,P5,,,seeking_stand_in
G6,T1,P6,,,active
G7,T3,P1,,,asked
"""


@pytest.fixture(autouse=True)
def _town(in_empty: object, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = write_town(tmp_path_factory.mktemp("town"), tasks=TASKS, people=PEOPLE, assignments=ASSIGNMENTS)
    import_folder(folder, now=NOW)


def kept(name: str) -> list[object]:
    return list(db.session.scalars(select(getattr(Task, name)).order_by(Task.id)))


def test_the_search_text_folds_title_description_unit_and_area() -> None:
    assert kept("search_text")[0] == "strassenfest wir feiern bauamt altere menschen older people"


def test_the_next_start_is_in_utc_and_missing_without_a_further_one() -> None:
    assert kept("next_at") == [datetime(2026, 11, 17, 17, 30, tzinfo=UTC), None, None]


def test_places_are_taken_by_active_assignments_not_ended_of_people_still_here() -> None:
    assert kept("taken") == [3, 0, 0]
    assert count_taken(now=NOW) == {1: 3}


def test_a_task_is_full_when_no_place_is_left_and_never_without_a_number() -> None:
    assert kept("is_full") == [True, True, False]


def test_only_stale_tasks_are_written_again() -> None:
    assert refresh_board(now=NOW) == 0
    db.session.execute(update(Person).where(Person.ref == "P1").values(left_on=date(2026, 1, 1)))
    assert refresh_board(now=NOW) == 1
    assert kept("taken")[0] == 2


def test_refreshing_some_tasks_leaves_the_others() -> None:
    db.session.execute(update(Assignment).values(until=date(2020, 1, 1)))
    assert refresh_board(now=NOW, tasks=[2, 3]) == 0
    assert refresh_board(now=NOW, tasks=[1]) == 1


def test_a_later_moment_has_a_later_start() -> None:
    refresh_board(now=datetime(2026, 11, 17, 17, 31, tzinfo=UTC))
    assert kept("next_at")[0] == datetime(2026, 11, 24, 17, 30, tzinfo=UTC)


def test_the_order_of_the_board_stands_in_an_index(in_empty: Flask) -> None:
    plan = db.session.connection().exec_driver_sql(
        "EXPLAIN QUERY PLAN SELECT id FROM task WHERE status IN ('open', 'running') ORDER BY is_full, sort_at, id"
    )
    assert [row.detail for row in plan] == ["SCAN task USING COVERING INDEX ix_task_board"]


def test_a_task_without_a_date_stands_behind_all_others() -> None:
    assert kept("sort_at") == [datetime(2026, 11, 17, 17, 30, tzinfo=UTC), NO_DATE, NO_DATE]
