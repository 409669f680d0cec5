"""A folder with faults: every one is named with file, line, column and what would be right."""

from pathlib import Path

import pytest

from ks_board.exchange import tables
from ks_board.exchange.check import check_folder
from ks_board.exchange.problems import MOST_SHOWN, FolderRefused
from tests.conftest import WEISSWALD
from tests.exchange.folders import PEOPLE, TASKS, UNITS, write_town

POTS = "id,name,kind,decided_by,pays\nB1,Topf,process,town,before\n"
MEASURES = "id,title,question_id,owner_person_id,status,created_on,rule_id,subject_id\n"
RULES = "id,question_id,subject_kind,severity,title_de,title_en\n"
TASK_PLAN = "id,title,unit_id,area,kind,status,start,rrule\n"


def faults(folder: Path) -> list[str]:
    with pytest.raises(FolderRefused) as caught:
        check_folder(folder)
    return caught.value.lines()


CELLS = [
    (
        "units",
        "id,name,kind,valid_from\nU1,A,town,16.11.2026\n",
        "Zeile 2, Spalte valid_from",
        "Richtig ist 2026-11-16.",
    ),
    ("units", "id,name,kind,valid_from\nU1,A,town,2026-02-30\n", "Zeile 2, Spalte valid_from", "ist kein Tag"),
    ("units", "id,name,kind,valid_from\nU1,A,town,20261116\n", "Zeile 2, Spalte valid_from", "ist kein Tag"),
    (
        "units",
        "id,name,kind,valid_from\nU1,A,town,1899-12-31\n",
        "Zeile 2, Spalte valid_from",
        "zwischen 1900 und 2100",
    ),
    ("units", "id,name,kind\nU1,A,town\nU2,B,ofice\n", "Zeile 3, Spalte kind", "Meinten Sie „office“?"),
    ("units", "id,name,kind\nU1,A,town\nU2,B,xyz\n", "Zeile 3, Spalte kind", "Möglich sind: town, council"),
    ("units", "id,name,kind\nU1,,town\n", "Zeile 2, Spalte name", "Hier muss etwas stehen."),
    ("units", f"id,name,kind\nU1,{'a' * 301},town\n", "Zeile 2, Spalte name", "Höchstens 300"),
    ("units", "id,name,kind\nU1,a\x1bb,town\n", "Zeile 2, Spalte name", "Steuerzeichen"),
    ("units", "id,name,kind\nU/1,A,town\n", "Zeile 2, Spalte id", "geht nicht als id"),
    ("units", "id,name,kind\n..,A,town\n", "Zeile 2, Spalte id", "geht nicht als id"),
    ("units", f"id,name,kind\n{'U' * 65},A,town\n", "Zeile 2, Spalte id", "Höchstens 64"),
    ("units", "id,name,kind\n ,A,town\n", "Zeile 2, Spalte id", "Hier muss etwas stehen."),
    ("units", "id,name,kind\nU1,A,town\nU1,B,office\n", "Zeile 3, Spalte id", "steht schon in Zeile 2"),
    (
        "units",
        "id,parent_id,name,kind\nU1,,A,town\nU2,U9,B,office\n",
        "Zeile 3, Spalte parent_id",
        "gibt es in units.csv nicht",
    ),
    (
        "units",
        "id,parent_id,name,kind\nU1,,A,town\nU2,U3,B,office\nU3,U2,C,office\n",
        "Zeile 3, Spalte parent_id",
        "im Kreis",
    ),
    ("units", "id,name,kind\nU1,A,town\nU2,B,town\n", "Zeile 3, Spalte kind", "Das ist schon „U1“"),
    (
        "units",
        "id,name,kind,valid_from,valid_until\nU1,A,town,2026-02-02,2026-02-01\n",
        "Zeile 2, Spalte valid_until",
        "vor dem",
    ),
    (
        "places",
        "id,name,kind,owner_unit_id,is_anchor\nL1,A,x,U01,ja\n",
        "Zeile 2, Spalte is_anchor",
        "1 für ja oder 0 für nein",
    ),
    (
        "places",
        "id,name,kind,owner_unit_id,capacity\nL1,A,x,U01,12.5\n",
        "Zeile 2, Spalte capacity",
        "keine ganze Zahl",
    ),
    ("places", "id,name,kind,owner_unit_id,capacity\nL1,A,x,U01,-1\n", "Zeile 2, Spalte capacity", "keine ganze Zahl"),
    (
        "places",
        "id,name,kind,owner_unit_id,capacity\nL1,A,x,U01,9999999999\n",
        "Zeile 2, Spalte capacity",
        "zwischen 0 und",
    ),
    (
        "posts",
        'id,unit_id,title,kind,hours_per_week\nS1,U01,A,elected,"19,5"\n',
        "Zeile 2, Spalte hours_per_week",
        "19.5.",
    ),
    (
        "posts",
        "id,unit_id,title,kind,hours_per_week\nS1,U01,A,elected,nan\n",
        "Zeile 2, Spalte hours_per_week",
        "keine Zahl",
    ),
    (
        "posts",
        "id,unit_id,title,kind,hours_per_week\nS1,U01,A,elected,169\n",
        "Zeile 2, Spalte hours_per_week",
        "0 und 168",
    ),
    ("tasks", TASKS + "T2,B,U02,senioren,single,open\n", "Zeile 3, Spalte area", "Meinten Sie „seniors“?"),
    ("tasks", TASKS.replace("open", "opne"), "Zeile 2, Spalte status", "Meinten Sie „open“?"),
    (
        "tasks",
        TASK_PLAN + "T1,A,U01,seniors,single,open,2026-11-16 18:30,\n",
        "Zeile 2, Spalte start",
        "2026-11-16T18:30",
    ),
    (
        "tasks",
        TASK_PLAN + "T1,A,U01,seniors,single,open,,FREQ=DAILY\n",
        "Zeile 2, Spalte rrule",
        "nur mit kind = recurring",
    ),
    ("tasks", TASK_PLAN + "T1,A,U01,seniors,recurring,open,,FREQ=SOMETIMES\n", "Zeile 2, Spalte rrule", "FREQ"),
    (
        "tasks",
        "id,title,unit_id,area,kind,status,pot_ids\nT1,A,U01,seniors,single,open,B1\n",
        "Zeile 2, Spalte pot_ids",
        "B1",
    ),
    (
        "appointments",
        "id,person_id,target_kind,target_id,kind\nA1,P1,post,S1,lead\n",
        "Zeile 2, Spalte target_id",
        "posts.csv",
    ),
    (
        "rules",
        RULES + "no-rule,S1,post,1,A,B\n",
        "Zeile 2, Spalte id",
        "nicht",
    ),
    (
        "rules",
        RULES + "post-vacant,S1,unit,1,A,B\n",
        "Zeile 2, Spalte subject_kind",
        "„post“",
    ),
    (
        "rules",
        RULES + "post-vacant,S1,post,4,A,B\n",
        "Zeile 2, Spalte severity",
        "1 und 3",
    ),
    (
        "measures",
        MEASURES + "M1,A,S1,P1,open,2026-01-01,post-vacant,S9\n",
        "Zeile 2, Spalte subject_id",
        "posts.csv nicht",
    ),
    ("measures", MEASURES + "M1,A,S1,P1,open,2026-01-01,post-vacant,\n", "Zeile 2, Spalte subject_id", "worum"),
    ("measures", MEASURES + "M1,A,S1,P1,open,2026-01-01,,S9\n", "Zeile 2, Spalte rule_id", "Regel"),
    (
        "measures",
        MEASURES + "M1,A,S1,P1,open,2026-01-01,consensus-paper-missing,U1\n",
        "Zeile 2, Spalte subject_id",
        "Richtig ist „U01“",
    ),
    ("meta", "key,value\ntown_id,../etc\n", "Zeile 2, Spalte value", "geht nicht als id"),
    ("meta", "key,value\ncouncil_term_start,2024\n", "Zeile 2, Spalte value", "ist kein Tag"),
    (
        "meta",
        "key,value\ncouncil_term_start,2024-01-01\ncouncil_term_end,2023-01-01\n",
        "Zeile 3, Spalte value",
        "vor ihrem",
    ),
    ("meta", "key,value\ndata_version,1\n", "Zeile 2, Spalte key", "selbst"),
]


