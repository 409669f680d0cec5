"""What the gate answers to those it keeps out."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ks_board.core.access import needs
from ks_board.permissions import Permission, Role
from tests.access.conftest import browser_of

STAFF_PAGE = "/only-staff"


@pytest.fixture
def gated(scratch: Flask) -> Flask:
    """Return the app with a page for staff, whatever pages it has."""
    view = needs(Permission.GAP_READ_ALL)(lambda: "<p>staff</p>")
    scratch.add_url_rule(STAFF_PAGE, view_func=view, endpoint="only_staff", methods=["GET", "POST"])
    scratch.config["WTF_CSRF_ENABLED"] = False
    return scratch


@pytest.fixture
def public(gated: Flask) -> FlaskClient:
    """Return a browser of the public."""
    return gated.test_client()


def test_public_is_asked_to_sign_in_and_comes_back(public: FlaskClient) -> None:
    answer = public.get(f"{STAFF_PAGE}?suche=straße&am=2026-11-16")
    assert answer.status_code == 302
    assert parse_qs(urlsplit(answer.location).query) == {"weiter": [f"{STAFF_PAGE}?suche=straße&am=2026-11-16"]}


def test_public_that_sends_a_form_is_not_sent_back_to_it(public: FlaskClient) -> None:
    assert public.post(STAFF_PAGE).location == "/anmelden"


def test_swap_of_a_part_leaves_the_page_to_sign_in(public: FlaskClient) -> None:
    answer = public.get(STAFF_PAGE, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"], answer.text) == (
        401,
        f"/anmelden?weiter={STAFF_PAGE}",
        "",
    )


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.SPONSOR])
def test_other_roles_are_told_that_it_is_not_for_them(gated: Flask, role: Role) -> None:
    answer = browser_of(gated, role).get(STAFF_PAGE)
    assert answer.status_code == 403
    assert "Das ist nicht für Sie freigegeben" in answer.text


def test_refusal_is_logged_with_account_and_page_but_no_query(gated: Flask, caplog: pytest.LogCaptureFixture) -> None:
    browser_of(gated, Role.SPONSOR).get(f"{STAFF_PAGE}?suche=secret")
    assert [record.getMessage() for record in caplog.records] == ["refused gap:read_all at only_staff to 2"]


def test_a_number_that_no_row_can_have_leads_to_no_page(weisswald: Flask) -> None:
    rules = [rule for rule in weisswald.url_map.iter_rules() if "<int:" in rule.rule]
    assert "api_keys.revoke" in {rule.endpoint for rule in rules}
    for rule in rules:
        path = re.sub(r"<int:\w+>", "2147483648", rule.rule).replace("<ref>", "EN001")
        assert not weisswald.url_map.bind("").test(path, method=next(iter(rule.methods or ())))
