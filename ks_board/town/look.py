"""What a town looks like: its main colour, from which the others follow, and its logo."""

import hashlib
import re
from base64 import b64decode
from binascii import Error as NotBase64
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import bindparam, select

from ks_board.core.db import db
from ks_board.town.models import TownSetting
from ks_board.town.queries import NAMELESS

TOWN, COLOR, LOGO = "town", "main_color", "logo"
ENOUGH = 4.5
"""Contrast of text to its ground, as WCAG 2.2 AA asks for."""
ENOUGH_IN_HEADER = 6.0
"""One line of the header is a little paler than white; it has enough if white has this."""
WHITE, BLACK = "#ffffff", "#000000"
LIGHT_GROUND, DARK_GROUND = "#f2f4f7", "#20243a"
"""The grounds on which text stands that are nearest to it: a little beyond the hued ones of the style sheet."""
_PNG = b"\x89PNG\r\n\x1a\n"
_COLOR = re.compile(r"#[0-9a-f]{6}")
_STEP = 0.01
_SETTING = TownSetting.__table__.c
_ASKED = select(_SETTING.key, _SETTING.value).where(_SETTING.key.in_(bindparam("keys", expanding=True)))


@dataclass(frozen=True, slots=True)
class Shades:
    """The colours that follow from the main one, each with enough contrast where it is used."""

    header: str
    """Ground of white text."""
    link: str
    """Links and buttons on light grounds."""
    dark_link: str
    """The same on dark grounds."""


@dataclass(frozen=True, slots=True)
class Look:
    """What pages need to know: addresses carry the digests, so that browsers may keep both for ever."""

    style: str | None = None
    style_digest: str | None = None
    logo: bytes | None = None
    logo_digest: str | None = None


def read_town() -> tuple[str, Look]:
    """Return the name and the look of the town in one statement: every page asks it."""
    found = dict(db.session.execute(_ASKED, {"keys": [TOWN, COLOR, LOGO]}).all())
    return found.get(TOWN) or NAMELESS, look_of(found.get(COLOR), found.get(LOGO))


@lru_cache(maxsize=8)
def look_of(color: str | None, logo: str | None) -> Look:
    """Return the look of a colour and a logo as they are kept; what is neither counts as none."""
    style = style_of(shades_of(color)) if color and is_color(color) else None
    image = _image(logo) if logo else None
    digests = [_digest(content) if content else None for content in (style and style.encode(), image)]
    return Look(style, digests[0], image, digests[1])


def is_color(text: str) -> bool:
    """Tell whether a text is a colour as style sheets write it, and nothing else."""
    return _COLOR.fullmatch(text) is not None


def shades_of(color: str) -> Shades:
    """Return the colours that follow: the main one, made darker or lighter as far as reading needs it."""
    return Shades(
        header=_moved(color, WHITE, -_STEP, ENOUGH_IN_HEADER),
        link=_moved(color, LIGHT_GROUND, -_STEP),
        dark_link=_moved(color, DARK_GROUND, _STEP),
    )


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21, as WCAG defines it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def style_of(shades: Shades) -> str:
    """Return the style sheet of the town: our tokens and KERN's with its own values."""
    light = f"--ks-brand:{shades.header};--kern-color-action-default:{shades.link}"
    dark = f"--kern-color-action-default:{shades.dark_link};--kern-color-action-on-default:{BLACK}"
    return (
        f":root{{{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{--ks-brand:{shades.header};{dark}}}}}\n"
    )


def _moved(color: str, ground: str, step: float, enough: float = ENOUGH) -> str:
    """Return the nearest shade of a colour that can be read on a ground: darker or lighter, of the same hue."""
    hue, lightness, saturation = rgb_to_hls(*_parts(color))
    while contrast(color, ground) < enough and 0 < lightness + step < 1:
        lightness += step
        color = "#" + "".join(f"{round(255 * part):02x}" for part in hls_to_rgb(hue, lightness, saturation))
    return color


def _parts(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _luminance(color: str) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _image(kept: str) -> bytes | None:
    try:
        image = b64decode(kept, validate=True)
    except (NotBase64, ValueError):
        return None
    return image if image.startswith(_PNG) else None


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
