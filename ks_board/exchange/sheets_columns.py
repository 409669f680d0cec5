"""Find the row that names the columns, and what each column means, by the words that offices use."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ks_board.core.text import fold
from ks_board.exchange.sheets import Rows

FARTHEST_HEAD = 25
"""So many rows may stand above the names of the columns: title, date, who made the list."""
LONGEST_NAME = 40


class Meaning(StrEnum):
    """What a column holds; several columns of units are levels, the upper one first."""

    NOTHING = "nothing"
    UNIT = "unit"
    PARENT = "parent"
    NUMBER = "number"
    SHORT = "short"
    PHONE = "phone"
    EMAIL = "email"
    HEAD = "head"
    DEPUTY = "deputy"
    POST = "post"
    HOLDER = "holder"
    HOURS = "hours"


_WORDS: tuple[tuple[Meaning, str], ...] = (
    (
        Meaning.PARENT,
        "ubergeordnet ubergeordnete ubergeordnetes zugeordnet unterstellt unterstelltes gehort untersteht elternteil",
    ),
    (Meaning.DEPUTY, "vertretung stellvertretung stellvertreter stellvertreterin vertreter vertreterin stellv stv"),
    (Meaning.HOURS, "stunden wochenstunden std wochenstd arbeitszeit stundenumfang h woche"),
    (
        Meaning.HOLDER,
        "inhaber inhaberin stelleninhaber stelleninhaberin mitarbeiter mitarbeiterin mitarbeitende beschaftigte person "
        "ansprechpartner ansprechpartnerin besetzt",
    ),
    (
        Meaning.HEAD,
        "leitung leiter leiterin amtsleitung amtsleiter amtsleiterin sachgebietsleitung vorsitz vorsitzende",
    ),
    (Meaning.POST, "stelle stellen stellenbezeichnung funktion dienstbezeichnung aufgabe tatigkeit posten"),
    (Meaning.PHONE, "telefon telefonnummer tel fon durchwahl rufnummer apparat"),
    (Meaning.EMAIL, "mail email mailadresse emailadresse"),
    (Meaning.SHORT, "kurzel abkurzung kurz kurzzeichen kurzname"),
    (
        Meaning.NUMBER,
        "nr nummer gliederung gliederungsnummer gliederungsziffer ordnungsnummer lfd pos position ziffer",
    ),
    (
        Meaning.UNIT,
        "amt amter sachgebiet einheit einheiten organisationseinheit oe bezeichnung fachbereich fachdienst referat "
        "abteilung dezernat bereich einrichtung verein team ebene gruppe gremium name",
    ),
)
"""In the order of asking: "Amtsleitung" names a person, not an office. Words are folded."""
_SPELT: dict[str, Meaning] = {fold(word): meaning for meaning, words in _WORDS for word in words.split()}


@dataclass(frozen=True)
class Columns:
    """The row of the names (counted from 0; -1: there is none) and what each column means."""

    head: int
    names: tuple[str, ...]
    meanings: tuple[Meaning, ...]


def find_columns(rows: Rows) -> Columns:
    """Return the row that most probably names the columns, with their meanings."""
    ranked = [(_known(row), -number) for number, row in enumerate(rows[:FARTHEST_HEAD])]
    known, head = max(ranked)
    if known == 0:
        return columns_without_head(rows)
    return columns_at(rows, -head)


def columns_at(rows: Rows, head: int) -> Columns:
    """Return the columns as this row names them."""
    if not 0 <= head < len(rows):
        return columns_without_head(rows)
    names = _padded(rows[head], max(map(len, rows)))
    return Columns(head, names, _single(names, [meaning_of(name) for name in names]))


def columns_without_head(rows: Rows) -> Columns:
    """Return columns of a table that begins at once: the first filled column holds the units."""
    width = max(map(len, rows))
    first = next((at for at in range(width) if any(at < len(row) and row[at].strip() for row in rows)), 0)
    meanings = [Meaning.UNIT if at == first else Meaning.NOTHING for at in range(width)]
    return Columns(-1, ("",) * width, tuple(meanings))


def meaning_of(name: str) -> Meaning:
    """Return what a column of this name holds."""
    words = fold(name.replace("-", "")).split() + fold(name).split()
    for meaning, _words in _WORDS:
        if any(_SPELT.get(word) is meaning for word in words):
            return meaning
    return Meaning.NOTHING


def _single(names: Sequence[str], meanings: list[Meaning]) -> tuple[Meaning, ...]:
    """Let each meaning but the unit's stand once; "Name" is a person where another column names the units."""
    if Meaning.HOLDER not in meanings and meanings.count(Meaning.UNIT) > 1:
        for at, name in enumerate(names):
            if meanings[at] is Meaning.UNIT and fold(name) == "name":
                meanings[at] = Meaning.HOLDER if Meaning.POST in meanings or Meaning.HEAD in meanings else meanings[at]
    seen: set[Meaning] = set()
    for at, meaning in enumerate(meanings):
        if meaning is not Meaning.UNIT and meaning in seen:
            meanings[at] = Meaning.NOTHING
        seen.add(meaning)
    return tuple(meanings)


def _known(row: Sequence[str]) -> int:
    """Return how many different things a row names; long texts are no names of columns."""
    return len({meaning_of(cell) for cell in row if len(cell) < LONGEST_NAME} - {Meaning.NOTHING})


def _padded(row: Sequence[str], width: int) -> tuple[str, ...]:
    return tuple(" ".join(cell.split()) for cell in row) + ("",) * (width - len(row))
