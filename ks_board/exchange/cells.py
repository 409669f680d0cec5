"""One cell of a town folder: text to value and back, one kind for each type of the town folder."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache, partial
from typing import Any

from flask_babel import gettext as _

from ks_board.config import FIRST_YEAR, LAST_YEAR
from ks_board.core.columns import LONG, REF
from ks_board.core.text import ForbiddenCharacterError, clean

Value = str | int | float | bool | date | datetime | tuple[str, ...] | None

EVERY = "*"
MOST = 1_000_000_000
YES_NO = {"1": True, "0": False}

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_GERMAN_DAY = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_LOCAL_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")
_WHOLE = re.compile(r"[0-9]{1,10}")
_NUMBER = re.compile(r"[0-9]{1,10}(\.[0-9]{1,4})?")
_FILE_NAME = re.compile(r"([a-z0-9][a-z0-9_-]*/)?[a-z0-9][a-z0-9_-]*\.(txt|md|csv)")
_NOT_IN_REF = re.compile(r"[/\\;\n\t]")


class WrongCellError(Exception):
    """The text does not fit its column; the sentence says what would be right."""


@dataclass(frozen=True)
class Cell:
    """How the text of a column becomes a value, and back."""

    parse: Callable[[str], Value]
    write: Callable[[Any], str] = str
    empty: Value = None
    written_empty: str = ""

    def text(self, value: Value) -> str:
        """Return the text of a cell; what is unknown is empty."""
        return self.written_empty if value is None else self.write(value)


def text_cell(longest: int) -> Cell:
    """Return the kind of a free text of at most so many characters."""
    return Cell(partial(_text, longest))


def ref_cell() -> Cell:
    """Return the kind of an id."""
    return Cell(_ref)


def ref_or_every_cell() -> Cell:
    """Return the kind of an id or `*`, which stands for every one and is kept as no id."""
    return Cell(lambda text: None if text == EVERY else _ref(text), written_empty=EVERY)


def file_cell() -> Cell:
    """Return the kind of the file of a text, such as letters/thanks.txt: it names no other place than its own."""
    return Cell(_file)


def list_cell() -> Cell:
    """Return the kind of a list: an ordered set of texts, separated by `;`."""
    return Cell(_list, ";".join, ())


def day_cell() -> Cell:
    """Return the kind of a day."""
    return Cell(_day, date.isoformat)


def local_time_cell() -> Cell:
    """Return the kind of a local time without seconds."""
    return Cell(_local_time, lambda value: value.isoformat(timespec="minutes"))


def yes_no_cell() -> Cell:
    """Return the kind of yes (1) and no (0)."""
    return Cell(_yes_no, lambda value: "1" if value else "0")


def whole_cell(least: int = 0, most: int = MOST) -> Cell:
    """Return the kind of a whole number between both bounds."""
    return Cell(partial(_whole, least, most))


def number_cell(most: int = MOST) -> Cell:
    """Return the kind of hours and euros: a decimal point and at most four decimals."""
    return Cell(partial(_number, most), lambda value: repr(value).removesuffix(".0"))


def one_of_cell(kinds: type[StrEnum]) -> Cell:
    """Return the kind of a closed set."""
    return Cell(partial(_one_of, {kind.value: kind for kind in kinds}))


def nearest(word: str, known: list[str]) -> str | None:
    """Return the known word that somebody probably meant."""
    return next(iter(get_close_matches(word.lower(), known, n=1)), None)


def _text(longest: int, text: str) -> str:
    try:
        text = clean(text)
    except ForbiddenCharacterError as error:
        raise WrongCellError(str(error)) from None
    if len(text) > longest:
        raise WrongCellError(
            _("Der Text hat %(length)s Zeichen. Höchstens %(most)s gehen.", length=len(text), most=longest)
        )
    return text


@lru_cache(maxsize=65536)
def _ref(text: str) -> str:
    text = _text(REF, text)
    if _NOT_IN_REF.search(text) or text in (".", ".."):
        raise WrongCellError(
            _("„%(text)s“ geht nicht als id. Erlaubt sind Buchstaben, Ziffern und Zeichen wie - und _.", text=text)
        )
    return text


def _file(text: str) -> str:
    if len(text) > REF or not _FILE_NAME.fullmatch(text):
        raise WrongCellError(
            _("„%(text)s“ geht nicht als Name. Richtig ist zum Beispiel letters/dank.txt.", text=text[:60])
        )
    return text


def _list(text: str) -> tuple[str, ...]:
    parts = (part.strip() for part in _text(LONG, text).split(";"))
    return tuple(dict.fromkeys(part for part in parts if part))


@lru_cache(maxsize=16384)
def _day(text: str) -> date:
    if german := _GERMAN_DAY.fullmatch(text):
        day, month, year = german.groups()
        raise WrongCellError(
            _("„%(text)s“ ist anders geschrieben. Richtig ist %(day)s.", text=text, day=f"{year}-{month:0>2}-{day:0>2}")
        )
    try:
        return _in_range(date.fromisoformat(text if _DAY.fullmatch(text) else "")).date()
    except ValueError:
        raise WrongCellError(
            _("„%(text)s“ ist kein Tag. Richtig ist zum Beispiel 2026-11-16.", text=text[:40])
        ) from None


@lru_cache(maxsize=16384)
def _local_time(text: str) -> datetime:
    try:
        return _in_range(datetime.fromisoformat(text if _LOCAL_TIME.fullmatch(text) else ""))
    except ValueError:
        raise WrongCellError(
            _("„%(text)s“ ist keine Zeit. Richtig ist zum Beispiel 2026-11-16T18:30.", text=text[:40])
        ) from None


def _in_range(moment: date) -> datetime:
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise WrongCellError(
            _("Das Jahr muss zwischen %(first)s und %(last)s liegen.", first=FIRST_YEAR, last=LAST_YEAR)
        )
    return moment if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001


def _yes_no(text: str) -> bool:
    try:
        return YES_NO[text]
    except KeyError:
        raise WrongCellError(
            _("„%(text)s“ geht hier nicht. Schreiben Sie 1 für ja oder 0 für nein.", text=text[:40])
        ) from None


def _whole(least: int, most: int, text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise WrongCellError(_("„%(text)s“ ist keine ganze Zahl. Richtig ist zum Beispiel 12.", text=text[:40]))
    return int(_between(least, most, int(text)))


def _number(most: int, text: str) -> float:
    if not _NUMBER.fullmatch(text):
        right = text.replace(",", ".", 1)
        raise WrongCellError(
            _(
                "„%(text)s“ ist keine Zahl. Richtig ist zum Beispiel %(right)s.",
                text=text[:40],
                right=right if _NUMBER.fullmatch(right) else "19.5",
            )
        )
    return _between(0, most, float(text))


def _between(least: int, most: int, number: float) -> float:
    if not least <= number <= most:
        raise WrongCellError(_("Die Zahl muss zwischen %(least)s und %(most)s liegen.", least=least, most=most))
    return number


def _one_of(kinds: dict[str, StrEnum], text: str) -> StrEnum:
    if (kind := kinds.get(text)) is not None:
        return kind
    if meant := nearest(text, list(kinds)):
        raise WrongCellError(_("„%(text)s“ gibt es hier nicht. Meinten Sie „%(meant)s“?", text=text[:40], meant=meant))
    raise WrongCellError(
        _("„%(text)s“ gibt es hier nicht. Möglich sind: %(kinds)s.", text=text[:40], kinds=", ".join(kinds))
    )
