"""Making accounts and checking their passwords, without a browser."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from ks_board.core.db import db
from ks_board.core.errors import TooManyTries
from ks_board.core.limits import RateCounter
from ks_board.people import passwords
from ks_board.people.accounts import (
    BadEmail,
    EmailTaken,
    WrongPassword,
    create_account,
    end_sessions,
    make_password,
    set_password,
    sign_in,
)
from ks_board.people.models import Account
from ks_board.people.passwords import WeakPassword, password_fits
from ks_board.permissions import Role
from tests.people.browser import EMAIL, PASSWORD, make_account, the_account

OF_THE_TOWN = "Weisswald2026"
NOW = datetime(2026, 11, 16, 8, tzinfo=UTC)


def _try(password: str, *, email: str = EMAIL, network: str = "10.0.0.1", now: datetime = NOW) -> Account:
    return sign_in(email, password, network=network, now=now)


def _fail(times: int, *, email: str = EMAIL, network: str = "10.0.0.1") -> None:
    for _ in range(times):
        with pytest.raises(WrongPassword):
            _try("wrong", email=email, network=network)


@pytest.fixture
def limited(in_empty: Flask, cheap_hash: None, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """Return the board with an account and with limits."""
    monkeypatch.setitem(in_empty.config, "RATE_LIMITS", True)
    make_account(in_empty)
    return in_empty


def test_account_keeps_address_in_lower_case_and_roles_sorted(in_empty: Flask) -> None:
    account = create_account(email=" Anna@Weisswald.Example ", roles=[Role.SPONSOR, Role.COORDINATOR, Role.SPONSOR])
    assert (account.email, account.roles) == ("anna@weisswald.example", ("coordinator", "sponsor"))


def test_second_account_of_an_address_is_refused_and_the_rest_stays(in_empty: Flask) -> None:
    create_account(email="anna@weisswald.example", roles=[])
    with pytest.raises(EmailTaken, match="schon ein Konto"):
        create_account(email="ANNA@weisswald.example", roles=[])
    assert db.session.query(Account).count() == 1


@pytest.mark.parametrize(
    "email",
    [
        "",
        "anna",
        "anna@",
        "@x.de",
        "a b@x.de",
        "a@x",
        "a@b@x.de",
        "<a@x.de>",
        "a\0@x.de",
        "a@x.de\nb@x.de",
        "a" * 250 + "@x.de",
    ],
)
def test_what_is_no_address_is_refused(in_empty: Flask, email: str) -> None:
    with pytest.raises(BadEmail):
        create_account(email=email, roles=[])


def test_password_of_the_town_is_refused(in_empty: Flask) -> None:
    with pytest.raises(WeakPassword):
        create_account(email="anna@x.de", roles=[], password=OF_THE_TOWN, town="Weißwald")


def test_account_without_password_cannot_sign_in(in_empty: Flask) -> None:
    create_account(email=EMAIL, roles=[Role.ADMIN])
    db.session.commit()
    _fail(1)


def test_right_password_signs_in_and_notes_when(limited: Flask) -> None:
    assert _try(PASSWORD, email=EMAIL.upper()).last_login_at == NOW


def test_locked_account_is_answered_like_a_wrong_password(limited: Flask) -> None:
    db.session.query(Account).update({"locked": True})
    db.session.commit()
    with pytest.raises(WrongPassword, match=r"^E-Mail-Adresse oder Passwort stimmt nicht\.$"):
        _try(PASSWORD)


def test_unknown_address_is_answered_like_a_wrong_password(limited: Flask) -> None:
    with pytest.raises(WrongPassword, match=r"^E-Mail-Adresse oder Passwort stimmt nicht\.$"):
        _try(PASSWORD, email="nobody@weisswald.example")


@pytest.mark.parametrize("email", [EMAIL, "nobody@weisswald.example"])
def test_eleventh_try_at_an_address_is_too_many_known_or_not(limited: Flask, email: str) -> None:
    _fail(10, email=email)
    with pytest.raises(TooManyTries, match="15 Minuten") as error:
        _try(PASSWORD, email=email)
    assert error.value.retry_after == 900


def test_lock_opens_by_itself(limited: Flask) -> None:
    _fail(10)
    assert _try(PASSWORD, now=NOW + timedelta(minutes=15)).email == EMAIL
    assert [counter.count for counter in db.session.query(RateCounter)] == [0]


def test_tries_during_the_lock_do_not_prolong_it(limited: Flask) -> None:
    _fail(10)
    with pytest.raises(TooManyTries):
        _try(PASSWORD, now=NOW + timedelta(minutes=14))
    db.session.rollback()
    assert _try(PASSWORD, now=NOW + timedelta(minutes=15))


def test_thirty_first_try_from_a_network_is_too_many_for_any_address(limited: Flask) -> None:
    for number in range(30):
        _fail(1, email=f"guess{number}@weisswald.example")
    with pytest.raises(TooManyTries):
        _try(PASSWORD)
    db.session.rollback()
    assert _try(PASSWORD, network="10.0.0.2")


def test_success_forgets_the_failures_of_the_account_only(limited: Flask) -> None:
    _fail(9)
    _try(PASSWORD)
    db.session.commit()
    assert [counter.count for counter in db.session.query(RateCounter)] == [9]


def test_counters_name_neither_address_nor_network(limited: Flask) -> None:
    _fail(1)
    assert all(len(counter.key) == 64 and counter.key.isalnum() for counter in db.session.query(RateCounter))


def test_sign_in_renews_a_hash_of_weaker_parameters(limited: Flask) -> None:
    weak = passwords.PasswordHasher(memory_cost=32, time_cost=1, parallelism=1).hash(PASSWORD)
    db.session.query(Account).update({"password_hash": weak})
    db.session.commit()
    renewed = _try(PASSWORD).password_hash
    assert renewed != weak
    assert password_fits(renewed, PASSWORD)


def test_new_password_and_sign_out_end_all_sessions(limited: Flask) -> None:
    account = db.session.query(Account).one()
    before = account.session_version
    set_password(account, "fünf graue Wale")
    end_sessions(account)
    assert account.session_version == before + 2


def test_made_passwords_are_strong_and_differ() -> None:
    made = {make_password() for _ in range(50)}
    assert len(made) == 50
    assert {len(password) for password in made} == {23}


def test_account_is_found_again(limited: Flask) -> None:
    assert the_account(limited).role_set == {Role.COORDINATOR}
