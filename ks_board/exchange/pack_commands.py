"""Commands about town packs."""

from pathlib import Path

import click
from flask_babel import gettext as _

from ks_board.core import clock
from ks_board.core.db import db, writing
from ks_board.core.record import acting
from ks_board.exchange.commands import print_warnings, refuse
from ks_board.exchange.pack_apply import UndecidedConflicts, apply_pack, warn_of_older
from ks_board.exchange.pack_check import check_pack
from ks_board.exchange.pack_export import export_pack
from ks_board.exchange.pack_merge import Cell, Choice, Merge
from ks_board.exchange.problems import FolderRefused
from ks_board.exchange.stored import Stored

_FOLDER = click.argument("folder", type=click.Path(path_type=Path))
_LONGEST = 60


@click.group("pack")
def pack_command() -> None:
    """Checklist, rules, actions, areas, task catalogue and letters as one folder."""


@pack_command.command("export")
@_FOLDER
@click.option("--pack", "ref", help="The id of a further pack; the first checklist's by default.")
def export_command(folder: Path, ref: str | None) -> None:
    """Write a pack into a folder, as the town has it now."""
    click.echo(_("%(files)s Dateien stehen in %(folder)s.", files=export_pack(folder, ref), folder=folder))


@pack_command.command("check")
@_FOLDER
def check_command(folder: Path) -> None:
    """Check a pack and print every fault with file, line and column."""
    try:
        pack = check_pack(folder, home=Stored().home)
    except FolderRefused as refused:
        refuse(refused)
    print_warnings(pack.warnings)
    click.echo(
        _(
            "Das Paket „%(title)s“, Fassung %(edition)s, ist in Ordnung.",
            title=pack.meta.title,
            edition=pack.meta.version,
        )
    )


@pack_command.command("import")
@_FOLDER
@click.option("--dry-run", is_flag=True, help="Check and compare, write nothing.")
@click.option("--keep", "choice", flag_value=Choice.KEEP.value, help="Where both changed something, the town's counts.")
@click.option("--take", "choice", flag_value=Choice.TAKE.value, help="Where both changed something, the pack's counts.")
def import_command(folder: Path, dry_run: bool, choice: str | None) -> None:
    """Bring a pack in: all of it, or nothing if it has faults or conflicts."""
    decided = Choice(choice) if choice else None
    try:
        pack = check_pack(folder, home=Stored().home)
        older = warn_of_older(pack)
        db.session.rollback()  # The next statement begins anew, then as a writer.
        with writing(), acting(None, "pack.import"):
            found = apply_pack(pack, lambda cell: decided, now=clock.now())
            if not dry_run:
                db.session.commit()
    except FolderRefused as refused:
        refuse(refused)
    except UndecidedConflicts as undecided:
        _refuse_conflicts(undecided)
    finally:
        db.session.rollback()
    print_warnings(pack.warnings)
    if older:
        click.echo(older, err=True)
    _print(found)
    if dry_run:
        click.echo(_("Das war nur eine Probe. Es wurde nichts geschrieben."))


def _print(found: Merge) -> None:
    for name, refs in found.new.items():
        click.echo(_("Neu in %(file)s: %(refs)s", file=name, refs=", ".join(refs)))
    for title, cells in ((_("Geändert"), found.taken), (_("Bleibt, wie die Stadt es hat"), found.kept)):
        for cell in cells:
            click.echo(f"{title}: {_place(cell)}")
    for name, refs in found.gone.items():
        click.echo(_("Nicht mehr im Paket, bleibt in der Stadt, %(file)s: %(refs)s", file=name, refs=", ".join(refs)))
    if not found.writes:
        click.echo(_("Es gibt nichts zu ändern."))


def _refuse_conflicts(undecided: UndecidedConflicts) -> None:
    for cell in undecided.found.conflicts:
        click.echo(f"{_place(cell)}: {_('Stadt')} „{_short(cell.town)}“, {_('Paket')} „{_short(cell.pack)}“", err=True)
    raise click.ClickException(_("%(why)s Mit --keep gilt die Stadt, mit --take das Paket.", why=undecided))


def _place(cell: Cell) -> str:
    return f"{cell.file}.csv, {cell.ref}, {cell.column}"


def _short(text: str) -> str:
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
