"""The Vorschau knows what comes, in order, with what to do when."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from ks_board.core.db import Base, db
from ks_board.fund.models import Grant, Pot
from ks_board.gaps.foresight import Kind, list_coming, months_before
from ks_board.gaps.models import Measure
from ks_board.gaps.queries import find_gaps
from ks_board.organigram.models import Appointment, Post, Unit
from ks_board.pages.foresight_words import WORDS, advice
from ks_board.people.models import Person
from ks_board.tandems.models import Sponsorship, Tandem
from ks_board.tasks.models import Assignment, Task
from ks_board.tasks.recurrence import last_day
from ks_board.town.models import Decision, Procedure, TownSetting
from tests.conftest import TODAY
from tests.foresight.counting import counted

PAGE, ON = "/vorschau", date.fromisoformat(TODAY)
YEAR = date(2027, 11, 16)


def coming(kind: Kind, ref: str, on: date = ON) -> list[date]:
    return [one.on for one in list_coming(on) if (one.kind, one.ref) == (kind, ref)]


def put(model: type[Base], ref: str, **values: Any) -> None:
    row: Any = db.session.scalars(select(model).where(model.ref == ref)).one()  # type: ignore[attr-defined]
    for name, value in values.items():
        setattr(row, name, value)
    db.session.flush()


Fact = tuple[Kind, str, type[Base], str, str]
FACTS: list[Fact] = [
    (Kind.APPOINTMENT_ENDS, "S01", Appointment, "A001", "until"),
    (Kind.APPOINTMENT_BEGINS, "S01", Appointment, "A001", "from_"),
    (Kind.PERSON_LEAVES, "P084", Person, "P084", "left_on"),
    (Kind.UNIT_ENDS, "U10", Unit, "U10", "valid_until"),
    (Kind.UNIT_BEGINS, "U10", Unit, "U10", "valid_from"),
    (Kind.FUNDING_ENDS, "S01", Post, "S01", "funded_until"),
    (Kind.POT_ENDS, "B01", Pot, "B01", "valid_until"),
    (Kind.APPLY_UNTIL, "B01", Pot, "B01", "apply_until"),
    (Kind.REPORT_DUE, "Y03", Grant, "Y03", "report_due_on"),
    (Kind.DECISION_ENDS, "C01", Decision, "C01", "valid_until"),
    (Kind.MEETING, "V07", Procedure, "V07", "next_on"),
    (Kind.MEASURE_DUE, "M01", Measure, "M01", "due_on"),
    (Kind.YES_ENDS, "T01", Assignment, "G001", "until"),
    (Kind.TANDEM_ENDS, "D01", Tandem, "D01", "end"),
]


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact[0])
def test_a_day_counts_from_today_to_the_same_day_next_year(fact: Fact, in_town: Flask) -> None:
    kind, ref, model, row, column = fact
    if kind in {Kind.APPOINTMENT_ENDS, Kind.APPOINTMENT_BEGINS}:
        db.session.execute(update(Post).where(Post.ref == ref).values(kind="professional"))
    found = {}
    for day in (ON - timedelta(days=1), ON, YEAR, YEAR + timedelta(days=1)):
        put(model, row, **{column: day})
        found[day] = coming(kind, ref)
    assert list(found.values()) == [[], [ON], [YEAR], []]


def test_elected_posts_are_mandates(in_town: Flask) -> None:
    db.session.execute(update(Post).where(Post.ref == "S01").values(kind="elected"))
    put(Appointment, "A001", until=YEAR)
    assert (coming(Kind.MANDATE_ENDS, "S01"), coming(Kind.APPOINTMENT_ENDS, "S01")) == ([YEAR], [])


def test_a_sponsorship_names_the_sponsor(in_town: Flask) -> None:
    put(Sponsorship, "X01", until=YEAR)
    (one,) = [one for one in list_coming(ON) if one.kind is Kind.SPONSORSHIP_ENDS and one.on == YEAR]
    assert (one.page, one.name is not None) == ("person", True)


def test_the_council_term_ends(in_town: Flask) -> None:
    db.session.execute(update(TownSetting).where(TownSetting.key == "council_term_end").values(value="2027-06-30"))
    assert coming(Kind.TERM_ENDS, "") == [date(2027, 6, 30)]


@pytest.mark.parametrize(
    ("kind", "rule", "ref"),
    [
        (Kind.ANSWER_DUE, "answer-outdated", "U2"),
        (Kind.REVIEW_DUE, "procedure-stale", "V04"),
    ],
)
def test_it_is_the_last_day_before_a_gap(kind: Kind, rule: str, ref: str, in_weisswald: Flask) -> None:
    (last,) = coming(kind, ref)
    refs = [
        {gap.subject_ref for gap in find_gaps(day, rules=frozenset({rule}))} for day in (last, last + timedelta(days=1))
    ]
    assert [ref in found for found in refs] == [False, True]


def test_a_certificate_is_good_until_the_day_before_its_gap(in_weisswald: Flask) -> None:
    days = {one.ref: one.on for one in list_coming(ON) if one.kind is Kind.CERTIFICATE_ENDS}
    assert set(days) == {"P084", "P092", "P099", "P114", "P119"}
    theirs = select(Assignment.ref, Person.ref).join(Person, Person.id == Assignment.person_id)
    person_of = {row[0]: row[1] for row in db.session.execute(theirs)}
    for ref, last in days.items():
        for day, is_gap in ((last, False), (last + timedelta(days=1), True)):
            gaps = find_gaps(day, rules=frozenset({"certificate-missing"}))
            assert (ref in {person_of[gap.subject_ref] for gap in gaps}) is is_gap, (ref, day)


@pytest.mark.parametrize(
    ("start", "rrule", "last"),
    [
        ("2026-12-24T10:00", None, date(2026, 12, 24)),
        ("2026-11-01T10:00", "FREQ=WEEKLY;COUNT=5", date(2026, 11, 29)),
        ("2020-11-01T10:00", "FREQ=WEEKLY;UNTIL=20261231T235959Z", date(2026, 12, 27)),
        ("2020-02-29T10:00", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;UNTIL=20270101T000000Z", date(2024, 2, 29)),
        ("2020-11-01T10:00", "FREQ=WEEKLY", None),
    ],
)
def test_the_last_day_of_a_task(start: str, rrule: str | None, last: date | None, in_weisswald: Flask) -> None:
    assert last_day(datetime.fromisoformat(start), rrule) == last


def test_a_task_ends_with_its_rule(in_town: Flask) -> None:
    put(Task, "T01", start=datetime.fromisoformat("2026-11-02T08:00"), rrule="FREQ=WEEKLY;COUNT=5")
    assert coming(Kind.TASK_ENDS, "T01") == [date(2026, 11, 30)]


def test_it_is_in_order_and_holds_what_weisswald_knows(in_weisswald: Flask) -> None:
    found = list_coming(ON)
    assert [one.on for one in found] == sorted(one.on for one in found)
    kinds = {kind: sum(one.kind is kind for one in found) for kind in (Kind.FUNDING_ENDS, Kind.POT_ENDS)}
    funded = select(func.count()).select_from(Post).where(Post.funded_until.between(ON, YEAR))
    pots = select(func.count()).select_from(Pot).where(Pot.valid_until.between(ON, YEAR))
    assert kinds == {Kind.FUNDING_ENDS: db.session.scalar(funded), Kind.POT_ENDS: db.session.scalar(pots)}


def test_it_needs_three_statements(in_weisswald: Flask) -> None:
    with counted() as statements:
        list_coming(ON)
    assert len(statements) == 3


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2027, 5, 31), 3, date(2027, 2, 28)),
        (date(2027, 1, 15), 1, date(2026, 12, 15)),
        (date(2027, 1, 15), 12, date(2026, 1, 15)),
        (date(2024, 2, 29), -12, date(2025, 2, 28)),
        (date(9999, 12, 1), -1, date.max),
        (date(1, 1, 1), 1, date.min),
    ],
)
def test_months_before(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before


def test_every_kind_says_what_to_do_when(in_weisswald: Flask) -> None:
    assert set(WORDS) == set(Kind)
    assert advice(Kind.APPOINTMENT_ENDS, date(2027, 6, 30), on=ON) == (
        "3 Monate vorher, am 30. März 2027: Ansprechen: weitermachen oder Nachfolge suchen"
    )
    assert advice(Kind.MEETING, date(2026, 12, 7), on=ON) == "Jetzt: Einladen"


def test_the_page_shows_month_by_month(staff: FlaskClient) -> None:
    page = staff.get(PAGE).text
    assert page.index("November 2026") < page.index("Dezember 2026") < page.index("Januar 2027")
    assert "Sprecherin Stadtgärtner" in page
    assert 'href="/stellen/S83"' in page


@pytest.mark.parametrize("day", ["2100-12-31", "1900-01-01", "2027-06-01"])
def test_it_can_be_asked_for_any_day(day: str, staff: FlaskClient) -> None:
    answer = staff.get(f"{PAGE}?am={day}")
    assert (answer.status_code, "Sie sehen den Stand vom" in answer.text) == (200, True)


@pytest.mark.parametrize(("query", "status"), [("?am=2101-01-01", 400), ("?am=gestern", 400), ("?seite=9", 404)])
def test_what_cannot_be_asked_is_said_in_a_sentence(query: str, status: int, staff: FlaskClient) -> None:
    assert staff.get(PAGE + query).status_code == status


def test_an_empty_town_is_told_what_to_do(in_empty: Flask) -> None:
    assert list_coming(ON) == []
