"""The statements of each page that shows gaps; their number does not grow with the town."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from ks_board.core.db import db
from ks_board.exchange.importer import import_folder
from ks_board.exchange.scale import scale_folder
from ks_board.gaps.hanging import HANGING
from ks_board.gaps.queries import find_gaps
from tests.conftest import NOW, PEOPLE, WEISSWALD, make_accounts, make_app, signed_in
from tests.gaps.maker import ON
from tests.statements import counted

COORDINATOR = next(role for role in PEOPLE if role.value == "coordinator")
FRAME = 2  # The account and the name of the town.
OPTIONS = 3  # Questions, areas, units.
KNOWN = 3  # Rules, settings, measures: each once, however often a page looks for gaps.
GAPS = 1  # All conditions.
UNITS = 1
BRANCHES = 1  # Units with people.
WORDS = 4  # Labels, units, spells, decisions.
EVIDENCE = 1  # All counts.
AGAIN = 4  # The newest answers, what they knew, lives of gaps, the last snapshot.
TREND = 1  # The days that are known.
TO_FINISH = 1 + GAPS  # Measures at work; whether the gaps of their rules are still there.
LOSSES = 2 + len(HANGING)  # Rules, settings; what hangs on whom by each rule.
HELD = 14  # Tandems; tasks, keys, posts and responsibilities with their people; who is near; what pots pay for.
COUNTED = KNOWN + GAPS + UNITS + BRANCHES
ADDRESSES = [
    ("/luecken", FRAME + OPTIONS + KNOWN + GAPS + BRANCHES + WORDS),
    ("/luecken?gruppe=einheit", FRAME + OPTIONS + KNOWN + GAPS + BRANCHES + WORDS),
    ("/luecken?frage=S4", FRAME + OPTIONS + KNOWN + GAPS + BRANCHES + WORDS),
    ("/luecken/woran", FRAME + LOSSES + 2),  # And names of people and of pots.
    # And what the refs mean, how many people there are and are still here, the questions.
    ("/luecken/ohne?ohne=P028", FRAME + 4 + KNOWN + 2 * GAPS + WORDS + HELD),
    ("/checkliste", FRAME + 2 + COUNTED + EVIDENCE + AGAIN),  # And checklists, questions.
    # And the question, its answers, proofs and measures.
    ("/checkliste/S4", FRAME + 4 + COUNTED + WORDS + EVIDENCE + AGAIN + TREND + TO_FINISH),
    # And questions, this one twice, its answers, the answer of today; what is to answer again also before today.
    ("/runder-tisch?frage=S4", FRAME + 5 + COUNTED + WORDS + EVIDENCE + 2 * AGAIN),
    # And urgent gaps of now and of the last working day, what comes back; the ten other sections; questions; calls.
    ("/heute", FRAME + COUNTED + 2 * GAPS + 1 + WORDS + AGAIN + TO_FINISH + 10 + 2),
]


@pytest.fixture(scope="module")
def three_times_weisswald(instances: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Return the app with a town of three times the rows."""
    folder = tmp_path_factory.mktemp("three")
    scale_folder(WEISSWALD, folder, 3)
    app = make_app(instances / "three")
    shutil.copy(instances / "template" / "board.sqlite", instances / "three")
    with app.app_context():
        import_folder(folder, now=NOW)
        make_accounts()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def statements(app: Flask, address: str) -> int:
    """Return how many statements a coordinator's request takes."""
    browser = signed_in(app, COORDINATOR)
    with counted(app) as sent:
        assert browser.get(address).status_code == 200
    return len(sent)


@pytest.mark.parametrize(("address", "number"), ADDRESSES)
def test_number_of_statements(weisswald: Flask, three_times_weisswald: Flask, address: str, number: int) -> None:
    assert statements(weisswald, address) == statements(three_times_weisswald, address) == number


def test_gaps_are_found_in_four_statements_and_again_in_one(three_times_weisswald: Flask) -> None:
    with three_times_weisswald.app_context(), counted(three_times_weisswald) as sent:
        find_gaps(ON)
        assert len(sent) == KNOWN + GAPS
        find_gaps(ON)
        assert len(sent) == KNOWN + 2 * GAPS
