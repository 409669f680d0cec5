"""The commands import and export: what they say, and one clear line per fault with an exit code that is not 0."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ks_board.core.db import db
from ks_board.exchange.commands import export_command, import_command
from ks_board.people.models import Person
from tests.conftest import WEISSWALD
from tests.exchange.folders import PEOPLE, TASKS, write_town

FAULTS = [
    ({"units": b"\0"}, "units.csv: Das ist keine Textdatei"),
    ({"units": 'id,name,kind\nU1,"A,town\n'}, "units.csv, Zeile 2: Hier fehlt ein Anführungszeichen"),
    ({"units": b"a" * 1_000_001}, "units.csv, Zeile 1: Die Zeile ist länger"),
    ({"units": ""}, "units.csv: Die Datei ist leer"),
]


def run(command: object, *arguments: object) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])  # type: ignore[arg-type]


def in_shell(instance: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run ks-board as a process of its own, on an instance of its own."""
    return subprocess.run(
        [sys.executable, "-c", "from ks_board.cli import main; main()", *map(str, arguments)],
        env=os.environ | {"KS_BOARD_INSTANCE": str(instance)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.usefixtures("in_empty")
def test_import_prints_what_is_new_changed_and_unchanged(tmp_path: Path) -> None:
    run(import_command, write_town(tmp_path, people=PEOPLE))
    write_town(tmp_path, people=PEOPLE.replace("Li,", "Lee,") + "P3,Mo,Rau\n")
    lines = run(import_command, tmp_path).output.splitlines()
    assert lines[0].split() == ["neu", "geändert", "gleich", "fehlt", "im", "Ordner"]
    assert [line.split() for line in lines if line.startswith("people")] == [["people.csv", "1", "1", "1", "0"]]


@pytest.mark.usefixtures("in_empty")
def test_dry_run_says_that_nothing_was_written(tmp_path: Path) -> None:
    answer = run(import_command, write_town(tmp_path, people=PEOPLE), "--dry-run")
    assert answer.output.endswith("Es wurde nichts geschrieben.\n")
    assert db.session.query(Person).count() == 0


@pytest.mark.usefixtures("in_empty")
def test_prune_lists_what_it_removes(tmp_path: Path) -> None:
    run(import_command, write_town(tmp_path, people=PEOPLE))
    answer = run(import_command, write_town(tmp_path, people="id,given_name,family_name\n"), "--prune")
    assert "Gelöscht wird aus people.csv: P1, P2\n" in answer.output


@pytest.mark.usefixtures("in_empty")
@pytest.mark.parametrize(("files", "line"), FAULTS)
def test_a_faulty_folder_ends_with_its_faults(tmp_path: Path, files: dict[str, str | bytes], line: str) -> None:
    answer = run(import_command, write_town(tmp_path, **files))
    assert answer.exit_code == 1
    assert answer.stdout == ""
    assert answer.stderr.startswith(line)
    assert answer.stderr.endswith("\nEs wurde nichts geschrieben.\n")


@pytest.mark.usefixtures("in_empty")
def test_warnings_do_not_stop_the_import(tmp_path: Path) -> None:
    answer = run(import_command, write_town(tmp_path, tasks=TASKS, extra="x\n"))
    assert (answer.exit_code, answer.stderr.startswith("Hinweis: extra.csv: ")) == (0, True)


@pytest.mark.usefixtures("in_empty")
def test_export_says_how_many_rows_it_wrote(tmp_path: Path) -> None:
    run(import_command, WEISSWALD)
    assert run(export_command, tmp_path / "out").output == f"1237 Zeilen stehen in {tmp_path / 'out'}.\n"


def test_the_command_makes_its_instance_and_takes_a_town_through(tmp_path: Path) -> None:
    assert in_shell(tmp_path / "new", "import", WEISSWALD).returncode == 0
    assert in_shell(tmp_path / "new", "export", tmp_path / "out").returncode == 0
    assert (tmp_path / "out" / "thanks.csv").read_bytes() == (WEISSWALD / "thanks.csv").read_bytes()


def test_a_conflict_is_one_line_without_traceback(tmp_path: Path) -> None:
    answer = in_shell(tmp_path / "new", "export", tmp_path / "out")
    assert (answer.returncode, answer.stdout, answer.stderr) == (
        1,
        "",
        "ks-board: In der Datenbank ist noch keine Stadt.\n",
    )
