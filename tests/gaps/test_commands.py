"""The commands `gaps` and `checklist`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from ks_board.gaps.commands import checklist_command, gaps_command, what_hangs_command
from tests.gaps.questions import QUESTIONS
from tests.gaps.test_weisswald import EXPECTED


def run(command: object, *arguments: str) -> Result:
    result = CliRunner().invoke(command, arguments, catch_exceptions=False)  # type: ignore[arg-type]
    assert result.exit_code == 0
    return result


def as_lines(path: Path) -> list[str]:
    return [",".join(line.split(",")[:4]) for line in path.read_text(encoding="utf-8").splitlines()]


def test_csv_is_what_the_makers_of_weisswald_wrote_down(in_weisswald: Flask) -> None:
    result = run(gaps_command, "--format", "csv", "--on", "2026-11-16")

    assert result.stdout.splitlines() == as_lines(EXPECTED)


def test_the_day_is_today_unless_told(in_weisswald: Flask) -> None:
    assert run(gaps_command, "--format", "csv").stdout.splitlines() == as_lines(EXPECTED)


def test_json_says_who_what_and_since_when(in_weisswald: Flask) -> None:
    gaps = json.loads(run(gaps_command, "--format", "json").stdout)

    assert gaps[1] == {
        "rule_id": "post-vacant",
        "subject_kind": "post",
        "subject_id": "S12",
        "question_id": "S2",
        "severity": 3,
        "since": "2020-01-01",
        "title": "Stelle oder Amt ist nicht besetzt",
        "subject": "Assistenz der Koordinierungsstelle",
        "unit_id": "U12",
        "action": "Ausschreiben, Vertretung eintragen oder Stelle schließen",
        "measure_id": None,
    }


def test_table_has_a_line_for_each_gap_and_one_for_their_number(in_weisswald: Flask) -> None:
    lines = run(gaps_command).stdout.splitlines()

    assert lines[0].split() == ["question", "severity", "since", "rule", "subject"]
    assert lines[2].split(maxsplit=4) == [
        "S2",
        "3",
        "2020-01-01",
        "post-vacant",
        "S12 Assistenz der Koordinierungsstelle",
    ]
    assert lines[-1] == "128 gaps"
    assert len(lines) == 1 + 128 + 1


def test_units_and_pots_may_be_thought_away(in_weisswald: Flask) -> None:
    without = run(gaps_command, "--format", "csv", "--without", "U12,B01").stdout.splitlines()

    assert "post-vacant,post,S12,S2" not in without
    assert "recurring-temporary-money,task,T05,U1" in without


def test_what_hangs_prints_whose_loss_opens_most(in_weisswald: Flask) -> None:
    result = CliRunner().invoke(what_hangs_command, ["--most", "2", "--format", "csv"])

    assert result.stdout.splitlines() == [
        "kind,id,severity_3,severity_2,severity_1,name",
        "person,P028,20,0,0,Petra Dörfel",
        "person,P024,17,6,0,Lutz Zschoche",
    ]


def test_people_may_be_thought_away(in_weisswald: Flask) -> None:
    refs = run(gaps_command, "--format", "csv", "--without", "P028, P001").stdout

    assert "appointment-person-left" in refs
    assert len(refs.splitlines()) > 1 + 128


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--on", "2026-02-30"], "--on is '2026-02-30'; it must be a day such as 2026-12-24."),
        (["--on", "1899-12-31"], "--on is '1899-12-31'; years run from 1900 to 2100."),
        (["--without", "P001,P999"], "There is no person, unit or pot P999."),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence(in_weisswald: Flask, arguments: list[str], sentence: str) -> None:
    result = CliRunner().invoke(gaps_command, arguments)

    assert str(result.exception) == sentence


def test_checklist_has_every_question_with_answer_evidence_and_gaps(in_weisswald: Flask) -> None:
    questions = {row["question_id"]: row for row in json.loads(run(checklist_command, "--format", "json").stdout)}

    assert list(questions) == QUESTIONS
    assert questions["S4"] == {
        "question_id": "S4",
        "group": "structural",
        "number": "4",
        "text": "Ist verbindlich verteilt, wer Verantwortung trägt und wer zuständig ist (Organigramm)?",
        "answer": "partly",
        "answered_on": "2026-09-10",
        "comment": "Organigramm ist eingetragen, Lücken sind bekannt",
        "evidence": "80 von 90 Zuständigkeiten haben eine Leitung und eine Vertretung.",
        "part": 80,
        "whole": 90,
        "gaps": {"3": 7, "2": 8, "1": 4},
    }
    assert questions["U4"]["answer"] is None


def test_checklist_as_a_table_has_a_line_for_each_question(in_weisswald: Flask) -> None:
    lines = run(checklist_command).stdout.splitlines()

    assert lines[0].split(maxsplit=3)[:3] == ["S1", "partly", "0/1/0"]
    assert lines[-1] == "22 answers; gaps by severity 3/2/1"
