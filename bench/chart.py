"""G5 and G5b: the organigram of a large town, kept, drawn anew, and asked for by many at once."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from bench.client import Answer, Client
from bench.programs import board, floor
from bench.scale import Scale
from bench.table import Figure
from bench.timing import Call, median, milliseconds, seconds, side_by_side
from bench.towns import Town, town

PICTURE = "/organigramm.svg"
AT_ONCE = 20


def measure_chart(scale: Scale) -> Iterator[Figure]:
    """Ask for the overview: kept, unchanged, not kept yet, and not kept yet by twenty people at once."""
    with ExitStack() as open_now:
        made = open_now.enter_context(town(scale.chart_copies))
        started = made.instance / "started"
        served = open_now.enter_context(board(made.instance, note=started))
        hello = open_now.enter_context(Client(open_now.enter_context(floor("hello")).port))
        client = open_now.enter_context(Client(served.port))
        times = side_by_side(_kept(hello, client), rounds=max(1, scale.requests // 100))
        cold = median([_cold(made, client) for _ in range(scale.repeats)])
        clients = [open_now.enter_context(Client(served.port)) for _ in range(AT_ONCE)]
        runs, last = _rush(made, clients, started)
    kept, same, floor_time = (median(times[name]) for name in ("kept", "same", "hello"))
    yield Figure("chart-cached", cold / kept, f"{milliseconds(cold)} / {milliseconds(kept)}")
    yield Figure("chart-304", same / floor_time, f"{milliseconds(same)} / {milliseconds(floor_time)}")
    yield Figure("chart-processes", runs)
    yield Figure("chart-flight", last / cold, f"{milliseconds(last)} / {milliseconds(cold)}")


def _kept(hello: Client, client: Client) -> dict[str, Call]:
    asked = {"Accept-Encoding": "gzip"}
    known = asked | {"If-None-Match": client.get(PICTURE, asked).headers["etag"]}
    client.get(PICTURE, known, expect=304)
    return {
        "hello": partial(hello.send, hello.request("/")),
        "kept": partial(client.send, client.request(PICTURE, asked)),
        "same": partial(client.send, client.request(PICTURE, known)),
    }


def _cold(made: Town, client: Client) -> float:
    _forget(made)
    return seconds(lambda: client.get(PICTURE))


def _rush(made: Town, clients: list[Client], started: Path) -> tuple[int, float]:
    """Return how often the drawing program ran for all together, and how long the slowest answer took."""
    _forget(made)
    started.unlink()
    start, times = threading.Barrier(len(clients)), []

    def ask(client: Client) -> None:
        start.wait()
        times.append(seconds(lambda: answers.append(client.get(PICTURE))))

    answers: list[Answer] = []
    threads = [threading.Thread(target=ask, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(answers) != len(clients):
        raise RuntimeError("not all of the requests at once were answered")
    return len(started.read_text().splitlines()), max(times)


def _forget(made: Town) -> None:
    """Throw all kept pictures away."""
    for kind in ("keys", "pictures"):
        shutil.rmtree(made.instance / "pictures" / kind)
        (made.instance / "pictures" / kind).mkdir()
