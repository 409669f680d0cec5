"""A town takes its drafts along in its folder."""

from pathlib import Path

from flask import Flask

from ks_board.core.imagine import imagined
from ks_board.exchange.exporter import export_folder
from ks_board.exchange.importer import empty_database, import_folder
from tests.conftest import NOW
from tests.scenarios.drafts import EVERYTHING, draft, try_out


def test_drafts_come_back_byte_for_byte_and_still_go(in_town: Flask, tmp_path: Path) -> None:
    draft(*EVERYTHING)
    export_folder(tmp_path / "first")
    empty_database()
    import_folder(tmp_path / "first", now=NOW)
    export_folder(tmp_path / "second")
    for name in ("scenarios.csv", "scenario_steps.csv"):
        assert (tmp_path / "second" / name).read_bytes() == (tmp_path / "first" / name).read_bytes()
    with imagined():
        assert [step.problem for step in try_out()] == [None] * len(EVERYTHING)
