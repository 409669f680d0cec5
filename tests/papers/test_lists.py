"""Notices and sheets with many lines: the month, the week, phones, units, and the slips for the Kummerkasten."""

from datetime import date, datetime

import pytest
from flask import Flask

from ks_board.core.db import db
from ks_board.core.errors import BadParameter, NotFound
from ks_board.people.models import Person
from ks_board.tasks.models import Assignment, AssignmentStatus, Task, TaskKind, TaskStatus
from tests.papers.paper import codes, get_task, make, printed, words_of


def titles(app: Flask, **asked: str) -> list[str]:
    return [task["title"] for task in make(app, "monat", **asked).data["tasks"]]


def test_month_lists_the_dates_of_each_task(in_weisswald: Flask) -> None:
    paper = make(in_weisswald, "monat", monat="2026-12")
    task = next(task for task in paper.data["tasks"] if task["title"] == "Begleiten zum Arzt")
    assert task["facts"][1] == ("Tage", "1., 8., 15., 22. und 29. Dezember")
    assert "Mitmachen im Dezember 2026" in words_of(printed(paper))


def test_month_calls_to_no_task_that_is_full_or_has_no_date_in_it(in_town: Flask) -> None:
    full = get_task("T10", is_full=True)
    last = datetime.fromisoformat("2026-12-31T23:59")
    once = get_task("T11", kind=TaskKind.SINGLE, start=last, rrule=None, is_full=False)
    found = titles(in_town, monat="2026-12")
    assert (full.title in found, once.title in found) == (False, True)
    assert once.title not in titles(in_town, monat="2027-01")


def test_month_of_a_district_has_only_its_tasks(in_weisswald: Flask) -> None:
    all_of_them = titles(in_weisswald, monat="2026-12")
    some = make(in_weisswald, "monat", monat="2026-12", ortsteil="U06")
    assert {task["title"] for task in some.data["tasks"]} < set(all_of_them)
    assert some.data["where"] == "Ortschaft Heidedorf"


def test_sixty_tasks_of_a_month_run_on_over_pages(in_town: Flask) -> None:
    model = get_task("T01")
    shared = {"unit_id": model.unit_id, "area_id": model.area_id, "kind": TaskKind.SINGLE, "status": TaskStatus.OPEN}
    for number in range(60):
        start = datetime.fromisoformat(f"2027-02-{1 + number % 28:02}T09:00")
        db.session.add(Task(ref=f"X{number}", title=f"Übung macht {number} Meister", start=start, **shared))
    db.session.flush()
    pdf = printed(make(in_town, "monat", monat="2027-02"))
    words = words_of(pdf)
    assert all(f"Übung macht {number} Meister" in words for number in range(60))
    assert len(pdf.pages) > 3


def test_month_without_tasks_says_so(in_weisswald: Flask) -> None:
    paper = make(in_weisswald, "monat", monat="1990-01")
    assert paper.data["none"] == "Für diesen Monat ist noch nichts eingetragen."


@pytest.mark.parametrize("month", ["2026-13", "2026", "3000-01", "2026-1", "x"])
def test_wrong_month_is_a_sentence(in_weisswald: Flask, month: str) -> None:
    with pytest.raises(BadParameter, match="so: 2026-12"):
        make(in_weisswald, "monat", monat=month)


def test_unknown_district_is_not_found(in_weisswald: Flask) -> None:
    with pytest.raises(NotFound):
        make(in_weisswald, "monat", ortsteil="U01")


def test_week_says_who_is_on_and_how_to_reach_them(in_town: Flask) -> None:
    yes = db.session.query(Assignment).join(Task).filter(Task.ref == "T01").order_by(Assignment.id).limit(1).one()
    yes.status, yes.until = AssignmentStatus.SEEKING_STAND_IN, date(2026, 11, 17)
    person = db.session.get_one(Person, yes.person_id)
    person.phone = None
    db.session.flush()
    days = [part["table"] for part in make(in_town, "woche").data["parts"]]
    monday, wednesday = (next(row for row in days[day]["rows"] if "Heidedorf" in row[1]) for day in (0, 2))
    assert f"{person.name}, ohne Telefon (sucht eine Vertretung)" in monday[2]
    assert person.name not in wednesday[2]


def test_week_is_printed_with_all_its_days(in_weisswald: Flask) -> None:
    words = words_of(printed(make(in_weisswald, "woche")))
    assert "Montag, 16. November 2026" in words
    assert "Sonntag, 22. November 2026" in words


def test_phone_list_goes_by_family_names(in_weisswald: Flask) -> None:
    paper = make(in_weisswald, "telefonliste")
    names = [row[0] for row in paper.data["parts"][0]["table"]["rows"]]
    assert names[:3] == ["Ahlers, Greta", "Al-Haddad, Layla", "Bartosz, Magdalena"]
    assert "Bürgerbus Weißwald e. V." in words_of(printed(paper))


def test_list_of_units_has_their_phones(in_weisswald: Flask) -> None:
    assert "Hauptamt, Telefon 030 23125 120" in words_of(printed(make(in_weisswald, "organigramm")))


def test_slip_leads_to_the_form_for_worries(in_weisswald: Flask) -> None:
    paper = make(in_weisswald, "kummerkasten")
    pdf = printed(paper)
    assert len(pdf.pages) == 1
    assert words_of(pdf).count("Kummerkasten") == 4
    assert codes(paper) == {in_weisswald.config["BASE_URL"] + "/nachricht"}
