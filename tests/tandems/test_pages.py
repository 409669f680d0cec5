"""Whose tandem is open to whom, and the coordinator's list."""

import pytest
from flask import Flask

from ks_board.people.models import Person
from ks_board.permissions import Role
from ks_board.tandems.models import Tandem
from tests.conftest import signed_in
from tests.sponsorships.town import ON, browser_as, change
from tests.tasks.test_statements import named_statements


@pytest.mark.parametrize(
    ("who", "role", "seen", "sheet"),
    [
        pytest.param("P084", Role.VOLUNTEER, 200, 200, id="one of the two"),
        pytest.param("P096", Role.VOLUNTEER, 200, 200, id="the other of the two"),
        pytest.param("P006", Role.SPONSOR, 200, 404, id="its sponsor"),
        pytest.param("P135", Role.SPONSOR, 404, 404, id="a sponsor of another tandem"),
        pytest.param("P085", Role.VOLUNTEER, 404, 404, id="one of another tandem"),
        pytest.param("P028", Role.COORDINATOR, 200, 200, id="coordination"),
        pytest.param("P035", Role.ADMIN, 200, 200, id="admin"),
    ],
)
def test_tandem_is_open_to_its_people_its_sponsors_and_the_coordination(
    town: Flask, who: str, role: Role, seen: int, sheet: int
) -> None:
    client = browser_as(town, who, role)
    codes = client.get("/tandems/D01").status_code, client.get("/tandems/D01/absprache").status_code
    assert codes == (seen, sheet)


def test_account_without_a_person_sees_no_tandem(town: Flask) -> None:
    assert signed_in(town, Role.LINK).get("/tandems/D01").status_code == 404


def test_the_two_see_each_others_number_only_if_it_may_be_used(town: Flask) -> None:
    client = browser_as(town, "P084", Role.VOLUNTEER)
    assert "0176 04069033" in client.get("/tandems/D01").text
    change(town, Person, "P096", consent_contact=False)
    page = client.get("/tandems/D01").text
    assert ("0176 04069033" in page, "Oskar Israel" in page) == (False, True)


@pytest.mark.parametrize(
    ("view", "number"), [("aktiv", 14), ("still", 3), ("probe", 0), ("ohne-absprache", 2), ("beendet", 4)]
)
def test_list_shows_what_was_asked_for(weisswald: Flask, view: str, number: int) -> None:
    page = signed_in(weisswald, Role.COORDINATOR).get(f"/tandems?zeige={view}").text
    assert page.count('data-label="Tandem"') == number


def test_talk_after_six_weeks_is_asked_for(town: Flask) -> None:
    change(town, Tandem, "D01", start=ON.replace(month=10, day=1), last_contact_on=ON.replace(month=10, day=20))
    client = browser_as(town, "P028", Role.COORDINATOR)
    assert "Bürgerbus-Lotsen" in client.get("/tandems?zeige=probe").text
    assert "Seit dem 12. November 2026 ist das Gespräch nach sechs Wochen dran." in client.get("/tandems/D01").text


@pytest.mark.parametrize("query", ["zeige=alles", "seite=0", "seite=x"])
def test_unreadable_address_is_said_to_be(weisswald: Flask, query: str) -> None:
    assert signed_in(weisswald, Role.COORDINATOR).get(f"/tandems?{query}").status_code == 400


def test_number_of_statements_does_not_grow_with_the_list(weisswald: Flask) -> None:
    numbers = []
    for view in ("ohne-absprache", "aktiv"):
        client = signed_in(weisswald, Role.COORDINATOR)
        with named_statements(weisswald) as sent:
            client.get(f"/tandems?zeige={view}")
        numbers.append(len(sent))
    assert numbers[0] == numbers[1]
