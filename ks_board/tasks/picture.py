"""Make a picture fit for the board: upright, small, in two sizes as WebP, without anything else the file said.

Pillow is imported where it is used: it is large, and pictures come seldom.
"""

import struct
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from ks_board.core.errors import BoardError

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES = 8_000_000
"""As phones make them."""
MOST_PIXELS = 30_000_000
"""More would take too much memory while it is read, however small the file is."""
LARGE, SMALL = 1280, 480
"""The longer side in pixels."""
MOST_SENT = 150_000
"""Bytes of a file that we give out."""
_FORMATS = ("JPEG", "PNG", "WEBP")
_TRIES = ((1.0, 80), (1.0, 65), (1.0, 50), (0.75, 50), (0.5, 40), (0.35, 30))
"""Share of the size and quality, until a picture is small enough."""
_BROKEN = (OSError, ValueError, SyntaxError, struct.error)
"""Pillow has an own exception for each way in which a file can be broken."""
_one_at_a_time = Lock()


class BadPicture(BoardError):
    """What was sent is no picture that we can show; the message says what would be."""


@dataclass(frozen=True)
class Picture:
    """Both sizes as files, with the width and height of the large one."""

    large: bytes
    small: bytes
    width: int
    height: int


def prepare_picture(data: bytes) -> Picture:
    """Return the picture anew; raise BadPicture for everything that is none, moves, or is too large."""
    if len(data) > MOST_BYTES:
        raise BadPicture(_("Das Bild ist größer als %(most)s MB.", most=MOST_BYTES // 1_000_000))
    with _one_at_a_time:
        image = _read(data)
        large, size = _packed(image, LARGE)
        return Picture(large, _packed(image, SMALL)[0], *size)


def kept_picture(data: bytes) -> Picture:
    """Return a picture that comes back as we wrote it without writing it anew; any other as prepare_picture does."""
    with _one_at_a_time:
        image = _read(data)
        if _is_ours(data):
            return Picture(data, _packed(image, SMALL)[0], *image.size)
    return prepare_picture(data)


def _is_ours(data: bytes) -> bool:
    from PIL import Image  # noqa: PLC0415

    with Image.open(BytesIO(data)) as image:
        told = {"exif", "xmp", "icc_profile"} & set(image.info)
        return image.format == "WEBP" and len(data) <= MOST_SENT and max(image.size) <= LARGE and not told


def _read(data: bytes) -> "Image":
    from PIL import Image, ImageOps  # noqa: PLC0415

    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as image:
            _check(image)
            image.draft("RGB", (LARGE, LARGE))  # A JPEG is read no larger than it is needed.
            return _on_white(ImageOps.exif_transpose(image))
    except Image.DecompressionBombError as error:
        raise _too_many() from error
    except _BROKEN as error:
        sentence = _("Das ist kein Bild, oder die Datei ist beschädigt. Es gehen JPEG, PNG und WebP.")
        raise BadPicture(sentence) from error


def _check(image: "Image") -> None:
    """Refuse by what the head of the file says, before the rest is read."""
    # Several pictures in one JPEG do not move: phones put a second one behind the photo, for bright screens.
    if getattr(image, "is_animated", False) and image.format != "MPO":
        raise BadPicture(_("Das Bild bewegt sich. Bitte nehmen Sie ein stehendes Bild."))
    if image.width * image.height > MOST_PIXELS:
        raise _too_many()


def _too_many() -> BadPicture:
    most = MOST_PIXELS // 1_000_000
    return BadPicture(_("Das Bild hat mehr als %(most)s Millionen Bildpunkte. Bitte verkleinern Sie es.", most=most))


def _on_white(image: "Image") -> "Image":
    from PIL import Image  # noqa: PLC0415

    if not image.has_transparency_data:
        return image.convert("RGB")
    seen = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("RGB")


def _packed(image: "Image", side: int) -> tuple[bytes, tuple[int, int]]:
    """Return the first try that is small enough, or the last; nothing of the file but its pixels goes in."""
    for share, quality in _TRIES:
        smaller = image.copy()
        smaller.thumbnail((int(side * share), int(side * share)))
        target = BytesIO()
        smaller.save(target, "WEBP", quality=quality, method=4, exif=b"", xmp=b"", icc_profile=b"")
        if target.tell() <= MOST_SENT:
            break
    return target.getvalue(), smaller.size
