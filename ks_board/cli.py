"""The ks-board command: a table of contents; each feature brings its own commands."""

import sys
from typing import Any

import click
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from ks_board.app import create_app
from ks_board.config import SettingError
from ks_board.core.commands import backup_command, restore_command
from ks_board.core.errors import BoardError
from ks_board.core.schema import prepare
from ks_board.core.server import run_server
from ks_board.exchange.commands import demo_command, export_command, import_command
from ks_board.exchange.pack_commands import pack_command
from ks_board.gaps.commands import checklist_command, gaps_command, what_hangs_command
from ks_board.organigram.commands import chart_command
from ks_board.pages.account_command import create_account_command, rescue_command
from ks_board.pages.commands import check_command
from ks_board.pages.work import work_command
from ks_board.people.commands import permissions_command


class BoardCommands(click.Group):
    """Commands that run inside the app's context and end with one clear line on error."""

    def main(self, *arguments: Any, **options: Any) -> Any:
        """Run a command; print the sentence of a known error and exit with 1."""
        try:
            return super().main(*arguments, **options)
        except (BoardError, SettingError, SQLAlchemyError, OSError) as error:
            click.echo(f"ks-board: {str(error).splitlines()[0]}", err=True)
            sys.exit(1)


@click.group(cls=BoardCommands)
@click.pass_context
def main(context: click.Context) -> None:
    """Kleinstadt-Board: who is responsible, what needs doing, what is missing."""
    if "--help" in sys.argv:
        return
    app = create_app()
    if context.invoked_subcommand != restore_command.name:  # It brings in a database because this one may be broken.
        prepare(app)
    context.obj = app
    context.with_resource(app.app_context())


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--processes", default=1, show_default=True, help="More than one: served by gunicorn.")
@click.pass_obj
def run(app: Flask, host: str, port: int, processes: int) -> None:
    """Serve the board."""
    run_server(app, host=host, port=port, processes=processes)


COMMANDS = (
    import_command,
    export_command,
    demo_command,
    pack_command,
    gaps_command,
    what_hangs_command,
    checklist_command,
    chart_command,
    create_account_command,
    rescue_command,
    permissions_command,
    backup_command,
    restore_command,
    check_command,
    work_command,
)
for command in COMMANDS:
    main.add_command(command)
