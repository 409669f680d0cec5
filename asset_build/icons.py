"""Draw the icon as pictures for a phone's home screen, which takes no SVG everywhere."""

import tempfile
from pathlib import Path

import typst

SIZES = {"icon-192.png": 192, "icon-512.png": 512}
MASKABLE = "icon-maskable-512.png"
_GROUND = "#1c2b67"
"""The icon's own ground; phones cut a maskable picture to their shape, so the ground goes to its edges."""
_PAGE = """#set page(width: 100pt, height: 100pt, margin: 0pt, fill: {fill})
#align(center + horizon, image("icon.svg", width: {width}))
"""


def draw(icon: Path) -> dict[str, bytes]:
    """Return the pictures by their names, each a PNG."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "icon.svg").write_bytes(icon.read_bytes())
        drawn = {name: _draw(folder, "none", "100%", pixels) for name, pixels in SIZES.items()}
        # Within four fifths of the width nothing is cut off.
        return drawn | {MASKABLE: _draw(folder, f'rgb("{_GROUND}")', "75%", 512)}


def _draw(folder: str, fill: str, width: str, pixels: int) -> bytes:
    page = Path(folder, "page.typ")
    page.write_text(_PAGE.format(fill=fill, width=width), encoding="utf-8")
    return bytes(typst.compile(str(page), format="png", ppi=72 * pixels / 100))
