"""Every sentence that people can read: gathered from code, templates and printed sheets as the catalogue tool does."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir

ROOT = Path(__file__).parents[1]
SOURCES = {"ks_board": [("**.py", "python")], "templates": [("**.*", "jinja2")]}
KEYWORDS = DEFAULT_KEYWORDS | {"_l": None, "lazy_gettext": None, "lazy_ngettext": (1, 2)}


class Sentence(NamedTuple):
    """A text of the source, and where it stands."""

    text: str
    where: str


def gather() -> list[Sentence]:
    """Return all texts of the source, singular and plural forms each for itself."""
    return [Sentence(text, where) for texts, where in gather_forms() for text in texts if text]


def gather_forms() -> Iterator[tuple[tuple[str, ...], str]]:
    """Return what is said in one place, singular and plural together, and where."""
    for folder, method in SOURCES.items():
        for file, line, texts, *_rest in extract_from_dir(ROOT / folder, method, keywords=KEYWORDS):
            yield texts if isinstance(texts, tuple) else (texts,), f"{folder}/{file}:{line}"