@pytest.mark.parametrize(("name", "content", "place", "words"), CELLS)
def test_a_wrong_cell_is_named_with_line_and_column_and_what_is_right(
    tmp_path: Path, name: str, content: str, place: str, words: str
) -> None:
    (fault,) = faults(write_town(tmp_path, people=PEOPLE, **{name: content}))
    assert fault.startswith(f"{name}.csv, {place}: ")
    assert words in fault


LAYOUTS = [
    ("", "leer"),
    ("id,name\n", "„kind“ fehlt"),
    ("id,name,kind,kind\n", "„kind“ kommt mehrmals vor"),
    ("id,nam,kind\n", "„nam“ gibt es hier nicht. Meinten Sie „name“?"),
    ("id,name,kind,colour\n", "„colour“ gibt es hier nicht."),
    ("id,name,kind,\n", "Spalte 4 hat keinen Namen"),
    ("id\tname\tkind\nU1\tA\ttown\n", "Tabulatoren"),
    ("a," * 101, "keine Kopfzeile"),
    ("id,name,kind\nU1,A,town,x\n", "Zeile 2: Die Zeile hat 4 Felder. Es müssen 3 sein"),
    ("id,name,kind\nU1,A\n", "Zeile 2: Die Zeile hat 2 Felder. Es müssen 3 sein"),
    ('id,name,kind\nU1,"A,town\n', "Zeile 2: Hier fehlt ein Anführungszeichen"),
    ("id,name,kind\n", "Hier gibt es keine."),
]


