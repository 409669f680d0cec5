"""Names of people as offices write them: "Müller, Anna", "Frau Dr. Anna Müller", "N.N."."""

import re
from dataclasses import dataclass

from ks_board.core.text import fold

_VACANT = {
    "n n",
    "nn",
    "vakant",
    "unbesetzt",
    "frei",
    "offen",
    "z zt unbesetzt",
    "derzeit unbesetzt",
    "nicht besetzt",
}
_ADDRESS = re.compile(
    r"(?:(?:Frau|Herrn?|Fr\.|Hr\.)\s+)?((?:(?:Dr|Prof|Dipl|med|jur|phil|rer|nat|h\.\s?c)\.?(?:-[A-Za-z]+\.)?\s+)*)",
    re.IGNORECASE,
)
_PARTICLES = {
    "von",
    "van",
    "der",
    "den",
    "de",
    "zu",
    "zur",
    "vom",
    "del",
    "di",
    "da",
    "la",
    "el",
    "al",
    "bin",
    "ten",
    "ter",
}
_IN_BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True)
class Named:
    """A person as a table names one."""

    given_name: str
    family_name: str

    @property
    def name(self) -> str:
        """The name as people say it."""
        return f"{self.given_name} {self.family_name}"


def is_vacant(text: str) -> bool:
    """Tell whether a cell says that nobody holds the post; a line alone does, too."""
    return fold(text) in _VACANT or (bool(text.strip()) and not fold(text))


def read_name(text: str) -> Named | None:
    """Return the person that a cell names; None if it is no name of one person."""
    plain = " ".join(_IN_BRACKETS.sub(" ", text).split())
    if "," in plain:
        family, _comma, given = plain.partition(",")
        plain = f"{_without_address(given)} {_without_address(family)}"
        given, family = _without_address(given), _without_address(family)
    else:
        given, family = _split(_without_address(plain).split())
    if not (given and family) or re.search(r"[\d/;,@&+]", plain):
        return None
    return Named(given, family)


def _without_address(text: str) -> str:
    text = text.strip()
    found = _ADDRESS.match(text)
    return text[found.end() :].strip() if found else text


def _split(words: list[str]) -> tuple[str, str]:
    """Return given and family name; "von der Heide" belongs together."""
    if len(words) < 2:
        return "", ""
    first = next((at for at, word in enumerate(words[1:], start=1) if word.lower() in _PARTICLES), len(words) - 1)
    return " ".join(words[:first]), " ".join(words[first:])
