"""Every address asked for by every role, compared with the declared table."""

from urllib.parse import urlsplit

import pytest
from flask import Flask

from ks_board.core.access import declared_permission
from ks_board.permissions import GRANTED, Role
from tests.access.conftest import browser_of
from tests.access.declared import ADDRESSES, READABLE, ROLES, Address
from tests.people.browser import token_of


def test_every_endpoint_is_declared(weisswald: Flask) -> None:
    endpoints = {rule.endpoint for rule in weisswald.url_map.iter_rules()}
    assert endpoints == set(ADDRESSES), (
        "Each endpoint needs one line in tests/access/declared.py: an address of Weißwald and the roles it is open to."
    )


def test_every_endpoint_names_a_permission_that_its_roles_have(in_weisswald: Flask) -> None:
    for endpoint, address in ADDRESSES.items():
        permission = declared_permission(endpoint)
        assert permission, f"{endpoint} names no permission: put @needs(Permission.…) under its route."
        assert {role for role in ROLES if permission in GRANTED[role]} == address.who, endpoint


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("endpoint", READABLE)
def test_page_opens_for_its_roles_only(weisswald: Flask, endpoint: str, role: Role) -> None:
    address = READABLE[endpoint]
    answer = browser_of(weisswald, role).get(address.path)
    assert answer.status_code == _expected(address, role, opened=302 if _skips_form(endpoint, role) else address.opened)
    if role not in address.who and role is Role.PUBLIC:
        assert urlsplit(answer.location).path == "/anmelden"


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("endpoint", sorted(set(ADDRESSES) - set(READABLE)))
def test_form_is_taken_from_its_roles_only(scratch: Flask, endpoint: str, role: Role) -> None:
    address, browser = ADDRESSES[endpoint], browser_of(scratch, role)
    page = browser.get("/nothing") if role is not Role.PUBLIC else browser.get("/anmelden")
    answer = browser.post(address.path, data={"csrf_token": token_of(page)})
    if role in address.who:
        assert answer.status_code in ({302, 303, 409, 422} if address.opened == 200 else {address.opened})
    else:
        assert answer.status_code == _expected(address, role, opened=0)


@pytest.mark.parametrize("endpoint", sorted(set(ADDRESSES) - set(READABLE)))
def test_form_without_token_is_refused_for_all(scratch: Flask, endpoint: str) -> None:
    answers = [browser_of(scratch, role).post(ADDRESSES[endpoint].path) for role in ROLES]
    assert [answer.status_code for answer in answers] == [400] * len(ROLES)


def test_endpoint_without_permission_is_closed(scratch: Flask) -> None:
    scratch.add_url_rule("/forgotten", view_func=lambda: "secret", endpoint="forgotten")
    answers = [browser_of(scratch, role).get("/forgotten") for role in ROLES]
    assert [(answer.status_code, "secret" in answer.text) for answer in answers] == [(403, False)] * len(ROLES)


def _expected(address: Address, role: Role, *, opened: int) -> int:
    if role in address.who:
        return opened
    return 302 if role is Role.PUBLIC else 403


def _skips_form(endpoint: str, role: Role) -> bool:
    return endpoint == "people.sign_in" and role is not Role.PUBLIC
