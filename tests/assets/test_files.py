"""The built files: there, small, complete, from nowhere else, and rebuilt when their sources change."""

import gzip
import json
import re
from pathlib import Path

import brotli
import pytest

from ks_board import assets

FIRST_VISIT = 36_000
"""Bytes over the wire for style, script and icon; leaves 14 kB of PERF's 50 kB for the page itself."""

OWN_CLASS = re.compile(r"\bks-(?!board\b)[a-z][a-z0-9_-]*")
"""One that ends in -- is the beginning of a name, as ui.html writes ks-status-- and the state behind it."""


def built(name: str) -> Path:
    """Return the built file of a plain name."""
    return assets.DIST / assets.manifest()[name]


def style_sheet() -> str:
    """Return the built style sheet."""
    return built("board.css").read_text(encoding="utf-8")


def test_built_files_are_fresh() -> None:
    assert not assets.stale(), "The front-end files are out of date. Please run: make install"


@pytest.mark.parametrize("name", ["board.css", "board.js", "icon.svg", "third-party.txt"])
def test_each_file_is_there_with_two_packed_copies(name: str) -> None:
    plain = built(name).read_bytes()
    assert gzip.decompress(Path(f"{built(name)}.gz").read_bytes()) == plain
    assert brotli.decompress(Path(f"{built(name)}.br").read_bytes()) == plain


def test_first_visit_fits_the_budget() -> None:
    packed = [Path(f"{built(name)}.gz").stat().st_size for name in ("board.css", "board.js", "icon.svg")]
    assert sum(packed) <= FIRST_VISIT


def test_script_fits_its_budget() -> None:
    assert Path(f"{built('board.js')}.gz").stat().st_size <= 20_000


def test_style_sheet_loads_nothing() -> None:
    assert [url for url in re.findall(r"url\(\W?(.{12})", style_sheet()) if not url.startswith("data:")] == []
    assert "@import" not in style_sheet()
    assert "@font-face" not in style_sheet()


def test_every_custom_property_that_is_read_is_defined() -> None:
    defined = set(re.findall(r"[{;](--[\w-]+):", style_sheet()))
    read = set(re.findall(r"var\((--[\w-]+)\)", style_sheet()))
    # KERN itself forgets to define these two in some of its parts.
    assert read - defined <= {"--kern-color-feedback-danger-contextual"}


def test_every_class_in_use_has_a_rule() -> None:
    templates = "".join(path.read_text(encoding="utf-8") for path in assets.TEMPLATES.rglob("*.html"))
    used = {name for name in {*OWN_CLASS.findall(templates), *assets.used_classes()} if not name.endswith(("--", "__"))}
    ruled = set(re.findall(r"\.((?:kern|ks)-[\w-]+)", style_sheet()))
    assert used - ruled == set(), "Write a rule in static/css or use a class that exists."


def test_no_rule_of_ours_is_left_without_use() -> None:
    templates = "".join(path.read_text(encoding="utf-8") for path in assets.TEMPLATES.rglob("*.html"))
    ours = set(re.findall(r"\.(ks-[\w-]+)", style_sheet()))
    unused = {name for name in ours if name not in templates and f"{name.partition('--')[0]}--{{{{" not in templates}
    assert unused == set(), "Delete these rules from static/css."


@pytest.mark.parametrize("weight", ["Regular", "SemiBold", "Bold"])
def test_font_for_printed_pages_is_there(weight: str) -> None:
    assert (assets.TTF / f"FiraSans-{weight}.ttf").read_bytes()[:4] == b"\x00\x01\x00\x00"


def test_lock_carries_hashes_and_no_addresses() -> None:
    text = (assets.ROOT / "package-lock.json").read_text(encoding="utf-8")
    packages = {name: entry for name, entry in json.loads(text)["packages"].items() if name}
    assert "://" not in text
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())
    assert {name: entry["version"] for name, entry in packages.items()} == {
        "node_modules/@kern-ux/native": "2.7.2",
        "node_modules/htmx.org": "4.0.1",
        "node_modules/vnu-jar": "26.9.27",
    }


def test_new_kern_class_makes_the_files_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "new.html").write_text('<p class="kern-brand-new">', encoding="utf-8")
    monkeypatch.setattr(assets, "TEMPLATES", tmp_path)
    assert assets.stale()


def test_missing_files_name_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "MANIFEST", tmp_path / "manifest.json")
    assets.manifest.cache_clear()
    with pytest.raises(assets.AssetsMissingError, match="make install"):
        assets.asset_url("board.css")
