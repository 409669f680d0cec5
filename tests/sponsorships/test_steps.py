"""What sponsors do with one tap, what it changes in the data, and the way back."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from ks_board.core.db import db
from ks_board.core.record import Event
from ks_board.gaps.models import Measure, MeasureStatus, Rule
from ks_board.people.models import Person
from ks_board.permissions import Role
from ks_board.tandems.models import Sponsorship, Tandem, Wish
from ks_board.tasks.models import Thanks
from tests.conftest import signed_in
from tests.people.browser import token_of
from tests.sponsorships.town import (
    ON,
    OTHER,
    OTHER_OF_SAME,
    OVER,
    OWN,
    PAGE,
    WITHOUT,
    browser_as,
    change,
    count,
    gaps_of,
    id_of,
    press,
    read,
    wish_for,
)

STEPS = ("/danke", "/angerufen", "/wunsch/W02")


def test_thanks_reach_both_people_once_a_day(town: Flask) -> None:
    sponsor, before = browser_as(town, OWN), count(town, Thanks)
    answers = [press(sponsor, f"{PAGE}/X01/danke").status_code for _ in range(3)]
    assert (answers, count(town, Thanks) - before) == ([303] * 3, 2)
    given = {"kind": "sponsor", "given_on": ON, "given_by_id": id_of(town, Person, OWN)}
    given["task_id"] = read(town, Tandem, "D01").task_id
    assert [count(town, Thanks, person_id=id_of(town, Person, ref), **given) for ref in ("P084", "P096")] == [1, 1]


def test_second_sponsor_of_the_same_tandem_thanks_too(town: Flask) -> None:
    before = count(town, Thanks)
    press(browser_as(town, OWN), f"{PAGE}/X01/danke")
    press(browser_as(town, OTHER_OF_SAME), f"{PAGE}/X08/danke")
    assert count(town, Thanks) - before == 4


def test_wish_taken_becomes_a_measure_in_the_sponsors_name(town: Flask) -> None:
    wish_for(town, "D01", "Ein Raum\nam Dienstag")
    sponsor, me, before = browser_as(town, OWN), id_of(town, Person, OWN), count(town, Measure)
    answers = [press(sponsor, f"{PAGE}/X01/wunsch/W01").status_code for _ in range(2)]
    assert (answers, count(town, Measure) - before) == ([303, 303], 1)
    wish = read(town, Wish, "W01")
    assert (wish.taken_by_id, wish.taken_on) == (me, ON)
    made = {"owner_person_id": me, "due_on": date(2026, 12, 16), "status": MeasureStatus.OPEN, "rule_id": None}
    assert count(town, Measure, title="Wunsch von „Bürgerbus-Lotsen“: Ein Raum am Dienstag", **made) == 1
    assert "Sie kümmern sich darum" in sponsor.get(PAGE).text


def test_second_sponsor_is_told_that_somebody_sees_to_the_wish(town: Flask) -> None:
    wish_for(town, "D01")
    press(browser_as(town, OWN), f"{PAGE}/X01/wunsch/W01")
    second = browser_as(town, OTHER_OF_SAME)
    assert press(second, f"{PAGE}/X08/wunsch/W01").status_code == 409
    page = second.get(PAGE).text
    assert ("Jemand kümmert sich schon darum" in page, "Fröhnel" in page) == (True, False)


def test_call_is_the_last_contact_and_closes_both_gaps(town: Flask) -> None:
    assert ("tandem-silent" in gaps_of(town, "D12"), "sponsor-silent" in gaps_of(town, "X07")) == (True, True)
    press(browser_as(town, OTHER), f"{PAGE}/X07/angerufen")
    days = read(town, Tandem, "D12").last_contact_on, read(town, Sponsorship, "X07").last_contact_on
    assert days == (ON, ON)
    assert ("tandem-silent" in gaps_of(town, "D12"), "sponsor-silent" in gaps_of(town, "X07")) == (False, False)


@pytest.mark.parametrize("ref", ["X02", "X08", "X04", "X99", "x01", "9" * 40])
@pytest.mark.parametrize("step", STEPS)
def test_sponsorships_of_others_do_not_exist(town: Flask, step: str, ref: str) -> None:
    wish_for(town, "D02")
    before = count(town, Event)
    assert press(browser_as(town, OWN), f"{PAGE}/{ref}{step}").status_code == 404
    assert count(town, Event) == before


@pytest.mark.parametrize("step", STEPS)
def test_sponsorship_that_is_over_can_do_nothing(town: Flask, step: str) -> None:
    sponsor = browser_as(town, OVER)
    assert press(sponsor, f"{PAGE}/X10{step}").status_code == 404


def test_wish_of_another_tandem_cannot_be_taken(town: Flask) -> None:
    wish_for(town, "D02")
    assert press(browser_as(town, OWN), f"{PAGE}/X01/wunsch/W02").status_code == 404
    assert read(town, Wish, "W02").taken_by_id is None


def test_what_a_form_says_about_who_and_when_is_ignored(town: Flask) -> None:
    wish_for(town, "D01")
    sponsor = browser_as(town, OWN)
    stranger = str(id_of(town, Person, OTHER))
    press(
        sponsor, f"{PAGE}/X01/wunsch/W01", person_id=stranger, taken_by_id=stranger, tandem_id="1", due_on="1900-01-01"
    )
    assert read(town, Wish, "W01").taken_by_id == id_of(town, Person, OWN)


@pytest.mark.parametrize("step", ["/danke", "/angerufen", "/wunsch/W01"])
def test_each_step_can_be_taken_back_by_who_did_it(town: Flask, step: str) -> None:
    wish_for(town, "D01")
    sponsor, before = browser_as(town, OWN), _state(town)
    press(sponsor, f"{PAGE}/X01{step}")
    assert _state(town) != before
    back = f"{PAGE}/zurueck/{_last_action(town)}"
    assert back in sponsor.get(PAGE).text
    assert press(browser_as(town, OTHER_OF_SAME), back).status_code == 404
    assert press(sponsor, back).status_code == 303
    assert (_state(town), press(sponsor, back).status_code) == (before, 404)


def test_passt_asks_the_coordination_once_and_pairs_nobody(town: Flask) -> None:
    sponsor, before = browser_as(town, WITHOUT), count(town, Measure)
    address = _first_suggestion(sponsor.get(PAGE).text)
    answers = [press(sponsor, address).status_code for _ in range(2)]
    assert (answers, count(town, Measure) - before) == ([303, 303], 1)
    rule = id_of(town, Rule, "sponsor-no-tandem")
    made = {"owner_person_id": id_of(town, Person, "P028"), "subject_ref": "X04", "due_on": date(2026, 11, 30)}
    assert count(town, Measure, rule_id=rule, created_on=ON, **made) == 1
    assert read(town, Sponsorship, "X04").tandem_id is None
    assert "Die Koordination meldet sich bei Ihnen" in sponsor.get(PAGE).text


@pytest.mark.parametrize(("who", "tandem"), [(WITHOUT, "D13"), (WITHOUT, "D99"), (OWN, "D02"), (OVER, "D02")])
def test_only_what_is_suggested_can_fit(town: Flask, who: str, tandem: str) -> None:
    assert press(browser_as(town, who), f"{PAGE}/passt/{tandem}").status_code == 404


def test_htmx_gets_no_redirect_into_its_target(town: Flask) -> None:
    sponsor = browser_as(town, OWN)
    token = token_of(sponsor.get(PAGE))
    answer = sponsor.post(f"{PAGE}/X01/danke", data={"csrf_token": token}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, PAGE)


def test_ended_tandem_takes_no_call(town: Flask) -> None:
    change(town, Sponsorship, "X10", until=None)
    assert press(browser_as(town, OVER), f"{PAGE}/X10/angerufen").status_code == 404


def test_coordinator_is_no_sponsor(town: Flask) -> None:
    assert signed_in(town, Role.COORDINATOR).get(PAGE).status_code == 403


def _state(app: Flask) -> tuple[object, ...]:
    tandem, sponsorship, wish = read(app, Tandem, "D01"), read(app, Sponsorship, "X01"), read(app, Wish, "W01")
    days = tandem.last_contact_on, sponsorship.last_contact_on
    return (*days, wish.taken_by_id, wish.taken_on, count(app, Thanks), count(app, Measure))


def _last_action(app: Flask) -> str:
    with app.app_context():
        return str(db.session.scalars(select(Event.action).order_by(Event.id.desc())).first())


def _first_suggestion(page: str) -> str:
    return f"{PAGE}/passt" + page.partition(f'action="{PAGE}/passt')[2].partition('"')[0]
