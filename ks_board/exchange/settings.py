"""meta.csv: which keys must look how, and what completes it."""

from collections.abc import Mapping
from pathlib import Path

from flask_babel import gettext as _

from ks_board.exchange.cells import Cell, WrongCellError, day_cell, ref_cell, text_cell
from ks_board.exchange.files import FILES
from ks_board.exchange.problems import Problems
from ks_board.exchange.tables import Row, TownTable, read_table
from ks_board.organigram.models import UnitKind
from ks_board.town.queries import find_setting
from ks_board.town.settings import EMBED_ORIGINS, is_origin
from ks_board.town.version import DATA_VERSION

TOWN, TOWN_ID = "town", "town_id"
TERM = ("council_term_start", "council_term_end")


def _origins(text: str) -> str:
    if wrong := [part for part in text.split() if not is_origin(part)]:
        sentence = _("„%(text)s“ ist keine Website. Schreiben Sie so: https://www.stadt.example", text=wrong[0][:80])
        raise WrongCellError(sentence)
    return text


_CELLS: dict[str, Cell] = {
    TOWN: text_cell(300),
    TOWN_ID: ref_cell(),
    "as_of": day_cell(),
    **dict.fromkeys(TERM, day_cell()),
    EMBED_ORIGINS: Cell(_origins),
}


def complete_settings(tables: dict[str, TownTable], problems: Problems) -> None:
    """Check meta.csv; where it does not name the town, the root does."""
    meta, units = tables["meta"], tables["units"]
    _check_values(meta, problems)
    if root := root_of(units.rows):
        name = str(units.rows[root][units.file.position["name"]])
        for key, value in ((TOWN, name), (TOWN_ID, root)):
            meta.rows.setdefault(key, (key, value))


def is_other_town(folder: Path) -> bool:
    """Tell whether the database holds another town than the folder."""
    known = find_setting(TOWN_ID)
    problems = Problems()
    meta, units = (read_table(FILES[name], folder / FILES[name].filename, problems) for name in ("meta", "units"))
    named = meta.rows[TOWN_ID][1] if TOWN_ID in meta.rows else root_of(units.rows)
    return known is not None and named is not None and named != known


def root_of(units: Mapping[str, Row]) -> str | None:
    """Return the ref of the root of kind town."""
    return next(iter(roots_of(units)), None)


def roots_of(units: Mapping[str, Row]) -> list[str]:
    """Return the refs of all roots of kind town; there should be one."""
    parent, kind = (FILES["units"].position[name] for name in ("parent_id", "kind"))
    return [ref for ref, row in units.items() if row[kind] is UnitKind.TOWN and row[parent] is None]


def _check_values(meta: TownTable, problems: Problems) -> None:
    found: dict[str, object] = {}
    for key, (_key, value) in meta.rows.items():
        if key == DATA_VERSION:
            problems.add(meta.file.filename, _("Diesen Schlüssel benutzt das Programm selbst."), meta.lines[key], "key")
        elif key in _CELLS and value is not None:
            try:
                found[key] = _CELLS[key].parse(str(value))
            except WrongCellError as error:
                problems.add(meta.file.filename, str(error), meta.lines[key], "value")
    first, last = (found.get(key) for key in TERM)
    if first and last and str(first) > str(last):
        problems.add(meta.file.filename, _("Die Wahlperiode endet vor ihrem Anfang."), meta.lines[TERM[1]], "value")
