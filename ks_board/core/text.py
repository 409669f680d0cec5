"""Text that people type: cleaned on the way in, folded for the search."""

import re
import unicodedata
from functools import lru_cache

from flask_babel import gettext as _

MAX_QUERY, MAX_WORDS, MAX_WORD = 200, 8, 40

_NEW_LINE = re.compile("\r\n|[\r\u2028\u2029]")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ufeff]")
_CONTROL = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SPELT_OUT = re.compile("([aou])e+")
# Letters that Unicode does not take apart, as people without the key for them type them.
_STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


class ForbiddenCharacterError(ValueError):
    """The text holds a character that no keyboard types; a form shows the sentence at the field."""


def clean(text: str) -> str:
    """Return incoming text in NFC with plain line ends and without characters that turn the writing direction.

    Tabs and line ends stay, and so do the joiners that names in other scripts need.
    Raise ForbiddenCharacterError for control characters, halves of characters and what XML forbids.
    """
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", _DIRECTION.sub("", _NEW_LINE.sub("\n", text)))
    if _CONTROL.search(text):
        raise ForbiddenCharacterError(
            _("Der Text enthält ein unsichtbares Steuerzeichen. Bitte tippen Sie ihn neu ein.")
        )
    return text


def fold(text: str) -> str:
    """Return text as the search compares it: no capitals, accents or punctuation, single spaces.

    ß is ss, and ä is a like ae, so that "Frühling", "Fruehling" and "fruhling" are one word.
    The start of a word folds to the start of the folded word. Folding twice changes nothing.
    """
    return " ".join(_SPELT_OUT.sub(r"\1", "".join(map(_fold_letter, text))).split())


def shortened(text: str, longest: int = 90) -> str:
    """Return the beginning of a text on one line, up to the end of a word."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[:longest].rsplit(" ", 1)[0] + " …"


def words(query: str) -> list[str]:
    """Return the different folded words of a search text, in order; what is too much or too long is cut off."""
    found = dict.fromkeys(word[:MAX_WORD] for word in fold(query[:MAX_QUERY]).split())
    return list(found)[:MAX_WORDS]


def like(word: str) -> str:
    r"""Return the LIKE pattern "contains word"; to be used with `escape="\\"`."""
    return "%" + re.sub(r"([\\%_])", r"\\\1", word) + "%"


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", letter).casefold()).translate(_STROKES)
    return "".join(part if _is_word_part(part) else " " for part in plain if not unicodedata.combining(part))


def _is_word_part(letter: str) -> bool:
    """Tell letters, digits and the vowel signs of other scripts from punctuation."""
    return letter.isalnum() or unicodedata.category(letter).startswith("M")
