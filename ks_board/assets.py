"""Find templates and built front-end files, in a checkout and in a wheel, and tell whether they are out of date.

The files are built by asset_build (run by the build hook); this module is standard library only, for both use it.
"""

import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import cast

PACKAGE = Path(__file__).parent
IN_WHEEL = (PACKAGE / "templates").is_dir()
ROOT = PACKAGE if IN_WHEEL else PACKAGE.parent
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"

DIST = STATIC / "dist"
"""Everything a browser may fetch, and nothing else: the app serves this folder as /static/."""
TTF = STATIC / "ttf"
"""Fira Sans for the PDF renderer, never served."""
TRANSLATIONS = PACKAGE / "translations"
"""A catalogue of sentences a language; German is the source and has none."""
MANIFEST = DIST / "manifest.json"
STAMP = DIST / ".stamp"

_KERN_CLASS = re.compile(r"(?<!-)kern-[a-z0-9_-]+")


class AssetsMissingError(RuntimeError):
    """The front-end files were not built; the message names the command that builds them."""

    def __init__(self) -> None:
        super().__init__("The front-end files are missing or out of date. Please run: make install")


@cache
def manifest() -> dict[str, str]:
    """Map each plain name (board.css) to the built file with its content hash (board.1a2b3c4d.css)."""
    if not MANIFEST.is_file():
        raise AssetsMissingError
    return cast("dict[str, str]", json.loads(MANIFEST.read_text(encoding="utf-8")))


def asset_url(name: str) -> str:
    """Return the address of a built file; unknown names raise KeyError."""
    return f"/static/{manifest()[name]}"


def stale() -> bool:
    """Tell whether the built files are missing or older than their sources; a wheel only needs them there."""
    if not (MANIFEST.is_file() and STAMP.is_file()):
        return True
    return not IN_WHEEL and STAMP.read_text(encoding="utf-8") != fingerprint()


def fingerprint() -> str:
    """Hash everything that shapes the built files: their sources, the lock, the builder and the KERN classes in use."""
    digest = hashlib.sha256()
    for path in _inputs():
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    digest.update(" ".join(sorted(used_classes())).encode())
    return digest.hexdigest()


def used_classes() -> frozenset[str]:
    """Collect the KERN classes written out in templates and Python widgets; the build drops the CSS of all others."""
    sources = [*TEMPLATES.rglob("*.html"), *PACKAGE.rglob("*.py")]
    return frozenset(name for path in sources for name in _KERN_CLASS.findall(path.read_text(encoding="utf-8")))


def _inputs() -> list[Path]:
    folders = [STATIC / "css", STATIC / "js", STATIC / "pages", STATIC / "img", ROOT / "asset_build"]
    files = [p for folder in folders for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    catalogues = TRANSLATIONS.rglob("*.po")
    return sorted([ROOT / "package.json", ROOT / "package-lock.json", *files, *catalogues])
