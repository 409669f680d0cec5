"""My page: tasks, phones of those who agreed, stopping, own data and consents, by personal link and account."""

import json
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ks_board.core.db import db, writing
from ks_board.people.models import Account, Person
from ks_board.permissions import Role
from ks_board.tasks.models import AssignmentEntry
from tests.claim.browser import by_link, mails, personal_link, send
from tests.claim.town import FULL, HELPER, ONE_LEFT, live_people, person_id, task, yes
from tests.conftest import signed_in
from tests.people.browser import token_of


@pytest.fixture
def helper(town: Flask) -> FlaskClient:
    """Return the browser of a volunteer in one task, who came by a personal link."""
    client = by_link(town)
    send(client, f"/aufgaben/{ONE_LEFT}", f"/aufgaben/{ONE_LEFT}/mitmachen", old_enough="1")
    return client


def _set(app: Flask, ref: str, **values: object) -> None:
    with app.app_context(), writing():
        person = db.session.get_one(Person, person_id(ref))
        for name, value in values.items():
            setattr(person, name, value)
        db.session.commit()


def _companion(app: Flask) -> str:
    with app.app_context():
        return next(ref for ref in live_people(ONE_LEFT) if ref != HELPER)


def _phone(app: Flask, ref: str) -> str:
    with app.app_context():
        return db.session.get_one(Person, person_id(ref)).phone or ""


def test_page_shows_task_next_date_and_contact(helper: FlaskClient) -> None:
    page = helper.get("/meine").text
    assert "Mitfahrbank betreuen" in page
    assert "Samstag, 5. Dezember, 10 bis 11 Uhr" in page
    assert 'href="tel:' in page


def test_public_is_sent_to_sign_in(town: Flask) -> None:
    assert town.test_client().get("/meine").location == "/anmelden?weiter=/meine"


def test_personal_pages_are_not_stored(helper: FlaskClient) -> None:
    answers = [helper.get(path) for path in ("/meine", "/meine/daten.json", "/meine/zusagen/G195")]
    assert [answer.headers["Cache-Control"] for answer in answers] == ["no-store"] * 3


def test_phone_of_who_shares_the_task_and_agreed_is_shown(town: Flask, helper: FlaskClient) -> None:
    _set(town, _companion(town), consent_contact=True, phone="0170 1111")
    assert "0170 1111" in helper.get("/meine/zusagen/G195").text


@pytest.mark.parametrize("agreed", [False, None])
def test_phone_of_who_did_not_agree_is_hidden(town: Flask, helper: FlaskClient, agreed: bool | None) -> None:
    _set(town, _companion(town), consent_contact=agreed, phone="0170 1111", family_name="Verborgen")
    page = helper.get("/meine/zusagen/G195").text
    assert ("0170 1111" in page, "Verborgen" in page, "noch ein Mensch" in page) == (False, False, True)


def test_who_only_asked_sees_no_phone(town: Flask) -> None:
    client = by_link(town)
    send(client, f"/aufgaben/{FULL}", f"/aufgaben/{FULL}/mitmachen", old_enough="1", waiting="1")
    with town.app_context():
        phones = [_phone(town, ref) for ref in live_people(FULL)]
    page = client.get("/meine/zusagen/G195").text
    assert "Sie sind vorgemerkt" in page
    assert all(phone not in page for phone in phones if phone)


@pytest.mark.parametrize("path", ["", "/beenden"])
def test_yes_of_somebody_else_is_not_there(helper: FlaskClient, path: str) -> None:
    assert helper.get(f"/meine/zusagen/G001{path}").status_code == 404


@pytest.mark.parametrize("path", ["beenden", "vertretung", "bleiben"])
def test_yes_of_somebody_else_cannot_be_changed(town: Flask, helper: FlaskClient, path: str) -> None:
    assert send(helper, "/meine", f"/meine/zusagen/G001/{path}").status_code == 404
    with town.app_context():
        assert yes("T01", "P084").status == "active"


def test_stopping_frees_the_place_and_tells_the_coordination(town: Flask, helper: FlaskClient) -> None:
    answer = send(helper, "/meine/zusagen/G195/beenden", reason="Ich ziehe um.")
    page = helper.get(answer.location).text
    assert "Der Platz ist wieder frei." in page
    assert page.count('class="ks-card__title"') == 3
    with town.app_context():
        assert (yes(ONE_LEFT).status, task(ONE_LEFT).taken) == ("withdrawn", 1)
        assert db.session.query(AssignmentEntry).one().note == "Ich ziehe um."
    assert [(mail.recipient, "ziehe" in mail.body) for mail in mails(town)] == [("mitmachen@weisswald.example", False)]


def test_tandem_partner_hears_of_it(town: Flask) -> None:
    with town.app_context():
        mine = yes("T01", "P084").ref
    client = signed_in(town, Role.VOLUNTEER)
    send(client, f"/meine/zusagen/{mine}/beenden")
    assert "Neues zu Ihrem Tandem" in [mail.subject for mail in mails(town)]


def test_asking_whether_to_stop_changes_nothing(town: Flask, helper: FlaskClient) -> None:
    assert "Ja, ich höre auf" in helper.get("/meine/zusagen/G195/beenden").text
    with town.app_context():
        assert yes(ONE_LEFT).status == "active"


