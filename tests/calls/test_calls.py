"""The ten calls of the week on Weißwald: whom they name, and what a note of a call changes."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from ks_board.core.db import db, writing
from ks_board.gaps.calls import count_made, get_entry, list_calls, log_call
from ks_board.gaps.calls_choice import monday_of
from ks_board.gaps.calls_model import Call, CallKind
from ks_board.gaps.queries import find_gaps
from ks_board.people.models import Account, Person
from ks_board.tandems.models import Sponsorship, Tandem
from ks_board.tasks.models import Thanks
from tests.conftest import TODAY
from tests.foresight.counting import counted
from tests.organigram_edit.browser import coordinator, fields_of, send

PAGE, ON = "/anrufe", date.fromisoformat(TODAY)


def keys(on: date = ON) -> list[tuple[str, str]]:
    return [(entry.due.kind.value, entry.due.subject_ref) for entry in list_calls(on)]


def note(kind: CallKind, *, reached: bool = True, text: str | None = None, on: date = ON) -> str:
    """Note a call about the first of a kind and return its subject."""
    entry = next(entry for entry in list_calls(on) if entry.due.kind is kind)
    by = db.session.scalars(select(Account.person_id).where(Account.roles == ("coordinator",))).one()
    log_call(entry, reached=reached, note=text, by=by, on=on)
    return entry.due.subject_ref


def test_weisswald_has_ten_calls_and_all_kinds_have_a_turn(in_weisswald: Flask) -> None:
    kinds = [entry.due.kind for entry in list_calls(ON)]
    assert (len(kinds), set(kinds)) == (10, set(CallKind))


def test_every_line_is_a_gap_that_was_there_on_monday(in_weisswald: Flask) -> None:
    found = {(gap.rule.ref, gap.subject_ref) for gap in find_gaps(ON)}
    rules = {"tandem": "tandem-silent", "sponsor": "sponsor-silent", "alone": "task-one-person"}
    rules |= {"ending": "mandate-ending", "thanks": "person-no-thanks"}
    assert {(rules[kind], ref) for kind, ref in keys()} <= found


def test_nobody_is_named_twice_and_the_coordination_not_at_all(in_weisswald: Flask) -> None:
    called = [entry.due.person_id for entry in list_calls(ON)]
    staff = set(db.session.scalars(select(Account.person_id).where(Account.roles.in_([("coordinator",), ("admin",)]))))
    assert (len(set(called)), set(called) & staff) == (10, set())


def test_the_list_is_the_same_from_monday_to_sunday(in_weisswald: Flask) -> None:
    assert [keys(ON + timedelta(days=days)) for days in range(7)] == [keys()] * 7


def test_calls_made_stay_on_the_list_and_nobody_else_comes(in_town: Flask) -> None:
    before = keys()
    for kind in CallKind:
        note(kind)
    assert keys(ON + timedelta(days=6)) == before
    assert count_made(ON) == 5


def test_a_silent_tandem_has_had_contact_when_it_was_reached(in_town: Flask) -> None:
    ref = note(CallKind.TANDEM, on=ON + timedelta(days=2))
    assert db.session.scalars(select(Tandem.last_contact_on).where(Tandem.ref == ref)).one() == date(2026, 11, 18)
    assert not [gap for gap in find_gaps(date(2026, 11, 18), rules={"tandem-silent"}) if gap.subject_ref == ref]


def test_a_silent_sponsor_has_had_contact_and_the_tandem_has_not(in_town: Flask) -> None:
    tandems = db.session.execute(select(Tandem.ref, Tandem.last_contact_on)).all()
    ref = note(CallKind.SPONSOR)
    assert db.session.scalars(select(Sponsorship.last_contact_on).where(Sponsorship.ref == ref)).one() == ON
    assert db.session.execute(select(Tandem.ref, Tandem.last_contact_on)).all() == tandems


def test_thanks_on_the_phone_are_recorded_once(in_town: Flask) -> None:
    ref = note(CallKind.THANKS)
    log_call(get_entry("thanks", ref, on=ON), reached=True, note=None, by=None, on=ON)
    mine = select(Thanks.kind, Thanks.given_on).join(Person, Person.id == Thanks.person_id).where(Person.ref == ref)
    assert [tuple(row) for row in db.session.execute(mine.where(Thanks.given_on == ON))] == [("call", ON)]


def test_who_was_not_reached_has_had_no_contact_and_is_first_of_the_kind_next_week(in_town: Flask) -> None:
    ref = note(CallKind.TANDEM, reached=False)
    assert db.session.scalars(select(Tandem.last_contact_on).where(Tandem.ref == ref)).one() != ON
    assert next(one for kind, one in keys(ON + timedelta(days=7)) if kind == "tandem") == ref


def test_a_second_try_in_the_week_can_reach(in_town: Flask) -> None:
    ref = note(CallKind.ALONE, reached=False, text="Abends versuchen")
    later = ON + timedelta(days=1)
    log_call(get_entry("alone", ref, on=later), reached=True, note=None, by=None, on=later)
    calls = db.session.execute(select(Call.called_on, Call.reached, Call.note).order_by(Call.id)).all()
    assert [tuple(call) for call in calls] == [(ON, False, "Abends versuchen"), (later, True, None)]
    assert get_entry("alone", ref, on=later).last_note.note == "Abends versuchen"


def test_the_list_needs_six_statements(in_weisswald: Flask) -> None:
    with counted() as statements:
        list_calls(ON)
    assert len(statements) == 6


def test_everybody_who_is_due_has_a_turn_within_weeks(in_town: Flask) -> None:
    """Weißwald's people, week by week: whoever is due today is called before the tenth week ends."""
    rules = frozenset({"person-no-thanks"})
    waiting = {gap.subject_ref for gap in find_gaps(ON, rules=rules)}
    on, called = monday_of(ON), set[str]()
    for _week in range(10):
        for entry in list_calls(on):
            log_call(entry, reached=True, note=None, by=1, on=on)
            called |= {person.person_ref for person in entry.people}
        on += timedelta(days=7)
    assert waiting - called == set()


