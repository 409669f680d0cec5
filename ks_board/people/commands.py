"""The command that prints the page about permissions."""

import click

from ks_board.permissions import GRANTED, Permission, Role

_WIDTH = max(map(len, Permission))


@click.command("permissions")
def permissions_command() -> None:
    """Print who may do what."""
    click.echo("  ".join(["permission".ljust(_WIDTH), *Role]))
    for permission in Permission:
        marks = (("yes" if permission in GRANTED[role] else "-").ljust(len(role)) for role in Role)
        click.echo("  ".join([permission.ljust(_WIDTH), *marks]).rstrip())