def test_stopping_twice_is_refused_with_a_sentence(helper: FlaskClient) -> None:
    send(helper, "/meine/zusagen/G195/beenden")
    answer = send(helper, "/meine", "/meine/zusagen/G195/beenden")
    assert answer.status_code == 409
    assert "Diese Zusage ist schon zu Ende: zurückgezogen." in answer.text


def test_stand_in_can_be_sought_and_the_search_taken_back(town: Flask, helper: FlaskClient) -> None:
    send(helper, "/meine/zusagen/G195", "/meine/zusagen/G195/vertretung")
    assert "Wir suchen eine Vertretung für Sie" in helper.get("/meine/zusagen/G195").text
    with town.app_context():
        assert task(ONE_LEFT).taken == 1
    send(helper, "/meine/zusagen/G195", "/meine/zusagen/G195/bleiben")
    with town.app_context():
        assert (yes(ONE_LEFT).status, task(ONE_LEFT).taken) == ("active", 2)


def test_stand_in_takes_over_and_the_seeker_hears_of_it(town: Flask, helper: FlaskClient) -> None:
    send(helper, "/meine/zusagen/G195", "/meine/zusagen/G195/vertretung")
    send(by_link(town, "P062"), f"/aufgaben/{ONE_LEFT}", f"/aufgaben/{ONE_LEFT}/mitmachen", old_enough="1")
    assert "Ihre Vertretung ist gefunden" in [mail.subject for mail in mails(town)]
    assert "Diese Zusage ist zu Ende" in helper.get("/meine/zusagen/G195").text


def test_phone_number_can_be_changed(town: Flask, helper: FlaskClient) -> None:
    answer = send(helper, "/meine", "/meine/telefon", phone="0170 5555")
    assert (answer.status_code, _phone(town, HELPER)) == (303, "0170 5555")


def test_wrong_phone_number_is_told_beside_the_field(town: Flask, helper: FlaskClient) -> None:
    answer = send(helper, "/meine", "/meine/telefon", phone="keins")
    assert (answer.status_code, 'value="keins"' in answer.text) == (422, True)
    assert "Das ist keine Telefonnummer." in answer.text


def test_consents_hold_at_once(town: Flask, helper: FlaskClient) -> None:
    send(helper, "/meine", "/meine/einwilligungen", consent_public="y")
    with town.app_context():
        me = db.session.get_one(Person, person_id())
        assert (me.consent_contact, me.consent_public) == (False, True)


def test_extra_fields_change_nothing_else(town: Flask, helper: FlaskClient) -> None:
    send(helper, "/meine", "/meine/telefon", phone="0170 5555", email="x@y.de", joined_on="2000-01-01", id="1")
    with town.app_context():
        assert db.session.get_one(Person, person_id()).email == "andreas.reinsch@weisswald.example"


def test_download_holds_everything_of_oneself_and_no_secret(helper: FlaskClient) -> None:
    answer = helper.get("/meine/daten.json")
    found = json.loads(answer.text)
    assert found["person"][0]["family_name"] == "Reinsch"
    assert found["assignment"][0]["ref"] == "G195"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "hash" not in answer.text


def test_revoked_links_and_their_sessions_are_dead(town: Flask, helper: FlaskClient) -> None:
    path, other = personal_link(town), by_link(town)
    send(helper, "/meine", "/meine/links-ungueltig")
    assert town.test_client().get(path).status_code == 404
    assert other.get("/meine").status_code == helper.get("/meine").status_code == 302


def test_signing_out_everywhere_kills_a_copied_cookie_and_keeps_the_link(town: Flask) -> None:
    path, client, copy = personal_link(town), town.test_client(), town.test_client()
    send(client, path)
    cookie = client.get_cookie("board")
    assert cookie is not None
    copy.set_cookie("board", cookie.value)
    send(client, "/meine", "/meine/ueberall-abmelden")
    assert copy.get("/meine").status_code == 302
    assert send(town.test_client(), path).location == "/meine"


def test_plain_sign_out_ends_the_session_of_a_link(town: Flask, helper: FlaskClient) -> None:
    helper.post("/abmelden", data={"csrf_token": token_of(helper.get("/meine"))})
    assert helper.get("/meine").status_code == 302


def test_link_session_opens_nothing_of_the_staff(helper: FlaskClient) -> None:
    assert helper.get("/verlauf").status_code == 403


def test_who_has_left_comes_in_no_more(town: Flask, helper: FlaskClient) -> None:
    _set(town, HELPER, left_on=date(2020, 1, 1))
    assert helper.get("/meine").status_code == 302


def test_account_without_a_person_is_told_so(town: Flask) -> None:
    with town.app_context(), writing():
        db.session.query(Account).update({"person_id": None})
        db.session.commit()
    assert "noch zu keinem Menschen" in signed_in(town, Role.VOLUNTEER).get("/meine").text


def test_page_works_by_account(town: Flask) -> None:
    assert "Bürgerbus fahren" in signed_in(town, Role.VOLUNTEER).get("/meine").text


def test_page_without_tasks_leads_to_the_board(town: Flask) -> None:
    page = by_link(town).get("/meine").text
    assert ("Im Moment haben Sie keine Aufgabe." in page, "Aufgaben ansehen" in page) == (True, True)
