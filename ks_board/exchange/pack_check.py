"""Check a whole town pack before anything is written: all faults at once, each with file, line and column."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from flask_babel import gettext as _

from ks_board.core.text import ForbiddenCharacterError, clean
from ks_board.exchange.check import PACK, built_in
from ks_board.exchange.csvfile import UnreadableFileError, read_bytes, records_in
from ks_board.exchange.files import FILES
from ks_board.exchange.links import check_references
from ks_board.exchange.pack_meta import FILENAME, PackMeta, read_meta
from ks_board.exchange.pack_rules import check_pack_rules
from ks_board.exchange.problems import Problem, Problems
from ks_board.exchange.rows import check_rules, rrule_fault
from ks_board.exchange.tables import Home, Row, TownTable, no_rows, read_table
from ks_board.town.packs import LONGEST_TEXT

TEXTS = "texts"
TABLES = ("checklists", "areas", "questions", "rules", "actions", "catalogue")
"""The files of a pack, so that what is referred to stands before what refers to it."""
PARTS = (*TABLES, TEXTS)
EVERY_RULE = "*"
Tables = dict[str, TownTable]


@dataclass(frozen=True)
class TownPack:
    """A pack without faults."""

    meta: PackMeta
    tables: Tables
    warnings: list[Problem]


def check_pack(folder: Path, *, home: Home = no_rows) -> TownPack:
    """Read and check a pack; raise FolderRefused with all faults. `home`: what the town has, which it may refer to."""
    problems = Problems()
    _check_names(folder, problems)
    meta = read_meta(folder, problems)
    tables = {name: _read(folder, name, problems) for name in TABLES}
    tables[TEXTS] = _read_texts(folder, meta, problems)
    _warn_of_others(folder, meta, problems)
    check_rules(tables["rules"], built_in("rules"), problems)
    check_pack_rules(tables["rules"], tables["questions"], problems)
    _check_catalogue(tables["catalogue"], problems)
    _check_links(tables, home, problems)
    problems.refuse()
    assert meta  # noqa: S101 - tells mypy: a pack without one was refused.
    return TownPack(meta, tables, problems.warnings)


def built_in_pack() -> TownPack:
    """Return the pack that the program brings."""
    return check_pack(PACK)


def _check_names(folder: Path, problems: Problems) -> None:
    if not folder.is_dir():
        problems.add(str(folder), _("Diesen Ordner gibt es nicht."))
    elif not (folder / FILENAME).exists():
        problems.add(str(folder), _("In diesem Ordner liegt kein Paket: pack.toml fehlt."))
    problems.refuse()


def _read(folder: Path, name: str, problems: Problems) -> TownTable:
    path = folder / FILES[name].filename
    return read_table(FILES[name], path, problems) if path.exists() or path.is_symlink() else TownTable(FILES[name])


def _read_texts(folder: Path, meta: PackMeta | None, problems: Problems) -> TownTable:
    table = TownTable(FILES[TEXTS])
    for name in meta.texts if meta else ():
        if name in {FILES[part].filename for part in PARTS}:
            problems.add(FILENAME, _("„%(name)s“ ist eine Tabelle und kein Text.", name=name), None, TEXTS)
            continue
        text = _read_text(folder / name, name, problems)
        if text:
            table.rows[name] = (name, text)
            table.lines[name] = 1
    return table


def _read_text(path: Path, name: str, problems: Problems) -> str | None:
    try:
        text = clean(read_bytes(path).decode("utf-8-sig").replace("\r\n", "\n")).strip()
    except UnreadableFileError as error:
        fault = str(error)
    except UnicodeDecodeError:
        fault = _("Die Datei ist nicht als UTF-8 gespeichert.")
    except ForbiddenCharacterError as error:
        fault = str(error)
    else:
        if text and len(text) <= LONGEST_TEXT:
            return text
        fault = (
            _("Der Text ist leer.")
            if not text
            else _("Der Text ist zu lang. Höchstens %(most)s Zeichen gehen.", most=LONGEST_TEXT)
        )
    problems.add(name, fault)
    return None


def _warn_of_others(folder: Path, meta: PackMeta | None, problems: Problems) -> None:
    known = {FILENAME, *(FILES[name].filename for name in TABLES), *(meta.texts if meta else ())}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in known:
            problems.warn(name, _("Diese Datei gehört nicht zum Paket und bleibt liegen."))


def _check_catalogue(catalogue: TownTable, problems: Problems) -> None:
    for ref, (kind, rrule) in catalogue.cells("kind", "rrule"):
        if isinstance(rrule, str) and (fault := rrule_fault(kind, rrule)):
            catalogue.note(problems, ref, "rrule", fault)


def _check_links(tables: Tables, home: Home, problems: Problems) -> None:
    """Note references that lead neither into the pack nor into the town."""
    for name in TABLES:
        for position, target in tables[name].file.references:
            known: Mapping[str, Row] = home(FILES[target])
            both = replace(tables[target], rows=dict(known) | tables[target].rows)
            check_references(tables[name], position, both, problems)
    rules = {*tables["rules"].rows, *home(FILES["rules"]), *built_in("rules").rows, EVERY_RULE}
    for name, (_name, text) in tables[TEXTS].rows.items():
        if name.endswith(".csv"):
            _check_rules_of_text(name, str(text), rules, problems)


def _check_rules_of_text(name: str, text: str, rules: set[str], problems: Problems) -> None:
    """Note rules that a table of texts names in its column rule_id and that do not exist."""
    try:
        records = list(records_in(text.encode()))
    except UnreadableFileError as error:
        problems.add(name, str(error), error.line)
        return
    header = records[0][1]
    if "rule_id" not in header:
        return
    place = header.index("rule_id")
    for line, cells in records[1:]:
        if len(cells) != len(header):
            problems.add(
                name,
                _(
                    "Die Zeile hat %(found)s Felder. Es müssen %(expected)s sein, wie in der Kopfzeile.",
                    found=len(cells),
                    expected=len(header),
                ),
                line,
            )
        elif cells[place] not in rules:
            problems.add(name, _("Die Regel „%(ref)s“ gibt es nicht.", ref=cells[place][:64]), line, "rule_id")
