"""PostgreSQL says the same as SQLite: gaps, words, evidence, the checklist."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from ks_board.checklist.proofs import find_proofs
from ks_board.checklist.queries import list_newest_answers
from ks_board.core.db import db
from ks_board.exchange.importer import import_folder
from ks_board.gaps.branches import fold_empty_branches, list_units
from ks_board.gaps.describe import describe
from ks_board.gaps.evidence import find_evidence
from ks_board.gaps.queries import find_gaps
from ks_board.gaps.what_hangs import find_losses, rank
from ks_board.people.models import Person
from tests.conftest import NOW, WEISSWALD
from tests.gaps.maker import ON


def everything() -> dict[str, Any]:
    """Return all that pages say about gaps and checklist, without the ids inside the database."""
    gaps = find_gaps(ON)
    answers = list_newest_answers().values()
    return {
        "gaps": [
            (line.gap.rule.ref, line.gap.subject_ref, line.label, line.page, line.unit_name, line.since)
            for line in describe(gaps, ON, sees_names=True)
        ],
        "branches": fold_empty_branches(gaps, list_units())[1],
        "evidence": find_evidence(ON),
        "answers": sorted((row.answered_on, row.comment) for row in answers),
        "ranking": rank(find_losses(ON), most=1000),
        "proofs": find_proofs({row.evidence for row in answers if row.evidence}),
    }


@pytest.mark.parametrize("town", ["weisswald", "examples"])
def test_postgresql_says_the_same_as_sqlite(
    in_postgres: Flask, weisswald: Flask, examples_app: Flask, examples_folder: tuple[Path, object], town: str
) -> None:
    folder, app = {"weisswald": (WEISSWALD, weisswald), "examples": (examples_folder[0], examples_app)}[town]
    import_folder(folder, now=NOW)

    on_postgresql = everything()

    with app.app_context():
        assert on_postgresql == everything()


def test_people_may_be_thought_away_on_postgresql(in_postgres: Flask) -> None:
    import_folder(WEISSWALD, now=NOW)
    people = select(Person.id).where(Person.ref.in_(["P001", "P028"]))
    without = set(db.session.scalars(people))

    lines = describe(find_gaps(ON, without=without), ON, sees_names=True, without=without)

    assert sum(line.gap.rule.ref == "appointment-person-left" for line in lines) > 3
