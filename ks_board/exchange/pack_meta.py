"""pack.toml: what a town pack is called, its version, languages and licence, and the texts it brings."""

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from flask_babel import gettext as _

from ks_board.core.columns import SHORT
from ks_board.exchange.cells import WrongCellError, file_cell, nearest, text_cell
from ks_board.exchange.csvfile import UnreadableFileError, read_bytes
from ks_board.exchange.problems import Problems

FILENAME = "pack.toml"
LANGUAGES = ("de", "en")
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_VERSION = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4}){0,2}")
_LINE = re.compile(r"line (\d+)")


@dataclass(frozen=True)
class PackMeta:
    """The head of a pack; the fields are the keys of pack.toml."""

    id: str
    title: str
    version: str
    languages: tuple[str, ...]
    licence: str
    texts: tuple[str, ...] = ()
    """Further files: letters and other texts, kept as they are."""


def read_meta(folder: Path, problems: Problems) -> PackMeta | None:
    """Read pack.toml; None if it has faults, which are noted."""
    try:
        text = read_bytes(folder / FILENAME).decode("utf-8-sig")
        found = tomllib.loads(text)
    except UnreadableFileError as error:
        problems.add(FILENAME, str(error))
    except UnicodeDecodeError:
        problems.add(FILENAME, _("Die Datei ist nicht als UTF-8 gespeichert."))
    except (ValueError, RecursionError) as error:  # Also numbers too long and lists too deep for Python.
        place = _LINE.search(str(error))
        line = int(place[1]) if place else len(text.splitlines())  # Without a number it is the end of the file.
        sentence = _('Die Zeile ist kein TOML. Richtig ist zum Beispiel: title = "Kleinstadt"')
        problems.add(FILENAME, sentence, line)
    else:
        return _checked(found, text, problems)
    return None


def write_meta(meta: PackMeta) -> str:
    """Return the text of pack.toml; the same meta gives the same bytes."""
    lines = (f"{field.name} = {_toml(getattr(meta, field.name))}" for field in fields(meta))
    return "".join(f"{line}\n" for line in lines)


def _toml(value: str | tuple[str, ...]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _checked(found: dict[str, Any], text: str, problems: Problems) -> PackMeta | None:
    faults = list(_faults(found))
    for key, sentence in faults:
        line = next(
            (n for n, row in enumerate(text.splitlines(), 1) if re.match(rf"\s*{re.escape(key)}\s*=", row)), None
        )
        problems.add(FILENAME, sentence, line, key)
    if faults:
        return None
    lists = {key: tuple(found.get(key, ())) for key in ("languages", "texts")}
    return PackMeta(**(found | lists))


def _faults(found: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key in found.keys() - _CHECKS.keys():
        meant = nearest(key, list(_CHECKS))
        yield (
            key,
            (
                _("„%(key)s“ gibt es hier nicht. Meinten Sie „%(meant)s“?", key=key[:60], meant=meant)
                if meant
                else _("„%(key)s“ gibt es hier nicht.", key=key[:60])
            ),
        )
    for key, check in _CHECKS.items():
        if key not in found and key != "texts":
            yield key, _("„%(key)s“ fehlt.", key=key)
        elif key in found and (fault := check(found[key])):
            yield key, fault


def _id_fault(value: Any) -> str | None:
    if isinstance(value, str) and _ID.fullmatch(value):
        return None
    return _('Erlaubt sind kleine Buchstaben, Ziffern und -, zum Beispiel id = "kleinstadt".')


def _version_fault(value: Any) -> str | None:
    if isinstance(value, str) and _VERSION.fullmatch(value):
        return None
    return _('Richtig ist zum Beispiel version = "1.2".')


def _text_fault(value: Any) -> str | None:
    try:
        if isinstance(value, str) and text_cell(SHORT).parse(value.strip()):
            return None if value == value.strip() and "\n" not in value else _("Hier gehört eine einzige Zeile hin.")
    except WrongCellError as error:
        return str(error)
    return _("Hier gehört ein Text hin.")


def _languages_fault(value: Any) -> str | None:
    if isinstance(value, list) and value and all(name in LANGUAGES for name in value) and len(set(value)) == len(value):
        return None
    return _('Möglich sind „de“ und „en“, zum Beispiel languages = ["de", "en"].')


def _texts_fault(value: Any) -> str | None:
    if not isinstance(value, list) or len(set(map(str, value))) != len(value):
        return _("Hier gehört eine Liste von Dateien hin, jede nur einmal.")
    for name in value:
        try:
            file_cell().parse(str(name))
        except WrongCellError as error:
            return str(error)
    return None


_CHECKS: dict[str, Callable[[Any], str | None]] = {
    "id": _id_fault,
    "title": _text_fault,
    "version": _version_fault,
    "languages": _languages_fault,
    "licence": _text_fault,
    "texts": _texts_fault,
}