def test_one_tap_notes_a_call_and_it_can_be_taken_back(town: Flask) -> None:
    desk, address = coordinator(town), first_address(town, "tandem")
    answer = press(desk, PAGE, address, note="Es geht ihnen gut.", went="erreicht")
    page = desk.get(PAGE).text
    assert (answer.status_code, answer.location) == (303, PAGE)
    assert "erreicht: heute" in page
    assert f'action="{address}"' not in page
    assert "Rückgängig" in page


def test_htmx_swaps_one_line(town: Flask) -> None:
    desk, address = coordinator(town), first_address(town, "alone")
    typed = fields_of(desk.get(PAGE), address) | {"went": ["nicht-erreicht"], "note": ["Montags nicht da"]}
    answer = desk.post(address, data=typed, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer.text.count("<li") == 1
    assert "nicht erreicht: heute" in answer.text
    assert "Montags nicht da</textarea>" in answer.text


@pytest.mark.parametrize("typed", [{}, {"went": "vielleicht"}, {"went": "erreicht", "note": "x" * 1001}])
def test_a_wrong_note_changes_nothing_and_keeps_what_was_typed(typed: dict[str, str], town: Flask) -> None:
    desk, address = coordinator(town), first_address(town, "alone")
    answer = press(desk, PAGE, address, **typed)
    assert answer.status_code == 422
    assert typed.get("note", "") + "</textarea>" in answer.text
    assert count_calls(town) == 0


def test_who_has_no_phone_is_said_so(town: Flask) -> None:
    with town.app_context(), writing():
        person = list_calls(ON)[0].people
        for row in person:
            db.session.get_one(Person, row.person_id).phone = None
        db.session.commit()
    assert "keine Telefonnummer" in coordinator(town).get(PAGE).text


def press(desk: FlaskClient, page: str, address: str, **typed: str) -> TestResponse:
    return send(desk, address, fields_of(desk.get(page), address), **typed)


def first_address(app: Flask, kind: str) -> str:
    with app.app_context():
        return f"{PAGE}/{kind}/" + next(ref for of, ref in keys() if of == kind)


def count_calls(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Call)) or 0


def test_the_day_says_how_many_calls_are_made(town: Flask) -> None:
    desk: FlaskClient = coordinator(town)
    press(desk, PAGE, first_address(town, "alone"), went="erreicht")
    assert "Anrufe dieser Woche: 1 von höchstens 10" in desk.get("/heute").text
