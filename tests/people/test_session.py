"""How long a session lasts, and what its cookie may hold."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from ks_board.people.session import find_signed_in, is_over
from ks_board.permissions import Permission, Role
from tests.people.browser import is_signed_in, make_account, send_sign_in, the_account

NOW = datetime(2026, 11, 16, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("role", "open_for", "idle_for", "over"),
    [
        (Role.COORDINATOR, timedelta(hours=16), timedelta(hours=4), False),
        (Role.COORDINATOR, timedelta(hours=5), timedelta(hours=4, seconds=1), True),
        (Role.ADMIN, timedelta(hours=16, seconds=1), timedelta(0), True),
        (Role.VOLUNTEER, timedelta(days=90), timedelta(days=14), False),
        (Role.VOLUNTEER, timedelta(days=20), timedelta(days=14, seconds=1), True),
        (Role.SPONSOR, timedelta(days=90, seconds=1), timedelta(0), True),
    ],
)
def test_session_ends_when_idle_or_open_for_too_long(
    role: Role, open_for: timedelta, idle_for: timedelta, over: bool
) -> None:
    assert is_over(frozenset({role}), since=NOW - open_for, seen=NOW - idle_for, now=NOW) is over


@pytest.mark.parametrize("stamp", ["since", "seen"])
def test_session_of_long_ago_is_signed_out(empty: Flask, stamp: str) -> None:
    make_account(empty)
    client = empty.test_client()
    send_sign_in(client)
    with client.session_transaction() as session:
        session[stamp] -= 17 * 3600
    assert not is_signed_in(client)


def test_use_of_a_session_is_noted_every_few_minutes(empty: Flask) -> None:
    make_account(empty)
    client = empty.test_client()
    send_sign_in(client)
    with client.session_transaction() as session:
        session["seen"] -= 3600
        before = session["seen"]
    client.get("/nothing")
    with client.session_transaction() as session:
        assert session["seen"] >= before + 3600


@pytest.mark.parametrize("cookie", ["", "1", "1.", ".1", "1.2", "x.1", "-1.1", "1.1.1", "99.1"])
def test_invented_cookie_belongs_to_nobody(in_empty: Flask, cookie: str) -> None:
    make_account(in_empty)
    assert find_signed_in(cookie) is None


def test_account_has_the_permissions_of_all_its_roles_and_of_the_public(in_empty: Flask) -> None:
    make_account(in_empty)
    account = the_account(in_empty)
    signed_in = find_signed_in(f"{account.id}.{account.session_version}")
    assert signed_in is not None
    assert {Permission.GAP_READ_ALL, Permission.SITE_READ} <= signed_in.permissions
