"""The help page shows who may do what, from the one page about it."""

from flask.testing import FlaskClient

from ks_board.pages.permission_words import PERMISSIONS, ROLES, list_rights
from ks_board.permissions import GRANTED, Permission, Role, permissions_of


def test_every_permission_and_every_role_has_words() -> None:
    assert set(PERMISSIONS) == set(Permission)
    assert set(ROLES) == set(Role)


def test_the_table_says_what_is_granted() -> None:
    granted = [tuple(permission in permissions_of(frozenset({role})) for role in GRANTED) for permission in Permission]
    assert [right.granted for right in list_rights()] == granted


def test_the_help_page_names_each_right(client: FlaskClient) -> None:
    page = client.get("/hilfe").text
    assert all(str(words) in page for words in PERMISSIONS.values())
