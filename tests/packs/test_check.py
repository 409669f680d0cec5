"""A pack with faults is refused; every fault says where it is and what would be right."""

import re
from pathlib import Path

import pytest
from flask import Flask

from ks_board.exchange.pack_check import built_in_pack, check_pack
from ks_board.exchange.problems import FolderRefused
from ks_board.exchange.stored import Stored
from tests.packs.folders import META, copy_built_in, write_pack

pytestmark = pytest.mark.usefixtures("in_weisswald")
QUESTIONS = "id,group,number,text_de,text_en,checklist_id\n"
RULES = "id,condition,question_id,subject_kind,severity,threshold_days,title_de,title_en\n"
CATALOGUE = "id,title_de,title_en,description_de,description_en,kind,rrule\n"


def faults_in(folder: Path) -> str:
    with pytest.raises(FolderRefused) as refused:
        check_pack(folder, home=Stored().home)
    return "\n".join(refused.value.lines())


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("pack_toml", META.replace("id", "ID", 1), "pack.toml, Zeile 1, Spalte ID: „ID“ gibt es hier nicht. Meinten"),
        ("pack_toml", META.replace('"1.0"', '"neu"'), "pack.toml, Zeile 3, Spalte version: Richtig ist zum Beispiel"),
        ("pack_toml", META.replace('"en"', '"fr"'), "Spalte languages: Möglich sind „de“ und „en“"),
        ("pack_toml", META + "title = 1", "pack.toml, Zeile 6: Die Zeile ist kein TOML"),
        ("pack_toml", META + "texts = " + "[" * 9000, "pack.toml, Zeile 6: Die Zeile ist kein TOML"),
        ("pack_toml", META + "texts = " + "9" * 9000, "pack.toml, Zeile 6: Die Zeile ist kein TOML"),
        ("pack_toml", META + 'texts = ["../secret.txt"]', "Spalte texts: „../secret.txt“ geht nicht als Name"),
        ("pack_toml", META + 'texts = ["rules.csv"]', "„rules.csv“ ist eine Tabelle und kein Text"),
        ("pack_toml", META + 'texts = ["letters/no.txt"]', "letters/no.txt: Die Datei lässt sich nicht lesen"),
        (
            "questions_csv",
            QUESTIONS + "B1,structural,1,Ja?,Yes?,C\n",
            "questions.csv, Zeile 2, Spalte checklist_id: „C“",
        ),
        (
            "questions_csv",
            QUESTIONS + "B1,structural,1,Ja?,Yes?,B\nB2,structural,1,Ja?,Yes?,B\n",
            "questions.csv, Zeile 3, Spalte number: Die Nummer hat in dieser Gruppe schon die Frage „B1“",
        ),
        (
            "rules_csv",
            RULES + "b-x,post-vacnt,B1,post,1,,T,T\n",
            "rules.csv, Zeile 2, Spalte condition: Die Regel „post-vacnt“ gibt es nicht. Meinten Sie „post-vacant“?",
        ),
        ("rules_csv", RULES + "b-x,,B1,post,1,,T,T\n", "rules.csv, Zeile 2, Spalte id: Die Regel „b-x“ gibt es nicht"),
        ("rules_csv", RULES + "B_x,post-vacant,B1,post,1,,T,T\n", "Spalte id: Die id einer eigenen Regel besteht aus"),
        (
            "rules_csv",
            RULES + "b-x,post-vacant,B1,task,1,,T,T\n",
            "Spalte subject_kind: Bei dieser Regel muss hier „post“",
        ),
        (
            "rules_csv",
            RULES + "b-x,post-vacant,B9,post,1,,T,T\n",
            "Spalte question_id: „B9“ gibt es in questions.csv nicht",
        ),
        ("rules_csv", RULES + "b-x,post-vacant,B1,post,4,,T,T\n", "Spalte severity: Die Zahl muss zwischen 1 und 3"),
        (
            "rules_csv",
            RULES + "b-x,post-vacant,B1,post,1,9,T,T\n",
            "Spalte threshold_days: Diese Regel kennt keine Tage",
        ),
        ("rules_csv", RULES + "b-x,post-vacant,*,post,1,,T,T\n", "Spalte question_id: Diese Regel braucht eine Frage"),
        (
            "rules_csv",
            RULES + "post-vacant,task-no-contact,B1,task,1,,T,T\n",
            "Spalte condition: Diese Regel ist eingebaut. Ihre Bedingung lässt sich nicht ändern",
        ),
        (
            "rules_csv",
            RULES + "b-x,certificate-missing,B1,assignment,1,9,T,T\n",
            "Spalte threshold_days: Diese Frist steht fest. Hier muss 1826 stehen",
        ),
        (
            "rules_csv",
            RULES + "b-x,post-vacant,B1,post,1,,T,T\nb-x,post-vacant,B2,post,1,,T,T\n",
            "rules.csv, Zeile 3, Spalte id: „b-x“ steht schon in Zeile 2",
        ),
        (
            "rules_csv",
            RULES + "b-x,post-vacant,B1,post,1,,T,T\nb-y,post-vacant,B1,post,2,,T,T\n",
            "rules.csv, Zeile 3, Spalte threshold_days: Diese Regel sagt dasselbe wie „b-x“",
        ),
        (
            "rules_csv",
            RULES + "b-x,message-unanswered,B1,message,3,7,T,T\nb-y,message-unanswered,B1,message,1,30,T,T\n",
            "rules.csv, Zeile 3, Spalte threshold_days: Die Tage widersprechen sich",
        ),
        (
            "rules_csv",
            RULES + "b-x,mandate-ending,B1,appointment,1,30,T,T\nb-y,mandate-ending,B1,appointment,3,90,T,T\n",
            "rules.csv, Zeile 2, Spalte threshold_days: Die Tage widersprechen sich",
        ),
        (
            "catalogue_csv",
            CATALOGUE + "x,T,T,D,D,single,FREQ=DAILY\n",
            "catalogue.csv, Zeile 2, Spalte rrule: Eine Regel geht",
        ),
    ],
)
def test_fault_is_named_with_its_place(tmp_path: Path, name: str, text: str, fault: str) -> None:
    assert fault in faults_in(write_pack(tmp_path / "pack", **{name: text}))


