"""Commands about the database as a whole."""

from pathlib import Path

import click
from flask import Flask

from ks_board.core import backup

_FILE = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@click.command("backup")
@_FILE
def backup_command(file: Path) -> None:
    """Copy the database into a new FILE, also while the board runs."""
    backup.backup(file)
    click.echo(f"Backup written: {file}. The file secret_key of the instance is not in it: please keep that, too.")


@click.command("restore")
@_FILE
@click.pass_obj
def restore_command(app: Flask, file: Path) -> None:
    """Put the backup FILE in the place of the database; stop the server first."""
    backup.restore(app, file)
    click.echo(f"The board is as it was in {file}.")
