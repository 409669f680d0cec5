"""Files to send: good ones, and all the kinds that are none."""

import struct
import zlib
from io import BytesIO
from random import Random
from typing import Any

from PIL import Image


def picture(width: int = 1600, height: int = 1200, kind: str = "JPEG", **options: Any) -> bytes:
    """Return a picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", (width, height), "blue")
    image.paste("red", (0, 0, width // 2, height))
    return _saved(image, kind, **options)


def told() -> bytes:
    """Return a picture that lies on its side and says where and with what it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6  # Turn it a quarter to the right to see it upright.
    exif[0x010F] = "Geheimkamera"
    exif.get_ifd(0x8825)[1] = "N"
    return picture(exif=exif.tobytes(), comment=b"Musterweg 1")


def noise() -> bytes:
    """Return a picture that packs badly."""
    return _saved(Image.frombytes("RGB", (800, 800), Random(1).randbytes(800 * 800 * 3)), "PNG")


def seen_through() -> bytes:
    """Return a picture that is nothing but transparent."""
    return _saved(Image.new("RGBA", (40, 40), (0, 0, 0, 0)), "PNG")


def moving(kind: str = "WEBP") -> bytes:
    """Return a picture that moves."""
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    return _saved(frames[0], kind, save_all=True, append_images=frames[1:])


def bomb(side: int = 20_000) -> bytes:
    """Return a PNG of few bytes and very many pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(side * (1 + side // 8)), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    target = BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()
