"""Who may be thought away, what they hold, and who is near."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from ks_board.core.db import db
from ks_board.core.errors import BadParameter
from ks_board.exchange.importer import import_folder
from ks_board.gaps import held
from ks_board.gaps.absence import Absence, find_parts, split_refs, still_here
from ks_board.gaps.models import SubjectKind
from ks_board.gaps.what_if import compare
from ks_board.pages.held_lines import held_sections
from ks_board.pages.what_if import absence_asked
from ks_board.people.models import Person
from ks_board.tasks.match_queries import successors_for
from ks_board.tasks.models import Task
from tests.conftest import NOW
from tests.gaps.maker import ON, Maker


def without(*refs: str) -> Absence:
    return Absence(tuple(find_parts(refs)))


@pytest.fixture
def small(in_empty: Flask, tmp_path: Path) -> Maker:
    """Return a town of five people that a test goes on writing; `bring_in` reads it."""
    maker = Maker()
    for _ in range(4):
        maker.person()
    return maker


def bring_in(maker: Maker, folder: Path) -> None:
    import_folder(maker.write(folder), now=NOW)


def asked(app: Flask, refs: str) -> Absence:
    with app.test_request_context(f"/luecken/ohne?ohne={refs}"):
        return absence_asked(ON)


def test_refs_are_split_at_commas_and_each_counts_once() -> None:
    assert split_refs(" P1, U2 ,,P1,") == ["P1", "U2"]


def test_refs_of_people_units_and_pots_may_be_mixed(in_weisswald: Flask) -> None:
    parts = find_parts(["B01", "P028", "U12", "P999"])

    assert [(part.kind, part.ref) for part in parts] == [
        (SubjectKind.POT, "B01"),
        (SubjectKind.PERSON, "P028"),
        (SubjectKind.UNIT, "U12"),
    ]


@pytest.mark.parametrize(("refs", "people"), [("PE1", 1), ("PE1,PE2", 2)])
def test_up_to_half_of_the_people_may_be_thought_away(
    refs: str, people: int, small: Maker, in_empty: Flask, tmp_path: Path
) -> None:
    bring_in(small, tmp_path)

    assert len(asked(in_empty, refs).people) == people


def test_more_than_half_of_the_people_is_refused_in_a_sentence(small: Maker, in_empty: Flask, tmp_path: Path) -> None:
    bring_in(small, tmp_path)

    with pytest.raises(BadParameter, match="mehr als die halbe Stadt"):
        asked(in_empty, "PE1,PE2,PE3")


def test_a_ref_of_two_things_is_refused_in_a_sentence(small: Maker, in_empty: Flask, tmp_path: Path) -> None:
    small.unit(id="PE2")
    bring_in(small, tmp_path)

    with pytest.raises(BadParameter, match="zwei verschiedene Dinge"):
        asked(in_empty, "PE2")


def test_nothing_hangs_on_who_has_left(in_weisswald: Flask) -> None:
    assert still_here(without("P043", "P028", "B01"), ON).refs == ("P028", "B01")


def test_what_people_hold_is_told_apart_from_what_others_do(in_weisswald: Flask) -> None:
    duties = {duty.title: duty for duty in held.list_responsibilities(without("P028"), ON)}

    assert [other.name for other in duties["Runder Tisch Kleinstadt gestalten"].others] == ["Anja Achterberg"]
    assert duties["Ehrenamtsbörse"].others == ()
    assert [(own.name, own.role) for own in duties["Ehrenamtsbörse"].gone] == [("Petra Dörfel", "lead")]


def test_an_appointment_that_is_over_is_not_held_any_more(small: Maker, tmp_path: Path) -> None:
    over, still = small.duty(title="Vorbei"), small.duty(title="Noch")
    small.lead(over, person_id="PE2", until=-1)
    small.lead(still, person_id="PE2", until=0)
    bring_in(small, tmp_path)

    assert [duty.title for duty in held.list_responsibilities(without("PE2"), ON)] == ["Noch"]


def test_where_nobody_deputises_tandem_partners_and_helpers_of_its_tasks_are_named(
    small: Maker, in_empty: Flask, tmp_path: Path
) -> None:
    duty = small.duty()
    small.lead(duty, person_id="PE2")
    small.rows["people"][2]["given_name"], small.rows["people"][3]["given_name"] = "Ada", "Bo"
    small.tandem(person_a_id="PE2", person_b_id="PE3")
    small.assigned(small.task(responsibility_id=duty, title="Gießen"), person_id="PE4")
    bring_in(small, tmp_path)

    with in_empty.test_request_context():
        sections = {section.title: section for section in held_sections(without("PE2"), ON, now=NOW)}

    assert sections["Zuständigkeiten"].lines[0].successors == (
        "Ada Geheim ist im Tandem mit Vor Geheim.",
        "Bo Geheim macht bei „Gießen“ mit. Das gehört dazu.",
    )


def test_people_who_fit_a_task_are_proposed_although_it_is_full_but_not_those_thought_away(in_weisswald: Flask) -> None:
    task = db.session.scalars(select(Task.id).where(Task.ref == "T08")).one()
    now = datetime(2026, 11, 16, 7, tzinfo=UTC)
    first = successors_for([task], but=[], now=now)[task]

    others = successors_for([task], but=[first[0].person.id], now=now)[task]

    assert len(first) == 3
    assert [match.person.id for match in others[:2]] == [match.person.id for match in first[1:]]


def test_the_worst_changes_of_questions_stand_first(in_weisswald: Flask) -> None:
    comparison = compare(ON, without("P028"))

    assert [(row.question_ref, row.before, row.after) for row in comparison.questions] == [
        ("S4", (7, 8, 4), (20, 6, 4)),
        ("S2", (8, 1, 0), (14, 1, 0)),
        ("S6", (2, 1, 0), (3, 1, 0)),
    ]


def test_thinking_nobody_away_changes_nothing(in_weisswald: Flask) -> None:
    comparison = compare(date(2026, 11, 16), Absence())

    assert (comparison.opened, comparison.closed, comparison.questions) == ([], [], [])


def test_a_single_person_may_be_all_there_is(small: Maker, in_empty: Flask, tmp_path: Path) -> None:
    del small.rows["people"][1:]
    bring_in(small, tmp_path)

    assert asked(in_empty, "PE1").people == set(db.session.scalars(select(Person.id)))
