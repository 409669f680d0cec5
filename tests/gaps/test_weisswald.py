"""Weißwald has exactly the gaps that its makers wrote down."""

import csv
from pathlib import Path

from flask import Flask

from ks_board.exchange.importer import import_folder
from ks_board.gaps.queries import Gap, find_gaps
from tests.conftest import NOW, WEISSWALD
from tests.gaps.maker import ON

EXPECTED = Path(__file__).with_name("expected_gaps.csv")
Key = tuple[str, str, str, str]


def expected() -> list[Key]:
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        return [
            (row["rule_id"], row["subject_kind"], row["subject_id"], row["question_id"]) for row in csv.DictReader(file)
        ]


def key(gap: Gap) -> Key:
    return gap.rule.ref, gap.kind.value, gap.subject_ref, gap.question_ref


def test_gaps_are_those_written_down(in_weisswald: Flask) -> None:
    assert [key(gap) for gap in find_gaps(ON)] == expected()


def test_gaps_are_the_same_on_postgresql(in_postgres: Flask) -> None:
    import_folder(WEISSWALD, now=NOW)

    assert [key(gap) for gap in find_gaps(ON)] == expected()
