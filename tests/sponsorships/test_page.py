"""The sponsor's page: their own and nothing else, names by consent, the wish first."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from ks_board.core.db import db, writing
from ks_board.people.links import LinkPurpose, PersonalLink, make_link
from ks_board.people.models import Person
from ks_board.permissions import Role
from ks_board.tandems.models import Sponsorship, Tandem, Wish
from tests.conftest import signed_in
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
    id_of,
    one,
    wish_for,
    with_cookie,
)

CANARY = "Kanarienvogel"


def mark_everything_else(app: Flask) -> None:
    """Put a canary into all that a sponsor of D01 must not see."""
    with app.app_context(), writing():
        own = one(Tandem, "D01")
        marked = {"name": CANARY, "purpose": CANARY, "result": CANARY}
        db.session.execute(update(Tandem).where(Tandem.id != own.id).values(marked))
        db.session.execute(update(Wish).where(Wish.tandem_id != own.id).values(text=CANARY))
        everybody = update(Person).values(family_name=CANARY, given_name=CANARY, phone=CANARY, email=CANARY)
        shown = [one(Person, ref).id for ref in (OWN, "P084", "P096")]
        db.session.execute(everybody.where(Person.id.not_in(shown)))
        theirs = update(Sponsorship).values(organisation=CANARY, offer_note=CANARY)
        db.session.execute(theirs.where(Sponsorship.ref != "X01"))
        db.session.commit()


@pytest.mark.parametrize("path", [PAGE, "/tandems/D01"])
def test_sponsor_sees_nothing_about_any_other_tandem_or_person(town: Flask, path: str) -> None:
    for ref in ("D02", "D12"):
        wish_for(town, ref)
    mark_everything_else(town)
    answer = browser_as(town, OWN).get(path)
    assert (answer.status_code, CANARY in answer.text) == (200, False)
    assert "Bürgerbus-Lotsen" in answer.text


def test_suggestions_name_tasks_and_nobody(town: Flask) -> None:
    mark_everything_else(town)
    answer = browser_as(town, WITHOUT).get(PAGE)
    assert (answer.text.count(">Passt<"), CANARY in answer.text) == (3, False)


@pytest.mark.parametrize("ref", ["D02", "D12", "D99", "d01", "D01'--", "X01"])
@pytest.mark.parametrize("path", ["/tandems/{}", "/tandems/{}/absprache"])
def test_foreign_and_guessed_tandems_do_not_exist(weisswald: Flask, path: str, ref: str) -> None:
    assert signed_in(weisswald, Role.SPONSOR).get(path.format(ref)).status_code == 404


def test_agreement_sheet_with_names_is_not_for_sponsors(weisswald: Flask) -> None:
    assert signed_in(weisswald, Role.SPONSOR).get("/tandems/D01/absprache").status_code == 404


def test_names_are_shown_by_consent(town: Flask) -> None:
    sponsor = browser_as(town, OWN)
    assert "zwei Freiwillige, die ihre Namen nicht zeigen" in sponsor.get(PAGE).text
    change(town, Person, "P084", consent_public=True)
    page = sponsor.get(PAGE).text
    assert "Diana Tschirch und eine freiwillige Person" in page
    assert "Israel" not in page


def test_name_of_who_has_left_is_not_shown(town: Flask) -> None:
    change(town, Person, "P084", consent_public=True, left_on=ON)
    assert "Tschirch" not in browser_as(town, OWN).get(PAGE).text


def test_phone_numbers_of_the_two_are_not_on_the_page(town: Flask) -> None:
    for ref in ("P084", "P096"):
        change(town, Person, ref, consent_public=True, consent_contact=True, phone="0176 999")
    sponsor = browser_as(town, OWN)
    assert ["0176 999" in sponsor.get(path).text for path in (PAGE, "/tandems/D01")] == [False, False]


def test_wish_is_the_first_thing_on_the_page(town: Flask) -> None:
    wish_for(town, "D01", "Ein Raum für die Schulung")
    main = browser_as(town, OWN).get(PAGE).text.partition("<main")[2]
    before = main.partition("</details>")[2].partition("Ein Raum für die Schulung")[0]
    assert before.count("<p") == 1
    assert "<form" not in before


def test_wish_that_came_true_is_gone(town: Flask) -> None:
    wish_for(town, "D01", "Ein Raum für die Schulung", done_on=ON)
    assert "Ein Raum für die Schulung" not in browser_as(town, OWN).get(PAGE).text


@pytest.mark.parametrize(
    ("contact", "until", "words"),
    [
        (date(2026, 8, 18), None, "läuft gut"),
        (date(2026, 8, 17), None, "braucht ein Gespräch"),
        (None, None, "braucht ein Gespräch"),
        (ON, date(2027, 2, 14), "endet bald"),
        (ON, date(2027, 2, 15), "läuft gut"),
    ],
)
def test_status_is_said_in_words(town: Flask, contact: date | None, until: date | None, words: str) -> None:
    change(town, Tandem, "D01", last_contact_on=contact)
    change(town, Sponsorship, "X01", until=until)
    assert words in browser_as(town, OWN).get(PAGE).text


def test_sponsorship_that_is_over_shows_nothing(town: Flask) -> None:
    page = browser_as(town, OVER).get(PAGE)
    assert (page.status_code, "Leerer Laden" in page.text) == (200, False)
    assert "Sie stehen noch keinem Tandem bei." in page.text


def test_sponsor_whose_tandem_has_ended_gets_suggestions(town: Flask) -> None:
    page = browser_as(town, "P013").get(PAGE).text
    assert ("Leitbild-Abend" in page, page.count(">Passt<")) == (True, 3)


def test_sponsor_of_two_tandems_sees_both(town: Flask) -> None:
    change(town, Sponsorship, "X07", person_id=id_of(town, Person, OTHER_OF_SAME))
    page = browser_as(town, OTHER_OF_SAME).get(PAGE).text
    assert ("Bürgerbus-Lotsen" in page, "Mittagstisch Küche" in page) == (True, True)


def test_personal_link_of_a_current_sponsor_opens_the_page(town: Flask) -> None:
    client = _by_link(town, OTHER)
    assert "Mittagstisch Küche" in client.get(PAGE).text
    assert 'href="/patenschaften"' in client.get("/").text
    assert client.get("/tandems/D01").status_code == 404


@pytest.mark.parametrize("ref", [OVER, "P086"])
def test_personal_link_of_others_does_not(town: Flask, ref: str) -> None:
    client = _by_link(town, ref)
    assert client.get(PAGE).status_code == 403
    assert 'href="/patenschaften"' not in client.get("/").text


def test_markup_in_names_and_wishes_stays_text(town: Flask) -> None:
    hostile = '"><script>alert(1)</script>{{ 7*7 }}'
    wish_for(town, "D01", hostile)
    change(town, Tandem, "D01", name=hostile, purpose=hostile)
    page = browser_as(town, OWN).get(PAGE).text
    assert ("<script>alert" in page, ">49" in page) == (False, False)


def _by_link(app: Flask, ref: str) -> FlaskClient:
    with app.app_context(), writing():
        db.session.query(PersonalLink).delete()
        make_link(LinkPurpose.MY_PAGE, person_id=one(Person, ref).id, now=datetime.now(UTC))
        db.session.commit()
        link = db.session.query(PersonalLink).one()
        return with_cookie(app, f"l{link.id}.{link.session_version}")
