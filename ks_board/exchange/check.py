"""Check a whole town folder before anything is written: all faults at once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from flask_babel import gettext as _

from ks_board.exchange.files import BUILT_IN, FILES, IGNORED
from ks_board.exchange.links import check_links
from ks_board.exchange.photos import FILE as PHOTOS
from ks_board.exchange.photos import FoundPhoto, read_photos
from ks_board.exchange.problems import Problem, Problems
from ks_board.exchange.progress import Progress, no_progress
from ks_board.exchange.rows import check_rows
from ks_board.exchange.settings import complete_settings
from ks_board.exchange.tables import Home, Row, TownTable, no_rows, read_table

PACK = Path(__file__).parents[1] / "data" / "pack"


@dataclass(frozen=True)
class TownFolder:
    """A town folder without faults: its tables by file name, and what is odd about it."""

    tables: dict[str, TownTable]
    warnings: list[Problem]
    photos: tuple[FoundPhoto, ...] = ()

    @property
    def settings(self) -> dict[str, str]:
        """The keys of meta."""
        return {key: str(row[1]) for key, row in self.tables["meta"].rows.items()}


def check_folder(folder: Path, *, home: Home = no_rows, progress: Progress = no_progress) -> TownFolder:
    """Read and check a town folder; raise FolderRefused with all faults.

    `home` gives the rows of the database: they fill the columns that a file does not have.
    """
    problems = Problems()
    _check_names(folder, problems)
    tables = {}
    with progress(_("Prüfen"), len(FILES)) as advance:
        for name in FILES:
            tables[name] = _read(folder, name, problems, home)
            advance(1)
    built_in_rules = built_in("rules")
    check_rows(tables, built_in_rules, problems)
    _complete_pack(tables, built_in_rules)
    _complete_actions(tables["actions"], home(FILES["actions"]))
    complete_settings(tables, problems)
    check_links(tables, problems)
    photos = read_photos(folder, tables["tasks"].rows, problems)
    problems.refuse()
    return TownFolder(tables, problems.warnings, photos)


def built_in(name: str) -> TownTable:
    """Return a table of the built-in pack."""
    problems = Problems()
    table = read_table(FILES[name], PACK / FILES[name].filename, problems)
    problems.refuse()
    return replace(table, built_in=frozenset(table.rows))


def _check_names(folder: Path, problems: Problems) -> None:
    known = {file.filename for file in FILES.values()}
    if not folder.is_dir():
        problems.add(str(folder), _("Diesen Ordner gibt es nicht."))
    elif not any((folder / name).exists() for name in known):
        problems.add(str(folder), _("In diesem Ordner liegt keine Datei einer Stadt, zum Beispiel units.csv."))
    problems.refuse()
    for path in sorted(folder.glob("*.csv")):
        if path.name not in {*known, *IGNORED, PHOTOS}:
            problems.warn(path.name, _("Diese Datei gehört nicht zur Stadt und bleibt liegen."))


def _read(folder: Path, name: str, problems: Problems, home: Home) -> TownTable:
    path = folder / FILES[name].filename
    if path.exists() or path.is_symlink():
        return read_table(FILES[name], path, problems, home)
    return built_in(name) if name in BUILT_IN and name != "actions" else TownTable(FILES[name])


def _complete_pack(tables: dict[str, TownTable], built_in_rules: TownTable) -> None:
    """Add the rules that the folder does not name, and the questions they need."""
    rules, questions = tables["rules"], tables["questions"]
    _add(rules, {ref: row for ref, row in built_in_rules.rows.items() if ref not in rules.rows})
    asked = {rules.rows[ref][rules.file.position["question_id"]] for ref in rules.built_in}
    needed = asked - set(questions.rows)
    _add(questions, {ref: row for ref, row in built_in("questions").rows.items() if ref in needed})


def _complete_actions(actions: TownTable, home: Mapping[str, Row]) -> None:
    """Add the built-in actions of each rule for which neither the folder nor the database has any of its own."""
    rule_at = actions.file.position["rule_id"]
    named = {row[rule_at] for row in actions.rows.values()}
    at_home = {row[rule_at] for row in home.values()}
    usual = built_in("actions").rows.items()
    _add(
        actions,
        {ref: row for ref, row in usual if row[rule_at] not in named and (ref in home or row[rule_at] not in at_home)},
    )


def _add(table: TownTable, rows: dict[str, Row]) -> None:
    table.rows |= rows
    table.built_in |= frozenset(rows)
