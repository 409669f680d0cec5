"""Sign in and out through the real form."""

import statistics
import time

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ks_board.core.db import db, writing
from ks_board.people.models import Account
from ks_board.permissions import Role
from tests.people.browser import EMAIL, PASSWORD, is_signed_in, make_account, send_sign_in, the_account, token_of

WRONG = "three grey whales"
REFUSAL = "E-Mail-Adresse oder Passwort stimmt nicht."


@pytest.fixture
def visitor(empty: Flask) -> FlaskClient:
    """Return a browser of a board with one account."""
    make_account(empty)
    return empty.test_client()


@pytest.fixture
def limits(empty: Flask, cheap_hash: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Count tries, which other tests have no use for."""
    monkeypatch.setitem(empty.config, "RATE_LIMITS", True)


def _cookie(client: FlaskClient) -> str:
    found = client.get_cookie("board")
    return found.value if found else ""


def _with_cookie(app: Flask, value: str) -> FlaskClient:
    client = app.test_client()
    client.set_cookie("board", value)
    return client


def test_right_password_leads_the_coordination_to_its_day(visitor: FlaskClient) -> None:
    answer = send_sign_in(visitor)
    assert (answer.status_code, answer.location) == (302, "/heute")
    assert is_signed_in(visitor)


def test_sign_in_leads_on_to_the_page_asked_for(visitor: FlaskClient) -> None:
    assert send_sign_in(visitor, path="/anmelden?weiter=/luecken?frage=S4").location == "/luecken?frage=S4"


def test_who_is_signed_in_skips_the_form(visitor: FlaskClient) -> None:
    send_sign_in(visitor)
    assert visitor.get("/anmelden?weiter=/luecken").location == "/luecken"


def test_wrong_password_keeps_the_address_and_not_the_password(visitor: FlaskClient) -> None:
    answer = send_sign_in(visitor, password=WRONG)
    assert answer.status_code == 422
    assert REFUSAL in answer.text
    assert f'value="{EMAIL}"' in answer.text
    assert WRONG not in answer.text
    assert not is_signed_in(visitor)


def test_error_stands_beside_the_field_and_in_the_summary(visitor: FlaskClient) -> None:
    text = send_sign_in(visitor, email="", password="").text
    assert '<a href="#email">E-Mail-Adresse: Bitte geben Sie Ihre E-Mail-Adresse ein.</a>' in text
    assert 'id="password-error"' in text


def test_unknown_address_answers_like_a_wrong_password(visitor: FlaskClient) -> None:
    known, unknown = (send_sign_in(visitor, email=email, password=WRONG) for email in (EMAIL, "x" + EMAIL))
    assert (known.status_code, set(known.headers.keys())) == (unknown.status_code, set(unknown.headers.keys()))
    assert _without_token(known).replace(EMAIL, "") == _without_token(unknown).replace("x" + EMAIL, "")


def _without_token(page: TestResponse) -> str:
    return page.text.replace(token_of(page), "")


def test_unknown_address_takes_as_long_as_a_wrong_password(visitor: FlaskClient) -> None:
    took: dict[str, list[float]] = {EMAIL: [], "x" + EMAIL: []}
    token = token_of(visitor.get("/anmelden"))
    for _ in range(15):
        for email, times in took.items():
            start = time.perf_counter()
            visitor.post("/anmelden", data={"csrf_token": token, "email": email, "password": "wrong"})
            times.append(time.perf_counter() - start)
    known, unknown = (statistics.median(times) for times in took.values())
    assert 0.7 < known / unknown < 1.4


def test_too_many_tries_answer_429_with_a_sentence(visitor: FlaskClient, limits: None) -> None:
    codes = [send_sign_in(visitor, password=WRONG).status_code for _ in range(10)]
    answer = send_sign_in(visitor)
    assert codes == [422] * 10
    assert (answer.status_code, int(answer.headers["Retry-After"]) > 800) == (429, True)
    assert "Das waren zu viele Versuche. Bitte warten Sie 15 Minuten." in answer.text
    assert f'value="{EMAIL}"' in answer.text


def test_invented_forwarded_address_does_not_escape_the_limit(visitor: FlaskClient, limits: None) -> None:
    token = token_of(visitor.get("/anmelden"))
    codes = []
    for number in range(31):
        fields = {"csrf_token": token, "email": f"guess{number}@x.de", "password": "wrong"}
        codes.append(visitor.post("/anmelden", data=fields, headers={"X-Forwarded-For": f"9.9.9.{number}"}).status_code)
    assert codes == [422] * 30 + [429]


def test_session_planted_before_is_not_signed_in_after(visitor: FlaskClient, empty: Flask) -> None:
    visitor.get("/anmelden")
    planted = _cookie(visitor)
    send_sign_in(visitor)
    assert _cookie(visitor) != planted
    assert not is_signed_in(_with_cookie(empty, planted))


def test_nothing_of_the_session_before_stays(visitor: FlaskClient) -> None:
    with visitor.session_transaction() as session:
        session["planted"] = "x"
    send_sign_in(visitor)
    with visitor.session_transaction() as session:
        assert set(session) == {"_fresh", "_user_id", "since", "seen"}


def test_copied_cookie_is_dead_after_signing_out(visitor: FlaskClient, empty: Flask) -> None:
    send_sign_in(visitor)
    copied = _cookie(visitor)
    answer = visitor.post("/abmelden", data={"csrf_token": token_of(visitor.get("/nothing"))})
    assert (answer.status_code, answer.location) == (302, "/")
    assert "Sie sind abgemeldet." in visitor.get("/").text
    assert not is_signed_in(visitor)
    assert not is_signed_in(_with_cookie(empty, copied))


def test_session_goes_on_until_somebody_signs_out(visitor: FlaskClient, empty: Flask) -> None:
    send_sign_in(visitor)
    assert is_signed_in(_with_cookie(empty, _cookie(visitor)))


@pytest.mark.parametrize("change", [{"locked": True}, {"session_version": 99}])
def test_block_takes_effect_on_the_next_page(visitor: FlaskClient, empty: Flask, change: dict[str, object]) -> None:
    send_sign_in(visitor)
    with empty.app_context(), writing():
        db.session.query(Account).update(change)  # type: ignore[arg-type]
        db.session.commit()
    assert not is_signed_in(visitor)


@pytest.mark.parametrize("path", ["/anmelden", "/abmelden"])
def test_form_without_its_token_is_refused(visitor: FlaskClient, path: str) -> None:
    answer = visitor.post(path, data={"email": EMAIL, "password": PASSWORD})
    assert answer.status_code == 400
    assert "Das Formular ist abgelaufen." in answer.text
    assert not is_signed_in(visitor)


def test_signing_out_by_a_link_is_not_possible(visitor: FlaskClient) -> None:
    send_sign_in(visitor)
    assert visitor.get("/abmelden").status_code == 405
    assert is_signed_in(visitor)


def test_signing_out_twice_is_harmless(visitor: FlaskClient) -> None:
    token = token_of(visitor.get("/anmelden"))
    assert visitor.post("/abmelden", data={"csrf_token": token}).location == "/"


def test_password_of_a_megabyte_is_refused_quickly(visitor: FlaskClient) -> None:
    assert send_sign_in(visitor, password="x" * 400_000).status_code == 422


def test_reading_sets_no_cookie(visitor: FlaskClient) -> None:
    answers = [visitor.get(path) for path in ("/", "/aufgaben", "/organigramm", "/nothing")]
    assert [answer.headers.get("Set-Cookie") for answer in answers] == [None] * 4


def test_pages_of_who_is_signed_in_are_not_stored(visitor: FlaskClient) -> None:
    public = visitor.get("/nothing").headers["Cache-Control"]
    send_sign_in(visitor)
    assert (public, visitor.get("/nothing").headers["Cache-Control"]) == ("no-cache", "no-store")


def test_lost_role_is_lost_at_once(visitor: FlaskClient, empty: Flask) -> None:
    send_sign_in(visitor)
    with empty.app_context(), writing():
        db.session.query(Account).update({"roles": (Role.SPONSOR,)})
        db.session.commit()
    assert the_account(empty).role_set == {Role.SPONSOR}
    assert is_signed_in(visitor)
