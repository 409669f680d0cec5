"""Turn the catalogues of translations into the form that gettext reads."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def build(folder: Path) -> None:
    """Write a .mo beside each .po; entries that are marked as doubtful count as missing."""
    for source in folder.glob("*/LC_MESSAGES/*.po"):
        with source.open("rb") as text:
            catalogue = read_po(text, locale=source.parents[1].name)
        unfinished = source.with_suffix(".tmp")
        with unfinished.open("wb") as file:
            write_mo(file, catalogue)
        unfinished.replace(source.with_suffix(".mo"))
