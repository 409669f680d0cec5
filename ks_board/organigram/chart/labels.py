"""Text for the picture: cleaned and escaped in one place, measured and wrapped so that nothing is clipped."""

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

MAX_CHARACTERS = 600
"""Longer text is cut with an ellipsis before anything else looks at it."""

# Left out because XML forbids them or because they turn the writing direction of what follows.
_FORBIDDEN = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
_SPACE = re.compile(r"[\s\u2028\u2029]+")
_BREAK_AFTER = re.compile(r"(?<=[\w])([-/–—])(?=[\w])")

# Advance widths in em: the wider of Fira Sans (screen, PDF) and Arial (a downloaded file elsewhere), rounded up.
_GROUPS = {
    0.25: "‚‘’",
    0.30: "!,.:;Iijl· \xa0",
    0.35: "()[]`f{}ł",
    0.40: '"rt•',
    0.45: "*-|„“”",
    0.50: "Jcsvxyz",
    0.55: "/\\^k°",
    0.60: "#$+0123456789<=>?L_abdeghnopqu~–€§«»×",
    0.65: "FTZßøđ",
    0.70: "ABEKPSVXY",
    0.75: "CDHNRUw",
    0.80: "&GOQ",
    0.85: "M",
    0.90: "%mæ",
    0.95: "Wœ",
    1.00: "—…→",
    1.05: "@",
}
_WIDTHS = {letter: width for width, letters in _GROUPS.items() for letter in letters}
_UNKNOWN, _WIDE, _BOLD = 0.8, 1.4, 1.07


def plain(text: str) -> str:
    """Return text on one line, without control characters, and not longer than anything people write."""
    text = _SPACE.sub(" ", _FORBIDDEN.sub("", text[: 4 * MAX_CHARACTERS])).strip()
    return text if len(text) <= MAX_CHARACTERS else text[: MAX_CHARACTERS - 1] + "…"


def escape(text: str) -> str:
    """Return text as it may stand in an HTML-like label or attribute of Graphviz: never markup.

    Everything that people typed passes here on its way into the DOT source. A backslash is doubled, or Graphviz
    would write the name of the node for \\N.
    """
    return html.escape(plain(text), quote=True).replace("\\", "\\\\")


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Estimate how wide text is drawn, in points; never less than Fira Sans needs."""
    return sum(map(_em, text)) * size * (_BOLD if bold else 1)


@lru_cache(maxsize=8192)
def wrap(text: str, room: float, size: float, *, bold: bool = False, lines: int = 0) -> tuple[str, ...]:
    """Break text into lines that fit into `room` points; at most `lines` of them (0: as many as it takes).

    Lines break at spaces (not inside “e. V.”) and after hyphens; a word that is too long for a line is divided.
    Empty text gives no line.
    """
    wrapped: list[str] = []
    for piece in _pieces(plain(text).replace("e. V.", "e.\xa0V."), room, size, bold=bold):
        joined = wrapped[-1] + piece if wrapped else piece
        if wrapped and width(joined.rstrip(), size, bold=bold) <= room:
            wrapped[-1] = joined
        else:
            wrapped.append(piece)
    wrapped = [line.strip() for line in wrapped if line.strip()]
    if lines and len(wrapped) > lines:
        wrapped = [*wrapped[: lines - 1], _shorten(wrapped[lines - 1], room, size, bold=bold)]
    return tuple(wrapped)


def _pieces(text: str, room: float, size: float, *, bold: bool) -> Iterator[str]:
    """Yield words with the space or hyphen after them, and the parts of words that are wider than a line."""
    for word in _BREAK_AFTER.sub("\\1\u200b", text).replace(" ", " \u200b").split("\u200b"):
        if width(word.rstrip(), size, bold=bold) <= room:
            yield word
            continue
        part = ""
        for cluster in _clusters(word):
            if part and width((part + cluster).rstrip(), size, bold=bold) > room:
                yield part
                part = ""
            part += cluster
        yield part


def _clusters(word: str) -> Iterator[str]:
    """Yield what readers see as one letter: a base with its accents, an emoji with its joined parts."""
    cluster = ""
    for letter in word:
        if cluster and not (_em(letter) == 0 or cluster.endswith("\u200d")):
            yield cluster
            cluster = ""
        cluster += letter
    if cluster:
        yield cluster


def _shorten(line: str, room: float, size: float, *, bold: bool) -> str:
    clusters = list(_clusters(line))
    while clusters and width("".join(clusters).rstrip() + "…", size, bold=bold) > room:
        clusters.pop()
    return "".join(clusters).rstrip() + "…"


@lru_cache(maxsize=4096)
def _em(letter: str) -> float:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    base = unicodedata.normalize("NFD", letter)[0]
    if base != letter:
        return _em(base)
    wide = unicodedata.east_asian_width(letter) in "WF" or unicodedata.category(letter) == "So"
    return _WIDE if wide else _UNKNOWN
