"""Measure how hard the texts of the app are to read, and list the ten worst.

The index is the first Wiener Sachtextformel (Bamberger and Vanecek, 1984): about the school year that can read a text.
"""

import re
from dataclasses import dataclass
from functools import cache

import pyphen

from tools.sentences import Sentence, gather

SHOWN = 10
FEWEST_WORDS = 6
"""Labels and headings are no sentences: an index of two words says nothing."""
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
_END = re.compile(r"(?<=[^0-9][.!?:…])[“”)]?\s+(?=[A-ZÄÖÜ„(])")
_WORD = re.compile(r"[A-Za-zÄÖÜäöüß]+(?:-[A-Za-zÄÖÜäöüß]+)*")
_SYLLABLES = pyphen.Pyphen(lang="de_DE", left=1, right=1)


@dataclass(frozen=True, slots=True)
class Measured:
    """One sentence of a text with its figures."""

    sentence: str
    where: str
    words: int
    index: float


def measure(texts: list[Sentence]) -> list[Measured]:
    """Return every whole sentence once, the hardest first."""
    seen: dict[str, Measured] = {}
    for text, where in texts:
        for sentence in split(text):
            if len(words := words_of(sentence)) >= FEWEST_WORDS:
                seen.setdefault(sentence, Measured(sentence, where, len(words), index_of([words])))
    return sorted(seen.values(), key=lambda each: -each.index)


def split(text: str) -> list[str]:
    """Return the sentences of a text; a colon begins a new thought, too."""
    return [part for part in _END.split(" ".join(_PLACEHOLDER.sub("Name", text).split())) if part]


def words_of(sentence: str) -> list[str]:
    """Return the words of a sentence."""
    return _WORD.findall(sentence)


def index_of(sentences: list[list[str]]) -> float:
    """Return the first Wiener Sachtextformel of sentences given as words."""
    words = [word for sentence in sentences for word in sentence]
    long = _percent(sum(_syllables(word) >= 3 for word in words), len(words))
    wide = _percent(sum(len(word) > 6 for word in words), len(words))
    single = _percent(sum(_syllables(word) == 1 for word in words), len(words))
    return 0.1935 * long + 0.1672 * len(words) / len(sentences) + 0.1297 * wide - 0.0327 * single - 0.875


def overall(found: list[Measured]) -> float:
    """Return the index of all sentences read as one text."""
    return index_of([words_of(each.sentence) for each in found])


def main() -> None:
    """Print the figures of the whole and the worst sentences."""
    found = measure(gather())
    mean = sum(each.words for each in found) / len(found)
    longest = max(found, key=lambda each: each.words)
    print(f"{len(found)} sentences, {mean:.1f} words on average, Wiener Sachtextformel {overall(found):.1f}")
    print(f"Longest: {longest.words} words ({longest.where})\n")
    for each in found[:SHOWN]:
        print(f"{each.index:5.1f}  {each.words:2} words  {each.where}\n       {each.sentence}")


@cache
def _syllables(word: str) -> int:
    return len(_SYLLABLES.positions(word)) + 1


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole


if __name__ == "__main__":
    main()
