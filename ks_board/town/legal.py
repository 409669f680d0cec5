"""The town's legal texts: a template to begin with, and whether a text may be shown."""

import re
from enum import StrEnum
from pathlib import Path

from ks_board.town.queries import find_setting

TEMPLATES = Path(__file__).parents[1] / "data" / "setup"
_LEFT_OPEN = re.compile(
    r"\[[A-ZÄÖÜ][^\[\]\n]{2,120}\]|\{[a-z]+\}|\bXXX+|\bMuster(?:mann|frau|stadt|straße|hausen)\b|\bLorem ipsum\b"
)
"""What a template leaves open; "info[at]…" in an address is none."""


class LegalText(StrEnum):
    """The texts that a public site must have; the value is the page's address without its slash."""

    IMPRINT = "impressum"
    PRIVACY = "datenschutz"
    ACCESSIBILITY = "barrierefreiheit"

    @property
    def setting(self) -> str:
        """The key of the setting that holds the text."""
        return f"{self.name.lower()}_text"


def template_of(text: LegalText, **known: str | None) -> str:
    """Return the template of a text with what is known put in; what is not is left open in brackets."""
    plain = (TEMPLATES / f"{text.name.lower()}.txt").read_text(encoding="utf-8").strip()
    names = {"town": "[Name der Stadt]", "phone": "[Telefon]", "email": "[E-Mail]"}
    for name, open_words in names.items():
        plain = plain.replace(f"{{{name}}}", known.get(name) or open_words)
    return plain


def left_open(text: str) -> list[str]:
    """Return what is not filled in yet, each once."""
    return list(dict.fromkeys(_LEFT_OPEN.findall(text)))


def find_legal_text(key: str) -> str | None:
    """Return a text of the town that is ready to be read; None if there is none or something is left open."""
    text = find_setting(key)
    return text if text and not left_open(text) else None
