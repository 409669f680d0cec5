"""G7: memory of the server after many requests, beside a bare Flask and SQLAlchemy."""

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import cycle, islice

from bench.client import Client
from bench.programs import board, floor
from bench.scale import Scale
from bench.table import Figure
from bench.towns import town

OFTEN = (
    "/",
    "/aufgaben",
    "/aufgaben?seite=2",
    "/aufgaben?q=garten",
    "/aufgaben/T01",
    "/aufgaben/T02",
    "/organigramm",
    "/organigramm.svg",
    "/gibt-es-nicht",
)
MIXED = 4 * OFTEN + ("/einheiten/U01", "/checkliste", "/luecken")


def measure_memory(scale: Scale) -> Iterator[Figure]:
    """Ask one server for a mix of pages again and again, and look at its memory on the way."""
    early, middle, late = scale.memory_requests
    with ExitStack() as open_now:
        bare = open_now.enter_context(floor("bare"))
        made = open_now.enter_context(town(tasks=scale.tasks[0]))
        served = open_now.enter_context(board(made.instance))
        _ask(bare.port, ["/"], middle)
        _ask(served.port, MIXED, early)
        at_first = served.memory()
        _ask(served.port, MIXED, middle - early)
        then, floor_then = served.memory(), bare.memory()
        _ask(served.port, MIXED, late - middle)
        yield Figure("memory", then)
        yield Figure("memory-bare", then / floor_then, f"{then:.0f} MB / {floor_then:.0f} MB")
        yield Figure("memory-growth", served.memory() - at_first)


def _ask(port: int, paths: tuple[str, ...] | list[str], times: int) -> None:
    with Client(port) as client:
        for request in islice(cycle([client.request(path) for path in paths]), times):
            client.send(request)
