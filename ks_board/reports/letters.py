"""Letters: their texts belong to the town pack (letters/*.txt), the program fills in names and facts."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ks_board.town.packs import BUILT_IN, find_text

FACTS = "{facts}"
"""The paragraph in whose place the facts of the letter stand."""
BLANK = "_" * 24
_NAME = re.compile(r"\{([a-z]+)\}")
Block = Mapping[str, Any]
"""A part of a sheet: its kind and what it holds, as `typst/sheet.typ` draws it."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that is filled in."""

    title: str
    blocks: tuple[Block, ...]


def read_letter(
    name: str, values: Mapping[str, str], lines: Sequence[tuple[str, str]] = (), more: Sequence[Block] = ()
) -> Letter:
    """Return a letter of the pack: title, then paragraphs.

    `lines` are its facts, followed by `more`; they stand where the text says so, else at the end.
    """
    text = find_text(f"letters/{name}.txt") or (BUILT_IN / f"letters/{name}.txt").read_text(encoding="utf-8")
    title, *paragraphs = [part.strip() for part in re.split(r"\n\s*\n", text.strip())]
    if lines and FACTS not in paragraphs:
        paragraphs.append(FACTS)
    return Letter(fill(title, values), tuple(_blocks(paragraphs, values, (facts(lines), *more))))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put values for their names in braces; any other name stays as it is written."""
    return _NAME.sub(lambda found: values.get(found[1], found[0]), text)


def paragraph(text: str) -> Block:
    """Return a paragraph."""
    return {"kind": "paragraph", "text": text}


def points(lines: Sequence[str]) -> Block:
    """Return a list."""
    return {"kind": "points", "lines": list(lines)}


def facts(lines: Sequence[tuple[str, str]]) -> Block:
    """Return terms with their values; what is empty is left out."""
    return {"kind": "facts", "lines": [line for line in lines if line[1]]}


def heading(text: str) -> Block:
    """Return a heading."""
    return {"kind": "heading", "text": text}


def room(lines: int) -> Block:
    """Return lines to write on."""
    return {"kind": "room", "lines": lines}


def signatures(words: Sequence[str]) -> Block:
    """Return lines to sign on, each with a word below it."""
    return {"kind": "signatures", "words": list(words)}


def _blocks(paragraphs: Sequence[str], values: Mapping[str, str], own: Sequence[Block]) -> Iterator[Block]:
    for text in paragraphs:
        written = text.splitlines()
        if text == FACTS:
            yield from own
        elif all(line.startswith("- ") for line in written):
            yield points([fill(line[2:], values) for line in written])
        else:
            yield paragraph(fill(text, values))