@pytest.mark.parametrize(("content", "words"), LAYOUTS)
def test_a_wrong_layout_is_named_with_what_is_right(tmp_path: Path, content: str, words: str) -> None:
    assert any(words in fault for fault in faults(write_town(tmp_path, units=content)))


def test_all_faults_of_all_files_come_at_once(tmp_path: Path) -> None:
    folder = write_town(tmp_path, people="id,given_name\nP1,A\n", tasks=TASKS.replace("U02", "U99"), places=b"\0")
    assert [fault.split(":")[0] for fault in faults(folder)] == [
        "people.csv, Zeile 1",
        "places.csv",
        "tasks.csv, Zeile 2, Spalte unit_id",
    ]


def test_a_broken_file_does_not_make_the_references_to_it_wrong(tmp_path: Path) -> None:
    folder = write_town(tmp_path, units='id,name,kind\nU01,"A,town\n', tasks=TASKS)
    assert len(faults(folder)) == 1


def test_a_row_with_a_field_too_many_does_not_make_the_references_to_it_wrong(tmp_path: Path) -> None:
    folder = write_town(tmp_path, units=UNITS.replace("office", "office,x"), tasks=TASKS.replace("seniors", "x"))
    assert [fault.split(":")[0] for fault in faults(folder)] == [
        "tasks.csv, Zeile 2, Spalte area",
        "units.csv, Zeile 3",
    ]


def test_many_faults_are_counted_and_the_first_shown(tmp_path: Path) -> None:
    lines = faults(write_town(tmp_path, people="id,given_name,family_name\n" + "P1,,\n" * 400))
    assert len(lines) == MOST_SHOWN + 1
    assert lines[-1] == "… und 999 weitere Fehler."


def test_a_file_of_nothing_but_faults_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_FAULTS", 10)
    lines = faults(write_town(tmp_path, people="id,given_name,family_name\n" + ",A,B\n" * 400))
    assert len(lines) == 11
    assert "Rest nicht geprüft" in lines[-1]


