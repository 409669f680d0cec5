"""The statements of each page that shows gaps; their number does not grow with the town."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event

from ks_board.core.db import db
from ks_board.exchange.importer import import_folder
from ks_board.exchange.scale import scale_folder
from ks_board.gaps.hanging import HANGING
from ks_board.gaps.queries import find_gaps
from tests.conftest import NOW, PEOPLE, WEISSWALD, make_accounts, make_app, signed_in
from tests.gaps.maker import ON

COORDINATOR = next(role for role in PEOPLE if role.value == "coordinator")
FRAME = 2  # The account and the name of the town.
OPTIONS = 3  # Questions, areas, units.
GAPS = 4  # Rules, settings, all conditions, measures.
LOSSES = 2 + len(HANGING)  # Rules, settings; what hangs on whom by each rule.
HELD = 14  # Tandems; tasks, keys, posts and responsibilities with their people; who is near; what pots pay for.
BRANCHES = 1  # Units with people.
WORDS = 5  # Settings, labels, units, spells, decisions.
EVIDENCE = 3  # Rules, settings, all counts.
TO_FINISH = 2 + GAPS  # Measures at work, rules; whether the gaps of these rules are still there.
ADDRESSES = [
    ("/luecken", FRAME + OPTIONS + GAPS + BRANCHES + WORDS),
    ("/luecken?gruppe=einheit", FRAME + OPTIONS + GAPS + BRANCHES + WORDS),
    ("/luecken?frage=S4", FRAME + OPTIONS + GAPS + BRANCHES + WORDS),
    ("/luecken/woran", FRAME + LOSSES + 2),  # And names of people and of pots.
    # And what the refs mean, how many people there are and are still here, the questions.
    ("/luecken/ohne?ohne=P028", FRAME + 4 + 2 * GAPS + WORDS + HELD),
    ("/checkliste", FRAME + 2 + GAPS + 1 + BRANCHES + EVIDENCE),  # And questions, answers; units.
    ("/checkliste/S4", FRAME + 2 + GAPS + 1 + BRANCHES + WORDS + EVIDENCE + 2 + TO_FINISH),  # And proofs, measures.
    ("/runder-tisch?frage=S4", FRAME + 5 + GAPS + 1 + BRANCHES + WORDS + EVIDENCE),  # And questions, answers; units.
    # And rules, gaps of the last working day, decisions twice, units; the ten other sections of the day; calls.
    ("/heute", FRAME + 1 + 2 * GAPS + 2 + 1 + BRANCHES + WORDS + 10 + TO_FINISH + 1),
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


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """Collect the statements meanwhile."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def statements(app: Flask, address: str) -> int:
    """Return how many statements a coordinator's request takes."""
    browser = signed_in(app, COORDINATOR)
    with counted(app) as sent:
        assert browser.get(address).status_code == 200
    return len(sent)


@pytest.mark.parametrize(("address", "number"), ADDRESSES)
def test_number_of_statements(weisswald: Flask, three_times_weisswald: Flask, address: str, number: int) -> None:
    assert statements(weisswald, address) == statements(three_times_weisswald, address) == number


def test_gaps_are_found_in_four_statements(three_times_weisswald: Flask) -> None:
    with three_times_weisswald.app_context(), counted(three_times_weisswald) as sent:
        find_gaps(ON)

    assert len(sent) == GAPS
