"""Packs on PostgreSQL."""

from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from ks_board.core.db import db
from ks_board.exchange.importer import import_folder
from ks_board.exchange.pack_apply import apply_pack
from ks_board.exchange.pack_check import check_pack
from ks_board.exchange.pack_export import pack_files
from ks_board.exchange.stored import Stored
from ks_board.gaps.models import Rule
from tests.conftest import NOW, WEISSWALD
from tests.packs.folders import FILES, write_pack


def test_a_pack_goes_in_and_comes_out(in_postgres: Flask, tmp_path: Path) -> None:
    import_folder(WEISSWALD, now=NOW)
    apply_pack(check_pack(write_pack(tmp_path / "b"), home=Stored().home), now=NOW)
    db.session.commit()
    assert db.session.scalar(select(func.count()).select_from(Rule)) == 52
    assert pack_files("checkliste-b").keys() == FILES.keys()
