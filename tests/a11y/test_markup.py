"""Every page of every role is valid HTML: the W3C's checker finds no error."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from asset_build.npm import install_packages
from ks_board.assets import ROOT
from tests.a11y.conftest import Seen


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return the checker of the npm package vnu-jar; without Java or npm, skip and say so."""
    try:
        if not shutil.which("java"):
            raise RuntimeError("no Java (Debian: apt-get install default-jre-headless)")
        modules = install_packages(ROOT, tmp_path_factory.mktemp("npm"), with_tools=True)
    except RuntimeError as error:
        if os.environ.get("KS_BOARD_TEST_ALL"):
            raise
        pytest.skip(f"The HTML checker does not start here: {error}")
    yield modules / "vnu-jar" / "build" / "dist" / "vnu.jar"
    shutil.rmtree(modules)  # 30 MB, and pytest keeps the folders of three runs.


def test_every_page_is_valid_html(checker: Path, pages: list[Seen], tmp_path: Path) -> None:
    files = {}
    for number, page in enumerate(pages):
        files[f"{number}.html"] = f"{page.role} {page.path}"
        (tmp_path / f"{number}.html").write_text(page.html)
    faults = [f"{files[Path(fault['url']).name]}: {_words(fault)}" for fault in _check(checker, tmp_path)]
    assert not faults, "\n".join(faults)


def _check(checker: Path, folder: Path) -> list[dict[str, str]]:
    command = ["java", "-Xss4m", "-jar", str(checker), "--errors-only", "--exit-zero-always", "--format", "json"]
    done = subprocess.run([*command, str(folder)], capture_output=True, text=True, check=True)
    return list(json.loads(done.stderr)["messages"])


def _words(fault: dict[str, str]) -> str:
    return f"line {fault.get('lastLine')}: {fault['message']} {fault.get('extract', '')}"
