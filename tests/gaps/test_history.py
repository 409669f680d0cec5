"""The daily snapshot: the same day twice, days caught up from the record, days that nobody can know."""

import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from flask import Flask
from sqlalchemy import Table, delete, insert, select

from ks_board.core.db import db
from ks_board.core.record import acting
from ks_board.core.undo import undo
from ks_board.exchange.importer import import_folder
from ks_board.gaps.history import (
    closed_between,
    counts_on,
    days_until_closed,
    estimate,
    list_known_days,
    take_snapshot,
)
from ks_board.gaps.history_models import GapSnapshot, GapSpell, SnapshotSource
from ks_board.gaps.models import Rule
from ks_board.gaps.queries import count_by_question, find_gaps
from ks_board.organigram.models import Appointment, AppointmentKind, Responsibility
from ks_board.pages.work import snapshot_of_the_day
from ks_board.people.models import Person
from tests.conftest import NOW, WEISSWALD

START = date(2026, 11, 16)
LIVES = cast("Table", GapSpell.__table__)
NOBODY = ("post-vacant", "responsibility-no-holder")


def day(number: int) -> date:
    return START + timedelta(days=number)


def at(number: int) -> datetime:
    return NOW + timedelta(days=number)


def snap(number: int) -> None:
    take_snapshot(day(number), now=at(number))
    db.session.commit()


def lives() -> list[Any]:
    columns = [column for column in LIVES.columns if column.name != "id"]
    return list(db.session.execute(select(*columns).order_by(*columns)))


def row(model: Any, ref: str) -> Any:
    return db.session.scalars(select(model).where(model.ref == ref)).one()


def act(app: Flask, number: int, change: Callable[[], object]) -> str:
    """Change something on a day; the board's clock stands at eight o'clock of it."""
    app.config["TODAY"] = day(number)
    with acting(None, "tests") as action:
        change()
        db.session.commit()
    return action


@pytest.fixture
def board(in_town: Flask) -> Any:
    before = in_town.config["TODAY"]
    yield in_town
    in_town.config["TODAY"] = before


def leave(ref: str, number: int) -> Callable[[], object]:
    return lambda: setattr(row(Person, ref), "left_on", day(number))


def end_all_leads(number: int) -> None:
    for appointment in db.session.scalars(select(Appointment).where(Appointment.kind == AppointmentKind.LEAD).limit(9)):
        appointment.until = day(number)


def let_them_stay() -> None:
    for appointment in db.session.scalars(select(Appointment).where(Appointment.until == day(0))):
        appointment.until = None


def appoint_deputies() -> None:
    duties = db.session.scalars(select(Responsibility).order_by(Responsibility.id).limit(30))
    for number, duty in enumerate(duties):
        values = {"person_id": row(Person, "P028").id, "kind": AppointmentKind.DEPUTY, "from_": START}
        db.session.add(Appointment(ref=f"A9{number:03}", responsibility_id=duty.id, **values))
    db.session.flush()


def remove_deputy() -> None:
    db.session.delete(row(Appointment, "A9001"))


def be_stricter() -> None:
    row(Rule, "person-no-thanks").threshold_days = 1


def a_week(app: Flask) -> None:
    """Let things happen, several on one day, some taken back; look at the town at the end of each day."""
    act(app, 0, leave("P006", 0))
    snap(0)
    act(app, 1, appoint_deputies)
    wrong = act(app, 1, leave("P024", 1))
    snap(1)
    act(app, 2, lambda: undo(wrong, now=at(2)))
    act(app, 2, be_stricter)
    snap(2)
    snap(3)
    act(app, 4, remove_deputy)
    act(app, 4, lambda: end_all_leads(4))
    snap(4)
    snap(5)


def test_catching_up_finds_what_daily_snapshots_found(board: Flask) -> None:
    snap(0)
    first = db.session.execute(select(GapSnapshot.__table__)).mappings().one()
    begun = [dict(life) for life in db.session.execute(select(LIVES)).mappings()]
    a_week(board)
    daily, counts = lives(), counts_on([day(number) for number in range(6)])
    db.session.execute(delete(GapSnapshot))
    db.session.execute(delete(GapSpell))
    db.session.execute(insert(GapSnapshot), [dict(first)])
    db.session.execute(insert(LIVES), begun)

    snap(5)

    assert lives() == daily
    assert counts_on([day(number) for number in range(6)]) == counts
    assert [source.value for source in list_known_days(day(0), day(5)).values()] == [
        "taken", *["from_record"] * 4, "taken",
    ]  # fmt: skip


