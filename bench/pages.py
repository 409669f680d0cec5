"""G1, G3 and G6: how long pages take, beside a hello on the same server."""

from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from urllib.parse import urlencode

from sqlalchemy import func, select
from werkzeug.test import EnvironBuilder, run_wsgi_app

from bench.client import Client, WrongAnswer
from bench.hello import create_hello
from bench.programs import board, floor
from bench.scale import Scale
from bench.table import Figure
from bench.timing import Call, median, milliseconds, percentile, side_by_side
from bench.towns import Town, cookie, sign_in, town
from ks_board.core.db import db
from ks_board.tasks.cards import MOST as PAGE
from ks_board.tasks.models import LIVE_TASK, Task

BOARD = "/aufgaben"
BLOCK = 20


def measure_board(scale: Scale) -> Iterator[Figure]:
    """Measure the board of a signed-in coordinator over HTTP on both servers, and without a server."""
    with town(tasks=scale.tasks[0]) as made:
        session = cookie(sign_in(made.app()))
        yield from _over_http(made, session, scale)
        yield from _in_process(made, session, scale)


def _over_http(made: Town, session: str, scale: Scale) -> Iterator[Figure]:
    for goal, processes in (("board-http", 1), ("board-gunicorn", 2)):
        with ExitStack() as open_now:
            hello = open_now.enter_context(floor("hello", processes=processes))
            served = open_now.enter_context(board(made.instance, processes=processes))
            calls = {
                "hello": _asking(open_now.enter_context(Client(hello.port)), "/"),
                "board": _asking(open_now.enter_context(Client(served.port, session)), BOARD),
            }
            times = side_by_side(calls, rounds=scale.requests // BLOCK, block=BLOCK)
        yield _beside(goal, times["board"], times["hello"])
        if processes == 1:
            middle, late = median(times["board"]), percentile(times["board"], 0.99)
            yield Figure("tail", late / middle, f"{milliseconds(late)} / {milliseconds(middle)}")


def _in_process(made: Town, session: str, scale: Scale) -> Iterator[Figure]:
    calls: dict[str, Call] = {}
    for name, app, path in (("hello", create_hello(), "/"), ("board", made.app(), BOARD)):
        environ = EnvironBuilder(path, headers=[("Cookie", session), ("Host", "127.0.0.1")]).get_environ()
        calls[name] = partial(run_wsgi_app, app.wsgi_app, environ, buffered=True)
        if not str(run_wsgi_app(app.wsgi_app, environ)[1]).startswith("200"):
            raise WrongAnswer(f"{path} did not answer 200 in process")
    times = side_by_side(calls, rounds=scale.requests // BLOCK, block=BLOCK)
    yield _beside("board-in-process", times["board"], times["hello"])


def measure_growth(scale: Scale) -> Iterator[Figure]:
    """Measure the same pages with few and with very many tasks, side by side."""
    few, many = scale.tasks[0], scale.tasks[-1]
    with ExitStack() as open_now:
        calls: dict[str, Call] = {}
        for size in (few, many):
            made = open_now.enter_context(town(tasks=size))
            client = Client(open_now.enter_context(board(made.instance)).port, cookie(sign_in(made.app())))
            open_now.enter_context(client)
            calls |= {f"{name} {size}": _asking(client, path) for name, path in _pages(made).items()}
        times = side_by_side(calls, rounds=max(1, scale.requests // 200), block=BLOCK)
    for name in ("board", "page", "task", "search"):
        yield _beside(f"grow-{name}", times[f"{name} {many}"], times[f"{name} {few}"])


def _pages(made: Town) -> dict[str, str]:
    """Return the measured addresses: the page is at 30 % of the depth, the search finds one task of Weißwald."""
    with made.app().app_context():
        live = db.session.scalars(select(func.count(Task.id)).where(Task.status.in_(LIVE_TASK))).one()
        ref, title = db.session.execute(select(Task.ref, Task.title).where(Task.status.in_(LIVE_TASK)).limit(1)).one()
    return {
        "board": BOARD,
        "page": f"{BOARD}?seite={1 + live * 3 // 10 // PAGE}",
        "task": f"{BOARD}/{ref}",
        "search": f"{BOARD}?{urlencode({'q': title.split()[0]})}",
    }


def _asking(client: Client, path: str) -> Call:
    """Return a call that asks for a page whose first answer was right."""
    client.get(path)
    return partial(client.send, client.request(path))


def _beside(goal: str, times: list[float], floor_times: list[float]) -> Figure:
    one, other = median(times), median(floor_times)
    return Figure(goal, one / other, f"{milliseconds(one)} / {milliseconds(other)}")
