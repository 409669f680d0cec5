"""Cut texts for paper at the ends of their sentences. Pure: no database, no request."""

import re
from collections.abc import Sequence
from itertools import accumulate

from ks_board.core.text import shortened

_END = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÄÖÜ„“\"0-9(])|\s*\n\s*")
_ABBREVIATED = re.compile(
    r"(?:\b(?:z|d|u|o|i|v|s)\.|\b(?:B|bzw|ca|Dr|Hr|Fr|Nr|Str|St|Tel|usw|ggf|evtl|inkl|Abs)\.|\d\.)$"
)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, each with its sign at the end; "z. B." and "24. November" end none."""
    found: list[str] = []
    for part in filter(None, (each.strip() for each in _END.split(text))):
        if found and _ABBREVIATED.search(found[-1]):
            found[-1] += f" {part}"
        else:
            found.append(part)
    return [ended(sentence) for sentence in found]


def ended(sentence: str) -> str:
    """Return a sentence with a sign at its end."""
    return sentence if sentence[-1:] in {".", "!", "?", "…", ":"} else f"{sentence}."


def first_sentences(text: str, most: int, longest: int) -> str:
    """Return the first few sentences, as many as fit; a first one that is too long ends after a word."""
    first, *further = sentences(text)[:most] or [""]
    return fitting(shortened(first, longest - 2), further, (), longest)


def fitting(first: str, more: Sequence[str], last: Sequence[str], longest: int) -> str:
    """Return first and last sentences with as many between them as fit; nothing is cut inside a sentence.

    If even first and last are too long, those of `last` are left out, the longest first.
    """
    kept = [first, *last]
    while len(" ".join(kept)) > longest and len(kept) > 1:
        kept.remove(max(kept[1:], key=len))
    room = longest - len(" ".join(kept))
    lengths = accumulate(len(sentence) + 1 for sentence in more)
    between = [sentence for sentence, length in zip(more, lengths, strict=True) if length <= room]
    return " ".join((kept[0], *between, *kept[1:]))