def test_counts_are_those_of_the_gaps_of_the_day(board: Flask) -> None:
    snap(0)
    assert counts_on([day(0), day(1)]) == {day(0): count_by_question(find_gaps(day(0))), day(1): None}


def test_the_same_day_again_changes_nothing(board: Flask) -> None:
    snap(0)
    once = lives()
    snap(0)
    assert lives() == once
    assert len(once) == len(find_gaps(day(0)))


def test_a_day_counts_as_it_ended_and_not_as_it_began(board: Flask) -> None:
    snap(0)
    act(board, 0, leave("P006", 0))
    snap(1)
    assert counts_on([day(0)])[day(0)] == count_by_question(find_gaps(day(0)))


def test_an_earlier_day_than_the_last_is_left_alone(board: Flask) -> None:
    snap(1)
    snap(0)
    assert list(list_known_days(day(0), day(1))) == [day(1)]


def test_a_change_without_a_record_makes_the_missed_days_unknown(board: Flask) -> None:
    snap(0)
    row(Person, "P006").left_on = day(-3)
    db.session.commit()
    snap(3)
    assert [source.value for source in list_known_days(day(0), day(3)).values()] == [
        "taken", "unknown", "unknown", "taken",
    ]  # fmt: skip
    assert counts_on([day(0), day(1), day(3)])[day(1)] is None
    assert counts_on([day(3)])[day(3)] == count_by_question(find_gaps(day(3)))


def test_days_before_an_import_are_unknown_and_later_ones_are_told(board: Flask, tmp_path: Path) -> None:
    snap(0)
    folder = Path(shutil.copytree(WEISSWALD, tmp_path / "town"))
    people = (folder / "people.csv").read_text("utf-8").replace("Achterberg", "Ackermann", 1)
    (folder / "people.csv").write_text(people, "utf-8")
    import_folder(folder, now=at(2))
    act(board, 3, leave("P006", 3))
    snap(4)
    assert [source.value for source in list_known_days(day(0), day(4)).values()] == [
        "taken", "unknown", "from_record", "from_record", "taken",
    ]  # fmt: skip


def test_closed_gaps_say_how_long_they_lasted(board: Flask) -> None:
    snap(0)
    act(board, 1, lambda: end_all_leads(0))
    snap(1)
    opened = [life for life in lives() if life.opened_on == day(1)]
    act(board, 4, let_them_stay)
    snap(4)
    seats = {life.subject_ref for life in opened if life.rule_ref in NOBODY}
    closed = closed_between(day(2), day(4), rules=NOBODY)
    assert {gap.subject_ref for gap in closed if gap.opened_on == day(1)} == seats
    assert days_until_closed(day(4), day(4), rules=NOBODY).count(3) == len(seats) > 3


def test_a_rule_that_changes_its_weight_closes_no_gap(board: Flask) -> None:
    snap(0)
    number = len(lives())
    act(board, 1, lambda: setattr(row(Rule, "responsibility-no-deputy"), "severity", 1))
    snap(1)
    assert closed_between(day(1), day(1), rules={"responsibility-no-deputy"}) == []
    assert len([life for life in lives() if life.opened_on < day(1)]) == number
    assert counts_on([day(1)])[day(1)] == count_by_question(find_gaps(day(1)))


def test_days_before_the_first_can_be_estimated_and_say_so(board: Flask) -> None:
    estimate([day(-60), day(-30)], now=NOW)
    snap(0)
    assert set(list_known_days(day(-60), day(-1)).values()) == {SnapshotSource.ESTIMATED}
    assert counts_on([day(-30)])[day(-30)] == count_by_question(find_gaps(day(-30)))


def test_gaps_that_were_there_before_begin_when_the_facts_say(board: Flask) -> None:
    snap(0)
    known = [life for life in lives() if life.opening_known]
    assert len(known) > 50
    assert {life.opened_on for life in lives() if not life.opening_known} == {day(0)}


def test_the_nightly_work_notes_the_day(board: Flask) -> None:
    snapshot_of_the_day(day(0), NOW)
    assert list(list_known_days(day(0), day(0)).values()) == [SnapshotSource.TAKEN]
