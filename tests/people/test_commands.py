"""The command that prints the page about permissions."""

from click.testing import CliRunner

from ks_board.people.commands import permissions_command
from ks_board.permissions import GRANTED, Permission, Role


def test_matrix_shows_every_permission_of_every_role() -> None:
    lines = CliRunner().invoke(permissions_command).output.splitlines()
    assert lines[0].split() == ["permission", *Role]
    assert {line.split()[0]: line.split()[1:] for line in lines[1:]} == {
        permission: ["yes" if permission in GRANTED[role] else "-" for role in Role] for permission in Permission
    }
