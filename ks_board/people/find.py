"""Find people by three letters, by sound, by phone or e-mail; and who is perhaps the same person."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import func, select

from ks_board.core.db import db
from ks_board.core.text import fold
from ks_board.people.models import Person
from ks_board.people.phonetic import sound

PAGE, FEWEST_LETTERS, FEWEST_DIGITS, MOST_SIMILAR = 25, 3, 4, 5
_SHORTEST_CODE = 3
"""Two sounds begin too many names."""


class Listing(NamedTuple):
    """One page of people, and how many there are in all."""

    people: Sequence[Any]
    total: int

    @property
    def pages(self) -> int:
        """The number of pages, at least one."""
        return max(1, -(-self.total // PAGE))


class Similar(NamedTuple):
    """Somebody who may be meant, and why."""

    id: int
    ref: str
    name: str
    why: str


def list_people(query: str, number: int) -> Listing:
    """Return a page of everybody in alphabetical order, or of those that a search text means, best first."""
    start = (number - 1) * PAGE
    if query:
        found = find_people(query)
        return Listing(found[start : start + PAGE], len(found))
    total = db.session.scalar(select(func.count()).select_from(Person)) or 0
    return Listing(db.session.execute(_everybody().limit(PAGE).offset(start)).all(), total)


def find_people(query: str) -> list[Any]:
    """Return people whose names begin like the words of the text or sound so; or whose phone or e-mail holds it.

    A word of fewer than three letters has to be a whole name: there are people called Lê.
    """
    wanted, digits, typed = fold(query).split(), normal_phone(query), query.strip().lower()
    asks_phone = len(digits) >= FEWEST_DIGITS and not any(map(str.isalpha, query))
    ranked = []
    for row in db.session.execute(_everybody()):
        rank = _rank(wanted, fold(f"{row.given_name} {row.family_name}").split())
        reached = (asks_phone and digits in normal_phone(row.phone)) or ("@" in typed and typed in (row.email or ""))
        if rank is not None or reached:
            ranked.append((rank or 0, row))
    return [row for _rank_of, row in sorted(ranked, key=lambda pair: pair[0])]


def find_similar(
    given: str, family: str, *, phone: str | None = None, email: str | None = None, but: int | None = None
) -> list[Similar]:
    """Return who may be the same person, with the reason; nobody is ever merged because of it."""
    found = []
    for row in db.session.execute(_everybody()):
        why = "" if row.id == but else _why(row, given, family, normal_phone(phone), (email or "").strip().lower())
        if why:
            found.append(Similar(row.id, row.ref, f"{row.given_name} {row.family_name}", why))
    return found[:MOST_SIMILAR]


def normal_phone(phone: str | None) -> str:
    """Return the digits of a phone number as it is dialled within Germany."""
    digits = re.sub(r"[^0-9+]", "", phone or "")
    return re.sub(r"^(\+49|0049)0?", "0", digits)


def _everybody() -> Any:
    return select(
        *(Person.id, Person.ref, Person.given_name, Person.family_name),
        *(Person.phone, Person.email, Person.joined_on, Person.left_on),
    ).order_by(Person.family_name, Person.given_name, Person.id)


def _rank(wanted: Sequence[str], names: Sequence[str]) -> int | None:
    """Return 0 if all words fit as they are written, 1 if some only sound so, None if they do not fit."""
    if not wanted or any(len(word) < FEWEST_LETTERS and word not in names for word in wanted):
        return None
    if all(any(name.startswith(word) for name in names) for word in wanted):
        return 0
    return 1 if all(any(_sounds(word, name) for name in names) for word in wanted) else None


def _sounds(word: str, name: str) -> bool:
    code, whole = sound(word), sound(name)
    return name.startswith(word) or code == whole != "" or (len(code) >= _SHORTEST_CODE and whole.startswith(code))


def _why(row: Any, given: str, family: str, phone: str, email: str) -> str:
    if phone and phone == normal_phone(row.phone):
        return _("dieselbe Telefonnummer")
    if email and email == (row.email or "").lower():
        return _("dieselbe E-Mail-Adresse")
    if _alike((given, family), (row.given_name, row.family_name)):
        return _("ein ähnlicher Name")
    return _("Vor- und Nachname vertauscht") if _alike((family, given), (row.given_name, row.family_name)) else ""


def _alike(names: Iterable[str], others: Iterable[str]) -> bool:
    """Tell whether each name is written or sounds like the other of the same kind; names without sounds do not."""
    pairs = [(fold(name), fold(other)) for name, other in zip(names, others, strict=True)]
    return all(name and (name == other or sound(name) == sound(other) != "") for name, other in pairs)
