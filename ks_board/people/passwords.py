"""Passwords: how they are kept, and which are too easy to guess."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import gettext as _

from ks_board.core.errors import BoardError

SHORTEST, LONGEST = 8, 128
# argon2id as OWASP's password storage sheet advises where memory is scarce; one sign-in needs 46 MiB for a moment.
HASHER = PasswordHasher(memory_cost=47_104, time_cost=1, parallelism=1)

_COMMON = frozenset(files(__package__).joinpath("common_words.txt").read_text().split())
_KEY_ROWS = ("1234567890", "qwertzuiopü", "qwertyuiop", "asdfghjklöä", "yxcvbnm", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb")
_ROWS = tuple(row * 3 for row in (*_KEY_ROWS, "abcdefghijklmnopqrstuvwxyz"))
_LONGEST_RUN = 30
_LEET = str.maketrans("013457@$!|ßäöü", "oleastasiisaou")
_DATE = re.compile(r"(0[1-9]|[12]\d|3[01])\W?(0[1-9]|1[0-2])\W?(19|20)\d\d|(19|20)\d\d\W?(0[1-9]|1[0-2])\W?[0-3]\d")


class WeakPassword(BoardError):
    """The password is too short, too long or among the first that others would try."""


def hash_password(password: str) -> str:
    """Return the salted hash to keep."""
    return HASHER.hash(_normal(password))


def password_fits(kept_hash: str | None, password: str) -> bool:
    """Tell whether the password belongs to the hash; without a hash it takes as long and fails."""
    if len(password) > LONGEST:
        return False
    try:
        return HASHER.verify(kept_hash or _dummy_hash(), _normal(password)) and kept_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept_hash: str) -> bool:
    """Tell whether the hash was made with weaker parameters than today's."""
    return HASHER.check_needs_rehash(kept_hash)


def check_new_password(password: str, *, names: Iterable[str] = ()) -> None:
    """Raise WeakPassword for a length out of bounds, a common password, or one made of the given names."""
    if not SHORTEST <= len(_normal(password)) <= LONGEST or len(password) > LONGEST:
        raise WeakPassword(
            _(
                "Das Passwort braucht %(least)s bis %(most)s Zeichen. Gut sind vier zufällige Wörter.",
                least=SHORTEST,
                most=LONGEST,
            )
        )
    if is_common(password, names=names):
        raise WeakPassword(_("Dieses Passwort ist leicht zu erraten. Gut sind vier zufällige Wörter."))


def is_common(password: str, *, names: Iterable[str] = ()) -> bool:
    """Tell whether a password is a date, a run of keys, a repetition, or one well-known word with some decoration."""
    text = _normal(password).casefold()
    words = _COMMON | {_letters(name) for name in names} - {""}
    return bool(_DATE.fullmatch(text)) or _repeats(text) or _is_run(text) or any(word in words for word in _cores(text))


def _normal(password: str) -> str:
    # The same umlaut is one character on one keyboard and two on another.
    return unicodedata.normalize("NFKC", password)


@cache
def _dummy_hash() -> str:
    return HASHER.hash("nobody has this password")


def _cores(text: str) -> set[str]:
    """Return what is left of a password without decoration: digits and signs around it, letters written as digits."""
    bare = text.strip("0123456789!?.,;:*#+-_=/\\$%&@\"'()<>^°~| ")
    cores = {_letters(text), _letters(bare)}
    return cores | {half for core in cores if (half := _half(core))}


def _half(text: str) -> str:
    """Return the word that is written twice, or nothing."""
    middle = len(text) // 2
    return text[:middle] if text[:middle] == text[middle:] else ""


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold().translate(_LEET) if letter.isalpha())


def _repeats(text: str) -> bool:
    """Tell whether the text is one short piece again and again, such as "aaaaaaaa" or "12121212"."""
    return any(text in text[:size] * len(text) for size in range(1, 5))


def _is_run(text: str) -> bool:
    """Tell whether the text consists of runs of at least three neighbours on a keyboard or in the alphabet."""
    while text:
        size = next((n for n in range(min(len(text), _LONGEST_RUN), 2, -1) if _in_row(text[:n])), 0)
        if not size:
            return False
        text = text[size:]
    return True


def _in_row(text: str) -> bool:
    return any(text in row or text[::-1] in row for row in _ROWS)
