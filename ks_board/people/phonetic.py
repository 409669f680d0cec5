"""How a German name sounds: Kölner Phonetik (Hans Joachim Postel, 1969), so that Meyer finds Maier."""

import re
from functools import lru_cache

from ks_board.core.text import fold

_VOWELS = frozenset("aeijouy")
_ALWAYS = dict.fromkeys("bp", "1") | dict.fromkeys("dt", "2") | dict.fromkeys("fvw", "3") | dict.fromkeys("gkq", "4")
_ALWAYS |= {"l": "5", "m": "6", "n": "6", "r": "7", "s": "8", "z": "8"}
_HARD_C_FIRST, _HARD_C = frozenset("ahkloqrux"), frozenset("ahkoqux")


@lru_cache(maxsize=16384)
def sound(word: str) -> str:
    """Return the code of one word; words that sound alike have the same, a word without sounds has none."""
    letters = "".join(letter for letter in fold(word) if letter.isascii() and letter.isalpha())
    codes = "".join(_code(letters, place) for place in range(len(letters)))
    once = re.sub(r"(.)\1+", r"\1", codes)
    return once[:1] + once[1:].replace("0", "")


def _code(letters: str, place: int) -> str:
    letter, before = letters[place], letters[place - 1] if place else ""
    after = letters[place + 1] if place + 1 < len(letters) else ""
    match letter:
        case "h":
            return ""
        case "p" if after == "h":
            return "3"
        case "d" | "t" if after and after in "csz":
            return "8"
        case "c":
            return _code_of_c(before, after)
        case "x":
            return "8" if before and before in "ckq" else "48"
    return "0" if letter in _VOWELS else _ALWAYS[letter]


def _code_of_c(before: str, after: str) -> str:
    if not before:
        return "4" if after in _HARD_C_FIRST else "8"
    return "4" if after in _HARD_C and before not in "sz" else "8"
