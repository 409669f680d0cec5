"""The conditions against a naive recount over the CSV files, which shares no code with them."""

import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from ks_board.core.db import db
from ks_board.exchange.importer import import_folder
from ks_board.gaps.queries import find_gaps
from ks_board.gaps.since import days_since
from ks_board.people.models import Person
from ks_board.town.queries import find_day
from tests.conftest import NOW
from tests.gaps.recount import recount, recount_since
from tests.gaps.test_weisswald import key
from tests.towns import make_town

TOWNS, TOWNS_WITH_DAYS = 200, 8
STEPS = (-400, -31, -1, 1, 7, 60)


def people() -> dict[str, int]:
    """Return the ids of all people by ref."""
    return {row.ref: row.id for row in db.session.execute(select(Person.ref, Person.id).order_by(Person.ref))}


def days_and_absences(dice: random.Random, on: date, refs: list[str]) -> list[tuple[date, frozenset[str]]]:
    """Return the reference day, a day near to it and one far away, the first also without some people."""
    some = frozenset(dice.sample(refs, min(3, len(refs))))
    others = on + timedelta(dice.choice(STEPS)), on + timedelta(dice.randint(-2000, 2000))
    return [(on, frozenset()), (on, some), *((other, frozenset()) for other in others)]


@pytest.mark.parametrize("seed", range(TOWNS))
def test_a_random_town_has_the_gaps_that_a_recount_finds(seed: int, in_empty: Flask, tmp_path: Path) -> None:
    reference_day = make_town(seed, tmp_path)
    import_folder(tmp_path, now=NOW)
    ids = people()

    for on, without in days_and_absences(random.Random(seed), reference_day, list(ids)):
        found = [key(gap) for gap in find_gaps(on, without=[ids[ref] for ref in without])]
        assert len(found) == len(set(found))
        assert set(found) == recount(tmp_path, on, without), (on, without)


@pytest.mark.parametrize("seed", range(TOWNS_WITH_DAYS))
def test_gaps_of_a_random_town_last_as_long_as_a_recount_finds(seed: int, in_empty: Flask, tmp_path: Path) -> None:
    on = make_town(seed, tmp_path)
    import_folder(tmp_path, now=NOW)
    gaps = find_gaps(on)

    days = days_since(gaps, on, term_start=find_day("council_term_start"))

    assert dict(zip(map(key, gaps), days, strict=True)) == recount_since(tmp_path, on)
