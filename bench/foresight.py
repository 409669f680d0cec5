"""What looks back and ahead: the snapshot of a day, trend, report, what-if, the coming months, ten calls, drafts."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from flask import Flask
from flask.testing import FlaskClient

from bench import programs
from bench.client import WrongAnswer
from bench.scale import Scale
from bench.table import Figure
from bench.timing import Call, median, seconds
from bench.towns import sign_in, town
from ks_board.core.db import db, writing
from ks_board.gaps.history_taking import estimate, take_snapshot
from ks_board.organigram.scenario_edit import add_scenario, add_step
from ks_board.organigram.scenario_models import StepVerb

DAY = date.fromisoformat(programs.TODAY)
AT_NIGHT = datetime.combine(DAY, time(1), UTC)
PAGES = {
    "trend": "/luecken/verlauf",
    "report": "/bericht",
    "report-pdf": "/bericht.pdf",
    "what-if": "/luecken/ohne?ohne=P028",
    "coming": "/vorschau",
    "calls": "/anrufe",
    "api-units": "/api/v1/units",
    "start-page": "/",
}
LARGE = ("report", "coming", "calls", "api-units")
"""What is asked in the large town as well."""


def measure_foresight(scale: Scale) -> Iterator[Figure]:
    """Measure the night's snapshot and each page as the coordinator asks for it, without a server."""
    with town(scale.copies[0]) as made:
        app = made.app()
        yield Figure("snapshot-1", _median(partial(_snapshot, app), scale.repeats) * 1000)
        _look_back(app)
        client = sign_in(app)
        for name, path in (PAGES | {"scenario": f"/entwuerfe/{_draft(app)}"}).items():
            yield Figure(f"{name}-1", _median(_asking(client, path), scale.repeats) * 1000)
    with town(scale.copies[-1]) as made:
        app = made.app()
        yield Figure("snapshot-100", seconds(partial(_snapshot, app)))
        client = sign_in(app)
        for name in LARGE:
            yield Figure(f"{name}-100", _median(_asking(client, PAGES[name]), min(3, scale.repeats)))


def _snapshot(app: Flask) -> None:
    """Note the gaps of the day as if it were the first."""
    with app.app_context(), writing():
        take_snapshot(DAY, now=AT_NIGHT)
        db.session.rollback()


def _look_back(app: Flask) -> None:
    """Give the trend a year to show, as the demonstration has it."""
    with app.app_context(), writing():
        estimate([DAY - timedelta(days=30 * number) for number in range(12, 0, -1)], now=AT_NIGHT)
        take_snapshot(DAY, now=AT_NIGHT)
        db.session.commit()


def _draft(app: Flask) -> str:
    """Write a draft that merges two offices and renames one, and return its ref."""
    with app.app_context(), writing():
        draft = add_scenario(title="Neue Ordnung", note=None, by=None, on=DAY)
        add_step(draft, StepVerb.MERGE_UNITS, {"row": "U13", "into": "U17"}, on=DAY)
        add_step(draft, StepVerb.CHANGE_UNIT, {"row": "U11", "values": {"name": "Pressestelle"}}, on=DAY)
        ref = draft.ref
        db.session.commit()
        return ref


def _asking(client: FlaskClient, path: str) -> Call:
    """Return a call that asks for a page whose first answer was right."""
    answer = client.get(path)
    if answer.status_code != 200:
        raise WrongAnswer(f"{path} answered {answer.status_code}")
    return partial(client.get, path)


def _median(call: Callable[[], object], repeats: int) -> float:
    return median([seconds(call) for _ in range(repeats)])
