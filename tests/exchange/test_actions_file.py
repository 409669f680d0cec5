"""The actions of the rules are data of the town: completed from the built-in pack, kept as the town changed them."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from ks_board.core.db import db
from ks_board.exchange.exporter import export_folder
from ks_board.exchange.importer import empty_database, import_folder
from ks_board.exchange.problems import FolderRefused
from ks_board.gaps.actions import list_actions
from ks_board.gaps.models import Offer, Rule, RuleAction
from ks_board.gaps.rules import built_in
from tests.conftest import NOW, WEISSWALD

pytestmark = pytest.mark.usefixtures("in_empty")
RULE = built_in()["post-vacant"]


def change_actions() -> None:
    """Let the town say one action differently and give up another."""
    first, second = (
        db.session.scalars(select(RuleAction).where(RuleAction.ref == f"post-vacant-{n}")).one() for n in (1, 2)
    )
    first.text_de = "Im Amtsblatt ausschreiben"
    db.session.delete(second)
    db.session.commit()


def texts() -> list[str]:
    return [action.text_de for action in list_actions(RULE)]


def test_a_town_without_the_file_gets_the_built_in_actions() -> None:
    import_folder(WEISSWALD, now=NOW)
    refs = db.session.scalars(select(RuleAction.ref)).all()
    assert len(refs) == 132
    assert {ref.rpartition("-")[0] for ref in refs} == set(built_in())


def test_what_the_town_changed_survives_export_and_import(empty: Flask, tmp_path: Path) -> None:
    import_folder(WEISSWALD, now=NOW)
    change_actions()
    export_folder(tmp_path / "town")
    empty_database()
    db.session.commit()
    import_folder(tmp_path / "town", now=NOW)
    assert texts() == ["Im Amtsblatt ausschreiben", "Stelle ausschreiben", "Stelle ansehen und berichtigen"]


def test_importing_the_plain_town_again_keeps_what_was_changed() -> None:
    import_folder(WEISSWALD, now=NOW)
    change_actions()
    import_folder(WEISSWALD, now=NOW, prune=True)
    assert texts() == ["Im Amtsblatt ausschreiben", "Stelle ausschreiben", "Stelle ansehen und berichtigen"]


@pytest.mark.parametrize(
    ("row", "column"), [("J1,made-up,1,open,a,b", "rule_id"), ("J1,post-vacant,1,dance,a,b", "kind")]
)
def test_unknown_rules_and_kinds_are_refused(tmp_path: Path, row: str, column: str) -> None:
    for file in WEISSWALD.glob("*.csv"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "actions.csv").write_text(f"id,rule_id,position,kind,text_de,text_en\n{row}\n")
    with pytest.raises(FolderRefused, match=rf"actions\.csv.*{column}"):
        import_folder(tmp_path, now=NOW)


def test_an_offer_comes_back_byte_for_byte(empty: Flask, tmp_path: Path) -> None:
    import_folder(WEISSWALD, now=NOW)
    rule = db.session.scalars(select(Rule.id).where(Rule.ref == "post-vacant")).one()
    said = {"title": "Gesucht", "sentence": "Ein Satz.", "published_on": date(2026, 11, 16)}
    db.session.add(Offer(ref="O001", rule_id=rule, subject_ref="S12", **said))
    db.session.commit()
    export_folder(tmp_path / "first")
    empty_database()
    db.session.commit()
    import_folder(tmp_path / "first", now=NOW)
    export_folder(tmp_path / "second")
    assert (tmp_path / "first" / "offers.csv").read_bytes() == (tmp_path / "second" / "offers.csv").read_bytes()
