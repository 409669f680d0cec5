"""Accounts by mail: links, new passwords, invitations, another address, and the admins' list."""

import statistics
import threading
import time

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from ks_board.core import clock
from ks_board.core.db import db, writing
from ks_board.core.errors import Conflict
from ks_board.pages.account_command import rescue_command
from ks_board.people.account_changes import change_account
from ks_board.people.links import LinkPurpose, make_link
from ks_board.people.models import Account, Person
from ks_board.permissions import Role
from tests.claim.browser import by_link, link_in, mails, personal_link, send
from tests.claim.town import HELPER, person_id
from tests.conftest import email_of, signed_in
from tests.people.browser import is_signed_in, send_sign_in, the_account, token_of

ADMIN, STAFF = email_of(Role.ADMIN), email_of(Role.COORDINATOR)
GOOD = "vier bunte Fische"


def _ask(app: Flask, email: str, what: str = "link") -> FlaskClient:
    client = app.test_client()
    assert send(client, f"/anmelden/{what}", email=email).location == "/anmelden/unterwegs"
    return client


def _account_link(app: Flask, email: str, purpose: LinkPurpose) -> str:
    with app.app_context(), writing():
        account = db.session.query(Account).filter_by(email=email).one()
        token = make_link(purpose, account_id=account.id, now=clock.real_now())
        db.session.commit()
    return f"/l/{token}"


def test_link_by_mail_signs_in_once(town: Flask) -> None:
    client = _ask(town, STAFF.upper())
    path = link_in(mails(town)[0])
    assert send(client, path).location == "/"
    assert "Abmelden" in client.get("/").text
    assert town.test_client().get(path).status_code == 404


def test_person_without_account_gets_the_link_to_their_page(town: Flask) -> None:
    client = _ask(town, "andreas.reinsch@weisswald.example")
    assert send(client, link_in(mails(town)[0])).location == "/meine"


def test_unknown_address_gets_the_same_answer_and_no_mail(town: Flask) -> None:
    _ask(town, "nobody@example.org")
    _ask(town, "nobody@example.org", "passwort")
    assert mails(town) == []


def test_unknown_address_takes_as_long(town: Flask) -> None:
    client = town.test_client()
    token = token_of(client.get("/anmelden/link"))
    took: dict[str, list[float]] = {STAFF: [], "x" + STAFF: []}
    for _ in range(20):
        for email, times in took.items():
            start = time.perf_counter()
            client.post("/anmelden/link", data={"csrf_token": token, "email": email})
            times.append(time.perf_counter() - start)
    known, unknown = (statistics.median(times) for times in took.values())
    assert 0.7 < known / unknown < 1.4


def test_locked_account_gets_no_link(town: Flask) -> None:
    with town.app_context(), writing():
        db.session.query(Account).update({"locked": True})
        db.session.query(Person).update({"email": None})
        db.session.commit()
    _ask(town, STAFF)
    assert mails(town) == []


def test_forgotten_password_is_replaced_and_ends_other_sessions(town: Flask) -> None:
    other = signed_in(town, Role.COORDINATOR)
    client = _ask(town, STAFF, "passwort")
    path = link_in(mails(town)[0])
    assert send(client, path, password=GOOD).location == "/"
    assert (is_signed_in(client), is_signed_in(other)) == (True, False)
    assert send_sign_in(town.test_client(), email=STAFF, password=GOOD).status_code == 302


def test_weak_password_is_told_and_the_link_stays_good(town: Flask) -> None:
    path = _account_link(town, STAFF, LinkPurpose.NEW_PASSWORD)
    answer = send(town.test_client(), path, password="passwort1")  # noqa: S106 - it is the weak one.
    assert (answer.status_code, "leicht zu erraten" in answer.text) == (422, True)
    assert send(town.test_client(), path, password=GOOD).status_code == 303


def test_new_password_kills_older_links(town: Flask) -> None:
    older = _account_link(town, STAFF, LinkPurpose.SIGN_IN)
    send(town.test_client(), _account_link(town, STAFF, LinkPurpose.NEW_PASSWORD), password=GOOD)
    assert town.test_client().get(older).status_code == 404


@pytest.mark.parametrize("purpose", [LinkPurpose.SIGN_IN, LinkPurpose.INVITATION])
def test_link_of_another_account_is_refused_to_who_is_signed_in(town: Flask, purpose: LinkPurpose) -> None:
    path = _account_link(town, STAFF, purpose)
    answer = send(signed_in(town, Role.VOLUNTEER), path, password=GOOD)
    assert (answer.status_code, "Dieser Link gehört zu einem anderen Konto." in answer.text) == (409, True)


def test_link_is_good_for_its_purpose_only(town: Flask) -> None:
    path = personal_link(town, purpose=LinkPurpose.CALENDAR)
    assert town.test_client().get(path).status_code == 404


def test_coordinator_invites_a_sponsor(town: Flask) -> None:
    client = signed_in(town, Role.COORDINATOR)
    fields = {"email": "Pate@example.org", "roles": "sponsor", "person": HELPER}
    assert send(client, "/konten/einladen", **fields).status_code == 303
    guest = town.test_client()
    send(guest, link_in(mails(town)[0]), password=GOOD)
    account = the_account(town, "pate@example.org")
    with town.app_context():
        assert (account.roles, account.person_id) == (("sponsor",), person_id())
    assert is_signed_in(guest)


