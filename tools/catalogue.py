"""Bring the English catalogue up to date: new sentences stand in it without a translation, old ones are gone."""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from ks_board.assets import TRANSLATIONS
from tools.sentences import gather_forms

ENGLISH = TRANSLATIONS / "en/LC_MESSAGES/messages.po"


def read_catalogue(file: Path = ENGLISH) -> Catalog:
    """Return the translations of a file."""
    with file.open("rb") as text:
        return read_po(text, locale="en")


def list_messages(catalogue: Catalog) -> list[Message]:
    """Return the entries of a catalogue, without its head."""
    return [message for message in catalogue if message.id]


def is_translated(message: Message) -> bool:
    """Tell whether every form of an entry is there."""
    forms = (message.string,) if isinstance(message.string, str) else message.string
    return all(forms)


def template() -> Catalog:
    """Return every sentence of the source, without translations."""
    found = Catalog(locale="en")
    for texts, _where in gather_forms():
        if texts[0]:
            found.add(texts if len(texts) > 1 else texts[0])
    return found


def main() -> None:
    """Write the catalogue anew and say what is missing."""
    catalogue = read_catalogue()
    catalogue.update(template(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    with ENGLISH.open("wb") as file:
        # Without head and places the file changes only where a sentence does.
        write_po(file, catalogue, width=120, omit_header=True, no_location=True, sort_output=True)
    if missing := [message.id for message in list_messages(catalogue) if not is_translated(message)]:
        print(*missing, sep="\n")
        sys.exit(f"{len(missing)} sentences have no English yet: {ENGLISH}")


if __name__ == "__main__":
    main()
