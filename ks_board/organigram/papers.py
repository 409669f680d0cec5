"""Put finished pictures on paper: PDF with tags and real text, and PNG, both by typst from the same SVG."""

import json
import math
import re
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from ks_board.organigram.chart.outline import Line
from ks_board.organigram.chart.style import Paper
from ks_board.organigram.programs import run

TIMEOUT = 20.0
"""Seconds that one file may take, a poster of many sheets included."""

SHARPNESS, MOST_PIXELS = 144, 20_000_000
"""Dots per inch of a PNG, and the size at which it gets fewer of them."""

_SIZE = re.compile(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"')
_BEYOND_FIRA = re.compile("[^\0-\u024f\u1e00-\u1eff\u2010-\u203a\u20ac\u2192]")
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Page:
    """A picture as an SVG file, what it shows in words, and the paper it goes on."""

    svg: str
    alt: str
    paper: Paper


def pdf(
    pages: Sequence[Page], *, title: str, subtitle: str, language: str, fonts: Path, lines: Sequence[Line] = ()
) -> bytes:
    """Return a PDF/UA-1 with one picture a page, followed by the same tree as a nested list."""
    sheets = [{"svg": page.svg, "alt": page.alt} | asdict(page.paper) for page in pages]
    tree = [asdict(line) for line in lines]
    data = {"title": title, "subtitle": subtitle, "language": language, "sheets": sheets, "lines": tree}
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    return typeset(_HERE / "papers.typ", inputs, fonts, format="pdf", pdf_standards="ua-1")


def png(svg: str, *, fonts: Path) -> bytes:
    """Return a picture as PNG, with fewer dots per inch if it would be huge."""
    width, height = map(float, _SIZE.findall(svg)[0])
    most = 72 * math.sqrt(MOST_PIXELS / (width * height))
    return typeset(_HERE / "picture.typ", {"svg": svg}, fonts, format="png", ppi=min(float(SHARPNESS), most))


def typeset(template: Path, inputs: dict[str, str], fonts: Path, **how: str | float) -> bytes:
    """Return a file that typst makes from a template and texts; `how`: format, ppi, pdf_standards, page of a PNG."""
    own = [str(fonts)] if any(fonts.glob("*.ttf")) else []
    # With our own fonts alone a file is the same on every machine; other scripts need what the machine has.
    more = any(_BEYOND_FIRA.search(text) for text in inputs.values())
    request = {"template": str(template), "inputs": inputs, "fonts": own, "more_fonts": more, **how}
    # -P keeps this folder off the import path, where our modules could hide others of the same name.
    command = [sys.executable, "-P", str(_HERE / "typeset.py")]
    return run(command, json.dumps(request).encode(), timeout=TIMEOUT)
