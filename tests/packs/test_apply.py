"""Applying and upgrading packs: the town's changes stay, conflicts are decided, everything comes out as it went in."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from ks_board.core.db import db
from ks_board.core.record import acting
from ks_board.core.undo import undo
from ks_board.exchange.check import PACK
from ks_board.exchange.exporter import export_folder
from ks_board.exchange.importer import empty_database, import_folder
from ks_board.exchange.pack_apply import UndecidedConflicts, apply_pack, plan_pack
from ks_board.exchange.pack_check import check_pack
from ks_board.exchange.pack_export import export_pack, pack_files
from ks_board.exchange.pack_merge import Choice, Merge
from ks_board.exchange.problems import FolderRefused
from ks_board.exchange.stored import Stored
from ks_board.gaps.models import Rule
from ks_board.tasks.catalogue import TaskTemplate
from ks_board.town.packs import Pack, find_text
from tests.conftest import NOW
from tests.packs.folders import contents, copy_built_in, write_pack

pytestmark = pytest.mark.usefixtures("in_town")
SHORT = ("message-unanswered,S10,message,3,7", "message-unanswered,S10,message,3,5")


def bring_in(folder: Path, choice: Choice | None = None) -> Merge:
    found = apply_pack(check_pack(folder, home=Stored().home), lambda cell: choice, now=NOW)
    db.session.commit()
    return found


def rule(ref: str = "message-unanswered") -> Rule:
    return db.session.scalars(select(Rule).where(Rule.ref == ref)).one()


def set_days(days: int) -> None:
    rule().threshold_days = days
    db.session.commit()


def test_an_untouched_town_exports_the_built_in_pack_byte_for_byte(tmp_path: Path) -> None:
    export_pack(tmp_path / "pack")
    assert contents(tmp_path / "pack") == contents(PACK)


def test_a_changed_pack_comes_out_as_it_went_in(tmp_path: Path) -> None:
    folder = copy_built_in(
        tmp_path / "in", rules_csv=SHORT, areas_csv=("Grün und Natur", "Bäume"), drafts_csv=("Stadtrat", "Rat")
    )
    bring_in(folder)
    export_pack(tmp_path / "out")
    assert contents(tmp_path / "out") == contents(folder)


def test_a_second_checklist_comes_out_as_it_went_in_and_the_first_as_it_was(tmp_path: Path) -> None:
    bring_in(write_pack(tmp_path / "b"))
    export_pack(tmp_path / "first")
    export_pack(tmp_path / "out", "checkliste-b")
    bring_in(tmp_path / "out")
    export_pack(tmp_path / "again", "checkliste-b")
    assert contents(tmp_path / "first") == contents(PACK)
    assert contents(tmp_path / "again") == contents(tmp_path / "out")


def test_an_empty_board_takes_a_pack(tmp_path: Path) -> None:
    empty_database()
    db.session.commit()
    bring_in(PACK)
    export_pack(tmp_path / "out")
    assert contents(tmp_path / "out") == contents(PACK)


def test_what_only_the_pack_changed_is_taken(tmp_path: Path) -> None:
    found = bring_in(copy_built_in(tmp_path / "new", rules_csv=SHORT))
    assert [(cell.ref, cell.column, cell.town, cell.pack) for cell in found.taken] == [
        ("message-unanswered", "threshold_days", "7", "5")
    ]
    assert rule().threshold_days == 5


def test_what_only_the_town_changed_stays_and_does_so_at_the_next_upgrade(tmp_path: Path) -> None:
    set_days(21)
    first = bring_in(copy_built_in(tmp_path / "1", pack_toml=("1.0", "1.1")))
    second = bring_in(copy_built_in(tmp_path / "2", pack_toml=("1.0", "1.2")))
    assert [len(first.kept), len(second.kept), rule().threshold_days] == [1, 1, 21]


def test_what_both_changed_is_a_conflict_and_nothing_is_written(tmp_path: Path) -> None:
    set_days(21)
    folder = copy_built_in(tmp_path / "new", rules_csv=SHORT, areas_csv=("Grün und Natur", "Bäume"))
    with pytest.raises(UndecidedConflicts) as refused:
        bring_in(folder)
    assert [(cell.before, cell.town, cell.pack) for cell in refused.value.found.conflicts] == [("7", "21", "5")]
    assert db.session.scalars(select(Pack.edition)).all() == ["1.0"]


@pytest.mark.parametrize(("choice", "days"), [(Choice.KEEP, 21), (Choice.TAKE, 5)])
def test_a_decided_conflict_is_settled_for_good(tmp_path: Path, choice: Choice, days: int) -> None:
    set_days(21)
    folder = copy_built_in(tmp_path / "new", rules_csv=SHORT)
    bring_in(folder, choice)
    assert (rule().threshold_days, plan_pack(check_pack(folder)).conflicts) == (days, [])


def test_both_parts_together_must_not_contradict_themselves(tmp_path: Path) -> None:
    set_days(40)
    line = "message-late,S10,message,3,30,Spät,Late,,,1,0,message-unanswered\n"
    folder = copy_built_in(tmp_path / "new")
    rules = (folder / "rules.csv").read_text().replace("enabled,public\n", "enabled,public,condition\n", 1)
    rows = rules.splitlines(keepends=True)
    text = rows[0] + "".join(row.replace("\n", ",\n") for row in rows[1:]).replace("S10,message,3,7", "S10,message,2,7")
    (folder / "rules.csv").write_text(text + line)
    with pytest.raises(FolderRefused, match="Die Tage widersprechen sich"):
        bring_in(folder)


def test_applying_can_be_taken_back(tmp_path: Path) -> None:
    with acting(None, "packs.apply") as action:
        bring_in(write_pack(tmp_path / "b"))
    undo(action, now=NOW)
    db.session.commit()
    assert db.session.scalars(select(Rule).where(Rule.ref == "b-stelle")).all() == []
    assert db.session.scalars(select(Pack.ref)).all() == ["kleinstadt"]


def test_a_changed_template_is_written_whole(tmp_path: Path) -> None:
    bring_in(copy_built_in(tmp_path / "new", catalogue_csv=("Bürgerbus fahren", "Dorfbus fahren")))
    row = db.session.scalars(select(TaskTemplate)).one()
    assert (row.ref, row.title_de, row.title_en) == ("buergerbus", "Dorfbus fahren", "Drive the community bus")


def test_a_letter_of_the_pack_counts_instead_of_the_built_in_one(tmp_path: Path) -> None:
    folder = copy_built_in(tmp_path / "new", pack_toml=('["drafts.csv"', '["letters/dank.txt", "drafts.csv"'))
    (folder / "letters").mkdir(exist_ok=True)
    (folder / "letters" / "dank.txt").write_text("Liebe Frau X,\r\n\r\ndanke!\n")
    bring_in(folder)
    assert find_text("letters/dank.txt") == "Liebe Frau X,\n\ndanke!"


def test_the_town_folder_carries_the_second_checklist(tmp_path: Path, town: Flask) -> None:
    bring_in(write_pack(tmp_path / "b"))
    export_folder(tmp_path / "town")
    empty_database()
    db.session.commit()
    import_folder(tmp_path / "town", now=NOW)
    export_folder(tmp_path / "again")
    assert contents(tmp_path / "again") == contents(tmp_path / "town")
    assert rule("b-stelle").condition_ref == "post-vacant"


def test_the_town_folder_carries_letters_and_templates(tmp_path: Path) -> None:
    folder = copy_built_in(
        tmp_path / "new",
        pack_toml=('["drafts.csv"', '["letters/dank.txt", "drafts.csv"'),
        catalogue_csv=("Bürgerbus fahren", "Dorfbus fahren"),
    )
    (folder / "letters").mkdir(exist_ok=True)
    (folder / "letters" / "dank.txt").write_text('Liebe "Frau" X;\n\ndanke, danke!\n')
    bring_in(folder)
    export_pack(tmp_path / "before")
    export_folder(tmp_path / "town")
    empty_database()
    db.session.commit()
    import_folder(tmp_path / "town", now=NOW)
    assert pack_files()["letters/dank.txt"] == contents(folder)["letters/dank.txt"]
    assert pack_files()["catalogue.csv"] == contents(tmp_path / "before")["catalogue.csv"]