def test_coordinator_cannot_make_staff(town: Flask) -> None:
    client = signed_in(town, Role.COORDINATOR)
    answer = send(client, "/konten/einladen", email="chef@example.org", roles="admin")
    assert (answer.status_code, mails(town)) == (422, [])


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"email": STAFF}, "gibt es schon ein Konto"),
        ({"email": "a@b@c.de"}, "Das ist keine E-Mail-Adresse."),
        ({"person": "P999"}, "Einen Menschen mit dieser Nummer gibt es nicht."),
        ({"roles": ""}, "Bitte wählen Sie mindestens eines."),
    ],
)
def test_invitation_says_what_is_wrong(town: Flask, change: dict[str, str], sentence: str) -> None:
    fields = {"email": "neu@example.org", "roles": "volunteer"} | change
    answer = send(signed_in(town, Role.ADMIN), "/konten/einladen", **{k: v for k, v in fields.items() if v})
    assert (answer.status_code, sentence in answer.text) == (422, True)


def test_new_address_needs_both(town: Flask) -> None:
    client = by_link(town)
    send(client, "/meine/e-mail", email="neu@example.org")
    letters = {mail.recipient: link_in(mail) for mail in mails(town)}
    assert "fehlt noch der Link" in _follow(town, letters["neu@example.org"])
    assert _email(town) == "andreas.reinsch@weisswald.example"
    assert "gilt ab jetzt" in _follow(town, letters["andreas.reinsch@weisswald.example"])
    assert _email(town) == "neu@example.org"


def test_later_wish_for_an_address_ends_the_earlier(town: Flask) -> None:
    client = by_link(town)
    send(client, "/meine/e-mail", email="eins@example.org")
    first = link_in(mails(town)[0])
    send(client, "/meine/e-mail", email="zwei@example.org")
    assert town.test_client().get(first).status_code == 404


def test_address_of_an_account_changes_its_sign_in(town: Flask) -> None:
    send(signed_in(town, Role.VOLUNTEER), "/meine/e-mail", email="neu@example.org")
    for mail in mails(town):
        send(town.test_client(), link_in(mail))
    assert the_account(town, "neu@example.org").roles == ("volunteer",)


def test_admin_gives_a_role_and_it_holds_at_once(town: Flask) -> None:
    volunteer = signed_in(town, Role.VOLUNTEER)
    number = the_account(town, email_of(Role.VOLUNTEER)).id
    page = signed_in(town, Role.ADMIN).get("/konten").text
    assert f'href="/konten/{number}"' in page
    send(signed_in(town, Role.ADMIN), f"/konten/{number}", roles="coordinator")
    assert the_account(town, email_of(Role.VOLUNTEER)).roles == ("coordinator",)
    assert not is_signed_in(volunteer)


@pytest.mark.parametrize("fields", [{"roles": "coordinator"}, {"roles": "admin", "locked": "y"}, {}])
def test_last_admin_stays(town: Flask, fields: dict[str, str]) -> None:
    number = the_account(town, ADMIN).id
    answer = send(signed_in(town, Role.ADMIN), f"/konten/{number}", **fields)
    assert (answer.status_code, "Das ist das letzte Konto" in answer.text) == (422, True)
    assert the_account(town, ADMIN).roles == ("admin",)


def test_two_admins_cannot_remove_each_other_at_once(town: Flask) -> None:
    with town.app_context(), writing():
        change_account(db.session.query(Account).filter_by(email=STAFF).one(), roles=[Role.ADMIN], locked=False)
        db.session.commit()
    refused: list[str] = []

    def remove(email: str) -> None:
        with town.app_context(), writing():
            try:
                change_account(db.session.query(Account).filter_by(email=email).one(), roles=[], locked=False)
                db.session.commit()
            except Conflict:
                refused.append(email)

    threads = [threading.Thread(target=remove, args=(email,)) for email in (ADMIN, STAFF)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1


def test_rescue_opens_a_locked_board(town: Flask) -> None:
    with town.app_context(), writing():
        db.session.query(Account).update({"locked": True})
        db.session.commit()
    with town.app_context():
        printed = CliRunner().invoke(rescue_command, [ADMIN]).output.strip()
    client = town.test_client()
    assert send(client, printed.removeprefix("http://127.0.0.1:8000")).location == "/"
    assert client.get("/konten").status_code == 200


def test_requests_for_links_are_limited(town: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(town.config, "RATE_LIMITS", True)
    client = town.test_client()
    token = token_of(client.get("/anmelden/link"))
    fields = {"csrf_token": token, "email": STAFF}
    codes = [client.post("/anmelden/link", data=fields).status_code for _ in range(6)]
    assert codes == [303] * 5 + [429]


def _follow(app: Flask, path: str) -> str:
    client = app.test_client()
    return client.get(send(client, path).location).text


def _email(app: Flask) -> str | None:
    with app.app_context():
        return db.session.get_one(Person, person_id()).email
