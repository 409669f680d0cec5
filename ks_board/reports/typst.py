"""The one way to print: a template of `typst/` and data become a PDF/UA; what people typed is never markup."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask_babel import gettext as _

from ks_board.assets import TTF
from ks_board.core.errors import Unavailable
from ks_board.core.i18n import language
from ks_board.organigram.papers import typeset
from ks_board.organigram.programs import ChartError

TEMPLATES = Path(__file__).parent / "typst"
PNG_DPI = 72.0


def print_pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """Return a PDF/UA-1 made from `typst/<template>`, in the language of the page; raise Unavailable.

    `data` becomes JSON and needs `title` and `town`; pictures go in as SVG text.
    """
    return _print(template, data, format="pdf", pdf_standards="ua-1")


def print_png(template: str, data: Mapping[str, Any], *, page: int = 1, dpi: float = PNG_DPI) -> bytes:
    """Return one page of the same paper as a picture to look at; raise Unavailable."""
    return _print(template, data, format="png", page=page, ppi=dpi)


def _print(template: str, data: Mapping[str, Any], **how: str | float) -> bytes:
    words = {"language": language(), "page_word": _("Seite"), "of_word": _("von")}
    inputs = {"data": json.dumps(words | dict(data), ensure_ascii=False)}
    try:
        return typeset(TEMPLATES / template, inputs, TTF, **how)
    except ChartError:
        sentence = _("Das Papier kann gerade nicht gesetzt werden. Bitte drucken Sie solange die Seite im Browser.")
        raise Unavailable(sentence) from None