def test_a_longer_wait_may_be_more_severe(tmp_path: Path) -> None:
    rows = "b-x,message-unanswered,B1,message,1,7,T,T\nb-y,message-unanswered,B1,message,3,30,T,T\n"
    assert check_pack(write_pack(tmp_path / "pack", rules_csv=RULES + rows), home=Stored().home).warnings == []


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    rows = "b-x,nothing,B1,post,1,,T,T\nb-y,post-vacant,B9,post,9,,T,T\n"
    assert len(faults_in(write_pack(tmp_path / "pack", rules_csv=RULES + rows)).splitlines()) == 3


def test_a_text_that_names_an_unknown_rule_is_refused(tmp_path: Path) -> None:
    folder = copy_built_in(tmp_path / "pack", drafts_csv=("post-vacant", "post-vacnt"))
    assert re.search(r"drafts\.csv, Zeile \d+, Spalte rule_id: Die Regel „post-vacnt“ gibt es nicht", faults_in(folder))


def test_a_folder_without_a_pack_is_refused(tmp_path: Path) -> None:
    assert "pack.toml fehlt" in faults_in(tmp_path)


def test_a_stray_file_is_pointed_out(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "pack")
    (folder / "liste.xlsx").write_bytes(b"x")
    assert [warning.file for warning in check_pack(folder, home=Stored().home).warnings] == ["liste.xlsx"]


def test_the_built_in_pack_has_no_fault_and_a_full_catalogue(weisswald: Flask) -> None:
    pack = built_in_pack()
    assert (pack.meta.id, pack.warnings, len(pack.tables["catalogue"].rows)) == ("kleinstadt", [], 24)