def test_a_file_with_more_rows_than_any_town_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 1)
    assert "mehr als 1 Zeilen" in faults(write_town(tmp_path))[0]


def test_a_fault_is_one_line_whatever_stands_in_the_cell(tmp_path: Path) -> None:
    (fault,) = faults(write_town(tmp_path, units=UNITS.replace("office", '"off\x1b[2J\nice"')))
    assert fault.isprintable()


def test_a_folder_without_any_file_of_a_town_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text("a,b\n")
    assert "keine Datei einer Stadt" in faults(tmp_path)[0]
    assert "gibt es nicht" in faults(tmp_path / "missing")[0]


def test_a_file_where_the_folder_should_be_is_refused() -> None:
    assert "gibt es nicht" in faults(WEISSWALD / "units.csv")[0]


def test_a_foreign_file_and_a_start_beside_its_rule_are_only_warned_of(tmp_path: Path) -> None:
    task = TASK_PLAN + "T1,A,U01,seniors,recurring,open,2026-11-16T09:00,FREQ=WEEKLY;BYDAY=TU\n"
    folder = write_town(tmp_path, tasks=task, notes="x\n", expected_gaps="x\n")
    assert [warning.file for warning in check_folder(folder).warnings] == ["notes.csv", "tasks.csv"]


def test_missing_files_of_the_pack_are_the_built_in_ones_and_others_have_no_rows(tmp_path: Path) -> None:
    town = check_folder(write_town(tmp_path))
    assert {name: len(table.rows) for name, table in town.tables.items() if table.rows} == {
        "meta": 2,
        "areas": 14,
        "questions": 22,
        "rules": 50,
        "actions": 132,
        "units": 2,
    }


def test_a_missing_meta_is_named_after_the_root(tmp_path: Path) -> None:
    assert check_folder(write_town(tmp_path)).settings == {"town": "Stadt Kleinow", "town_id": "U01"}


def test_a_rule_that_the_folder_leaves_out_is_built_in_and_so_is_its_question(tmp_path: Path) -> None:
    rules = RULES + "post-vacant,X1,post,1,Leer,Empty\n"
    questions = "id,group,number,text_de,text_en\nX1,structural,1,A?,B?\n"
    town = check_folder(write_town(tmp_path, rules=rules, questions=questions))
    assert town.tables["rules"].rows["post-vacant"][5] == "Leer"
    assert (len(town.tables["rules"].rows), len(town.tables["questions"].rows)) == (50, 23)


def test_questions_of_the_towns_own_without_rules_keep_those_that_the_built_in_rules_ask(tmp_path: Path) -> None:
    town = check_folder(write_town(tmp_path, questions="id,group,number,text_de,text_en\nX1,structural,1,A?,B?\n"))
    assert (len(town.tables["rules"].rows), len(town.tables["questions"].rows)) == (50, 23)


def test_several_roots_are_fine(tmp_path: Path) -> None:
    assert check_folder(write_town(tmp_path, units=UNITS + "U03,,Verein,association\n")).warnings == []


def test_lists_are_ordered_sets_of_trimmed_texts(tmp_path: Path) -> None:
    people = "id,given_name,family_name,skills\nP1,A,B, Nähen ;; Rechnen;Nähen\n"
    row = check_folder(write_town(tmp_path, people=people)).tables["people"].rows["P1"]
    assert ("Nähen", "Rechnen") in row


def test_further_states_of_the_app_are_accepted(tmp_path: Path) -> None:
    assignments = "id,task_id,person_id,status\nG1,T1,P1,seeking_stand_in\nG2,T1,P2,declined\n"
    tasks = TASKS.replace("open", "draft")
    assert check_folder(write_town(tmp_path, people=PEOPLE, tasks=tasks, assignments=assignments)).warnings == []


def test_weisswald_has_no_fault_and_nothing_odd() -> None:
    assert check_folder(WEISSWALD).warnings == []
