"""Make a logo of the picture that somebody sent: drawn anew, small, without anything that was hidden in the file."""

import io
import warnings
from base64 import b64encode
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from ks_board.core.columns import LONG
from ks_board.core.errors import BoardError

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES, MOST_PIXELS = 1_500_000, 25_000_000
HEIGHT, WIDTH = 96, 288
"""Twice as large as it is shown, for sharp screens."""
MOST_KEPT = LONG * 3 // 4
"""As much as a setting of the town can hold; so the logo goes out with each export."""
_SMALLER = ((1.0, 256), (1.0, 64), (1.0, 24), (0.75, 64), (0.75, 24), (0.5, 32), (0.5, 8))
"""Share of the size and number of colours, tried one after the other until the picture is small enough."""


class LogoRefused(BoardError):
    """This is no picture that can be a logo; the sentence says why."""


def make_logo(raw: bytes) -> str:
    """Return the picture as a small PNG in base64, as it is kept; raise LogoRefused."""
    if len(raw) > MOST_BYTES:
        raise LogoRefused(_("Das Bild ist zu groß. Höchstens %(most)s MB gehen.", most="1,5"))
    picture = _open(raw)
    for share, colors in _SMALLER:
        packed = _packed(picture, share, colors)
        if len(packed) <= MOST_KEPT:
            return b64encode(packed).decode()
    raise LogoRefused(_("Das Bild ist zu bunt für ein kleines Logo. Bitte nehmen Sie ein einfacheres."))


def _open(raw: bytes) -> "Image":
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - only who sends a logo pays for it.

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(raw), formats=("PNG", "JPEG"))
            if picture.width * picture.height > MOST_PIXELS:
                raise LogoRefused(_("Das Bild hat zu viele Punkte. Bitte verkleinern Sie es zuerst."))
            return picture.convert("RGBA")
    except UnidentifiedImageError:
        raise LogoRefused(_("Das ist kein Bild im Format PNG oder JPEG.")) from None
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise LogoRefused(_("Das Bild ist beschädigt und lässt sich nicht lesen.")) from None


def _packed(picture: "Image", share: float, colors: int) -> bytes:
    from PIL import Image  # noqa: PLC0415 - see above.

    small = picture.copy()
    small.thumbnail((int(WIDTH * share), int(HEIGHT * share)), Image.Resampling.LANCZOS)
    reduced = small.quantize(colors, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    reduced.info.clear()
    out = io.BytesIO()
    reduced.save(out, "PNG", optimize=True)
    return out.getvalue()
