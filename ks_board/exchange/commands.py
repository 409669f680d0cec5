"""Commands that bring towns in and out."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click
from flask import Flask
from flask_babel import gettext as _
from flask_babel import ngettext

from ks_board.core import clock
from ks_board.exchange.demo import demo_accounts, make_demo
from ks_board.exchange.exporter import export_folder
from ks_board.exchange.importer import Report, import_folder
from ks_board.exchange.problems import FolderRefused, Problem
from ks_board.exchange.progress import Advance
from ks_board.town.queries import find_setting, town_name

_FOLDER = click.argument("folder", type=click.Path(path_type=Path))
_MOST_COPIES = 1000


@click.command("import")
@_FOLDER
@click.option("--dry-run", is_flag=True, help="Check and compare, write nothing.")
@click.option("--prune", is_flag=True, help="Remove rows that the folder does not hold any more.")
@click.option("--replace", is_flag=True, help="Give up the other town that the database holds, with its accounts.")
def import_command(folder: Path, dry_run: bool, prune: bool, replace: bool) -> None:
    """Read a town folder into the database: all of it, or nothing if it has faults."""
    try:
        warnings = import_folder(
            folder,
            now=clock.now(),
            prune=prune,
            replace=replace,
            dry_run=dry_run,
            announce=lambda report: _print_report(report, prune=prune),
            progress=progress_bar,
        )
    except FolderRefused as refused:
        refuse(refused)
    print_warnings(warnings)
    if dry_run:
        click.echo(_("Das war nur eine Probe. Es wurde nichts geschrieben."))


@click.command("export")
@_FOLDER
def export_command(folder: Path) -> None:
    """Write the town into a folder, one CSV file per table."""
    written = export_folder(folder, progress=progress_bar)
    rows = sum(written.values())
    click.echo(
        ngettext("%(num)s Zeile steht in %(folder)s.", "%(num)s Zeilen stehen in %(folder)s.", rows, folder=folder)
    )


@click.command("demo")
@click.option("--keep", is_flag=True, help="Do nothing if there is a town already.")
@click.option("--scale", "copies", default=1, type=click.IntRange(1, _MOST_COPIES), help="So many times the town.")
@click.option("--replace", is_flag=True, help="Give up the real town that the database holds.")
@click.pass_obj
def demo_command(app: Flask, keep: bool, copies: int, replace: bool) -> None:
    """Make a fresh demo town with one account per role."""
    instance = app.config["INSTANCE"]
    if not (keep and find_setting("town_id")):
        rows = make_demo(instance, now=clock.now(), copies=copies, replace=replace, progress=progress_bar)
        click.echo(_("%(town)s ist bereit: %(rows)s Zeilen.", town=town_name(), rows=rows))
    if accounts := demo_accounts(instance):
        click.echo(_("Konten zum Ausprobieren, auch in %(file)s:", file=accounts))
        click.echo(accounts.read_text(), nl=False)


@contextmanager
def progress_bar(label: str, length: int) -> Iterator[Advance]:
    """Show on a terminal how far the work is."""
    with click.progressbar(length=length, label=label, hidden=not sys.stderr.isatty(), file=sys.stderr) as bar:
        yield bar.update


def _print_report(report: Report, *, prune: bool) -> None:
    click.echo(_TABLE.format("", _("neu"), _("geändert"), _("gleich"), _("fehlt im Ordner")))
    for name, counts in report.counts.items():
        click.echo(_TABLE.format(f"{name}.csv", *counts))
    for name, refs in report.gone.items() if prune else ():
        click.echo(_("Gelöscht wird aus %(file)s: %(refs)s", file=f"{name}.csv", refs=", ".join(refs)))


_TABLE = "{:22}{:>10}{:>10}{:>10}{:>17}"


def print_warnings(warnings: list[Problem]) -> None:
    """Print what is odd."""
    for warning in warnings:
        click.echo(_("Hinweis: %(warning)s", warning=warning), err=True)


def refuse(refused: FolderRefused) -> NoReturn:
    """Print all faults and end."""
    for line in refused.lines():
        click.echo(line, err=True)
    click.echo(_("Es wurde nichts geschrieben."), err=True)
    sys.exit(1)
