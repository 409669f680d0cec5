"""Put the front-end files together: style sheet, script, scripts of single pages, icons, each named by its hash."""

import gzip
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import brotli

from asset_build import catalogues, fonts, icons
from asset_build.css import build_css
from asset_build.npm import install_packages
from ks_board import assets

_LICENCES = {
    "htmx.org 4.0.1 (0BSD)": "htmx.org/LICENSE",
    "@kern-ux/native 2.7.2 (EUPL-1.2), cut to the parts in use": "@kern-ux/native/LICENSE.md",
}


def build() -> None:
    """Write static/dist, static/ttf and the catalogues anew; what fails leaves the old files as they were."""
    catalogues.build(assets.TRANSLATIONS)
    with tempfile.TemporaryDirectory() as scratch, tempfile.TemporaryDirectory(dir=assets.STATIC) as fresh:
        modules = install_packages(assets.ROOT, Path(scratch))
        dist, ttf = Path(fresh) / "dist", Path(fresh) / "ttf"
        dist.mkdir()
        fonts.write_ttfs(modules / "@kern-ux/native/dist/fonts", ttf)
        files = {
            "board.css": _style_sheet(modules),
            "board.js": _script(modules),
            "icon.svg": (assets.STATIC / "img/icon.svg").read_text(encoding="utf-8"),
            "third-party.txt": _licences(modules, ttf),
        } | _scripts_of_pages()
        names = {name: _write(dist, name, text) for name, text in files.items()}
        pictures = icons.draw(assets.STATIC / "img/icon.svg")
        pictures |= {
            f"handbook-{path.name}": path.read_bytes() for path in (assets.STATIC / "img/handbook").glob("*.webp")
        }
        names |= {name: _write_bytes(dist, name, data) for name, data in pictures.items()}
        manifest = json.dumps(names, indent=2, sort_keys=True) + "\n"
        (dist / assets.MANIFEST.name).write_text(manifest, encoding="utf-8")
        (dist / assets.STAMP.name).write_text(assets.fingerprint(), encoding="utf-8")
        for old, new in ((assets.TTF, ttf), (assets.DIST, dist)):
            shutil.rmtree(old, ignore_errors=True)
            new.replace(old)


def _style_sheet(modules: Path) -> str:
    kern = (modules / "@kern-ux/native/dist/kern.min.css").read_text(encoding="utf-8")
    own = "\n".join(path.read_text(encoding="utf-8") for path in sorted((assets.STATIC / "css").glob("*.css")))
    return build_css(kern, own, assets.used_classes())


def _script(modules: Path) -> str:
    """Join htmx and our own few lines: one request fewer on a slow line."""
    htmx = (modules / "htmx.org/dist/htmx.min.js").read_text(encoding="utf-8")
    own = [path.read_text(encoding="utf-8") for path in sorted((assets.STATIC / "js").glob("*.js"))]
    lines = [line for line in htmx.splitlines() if not line.startswith("//# sourceMappingURL=")]
    return "\n".join([*lines, *own])


def _scripts_of_pages() -> dict[str, str]:
    """Return what only single pages load, each under its own name, so that the first visit does not carry it."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted((assets.STATIC / "pages").glob("*.js"))}


def _licences(modules: Path, ttf: Path) -> str:
    parts = [f"{title}\n\n{(modules / path).read_text(encoding='utf-8')}" for title, path in _LICENCES.items()]
    parts.append(f"Fira Sans (in printed pages)\n\n{fonts.licence(ttf / 'FiraSans-Regular.ttf')}\n")
    return f"\n{'=' * 72}\n\n".join(parts)


def _write(folder: Path, name: str, text: str) -> str:
    """Write a text under a name with its hash, and two packed copies for the server to choose from; return the name."""
    data = text.encode()
    hashed = _write_bytes(folder, name, data)
    (folder / f"{hashed}.br").write_bytes(brotli.compress(data, quality=11))
    (folder / f"{hashed}.gz").write_bytes(gzip.compress(data, compresslevel=9, mtime=0))
    return hashed


def _write_bytes(folder: Path, name: str, data: bytes) -> str:
    """Write a file under a name with its hash; return the name."""
    stem, _, suffix = name.rpartition(".")
    hashed = f"{stem}.{hashlib.sha256(data).hexdigest()[:12]}.{suffix}"
    (folder / hashed).write_bytes(data)
    return hashed
