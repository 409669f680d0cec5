"""G4, G4b: two hundred people want one place at the same moment, over real HTTP, of two server processes."""

import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import programs
from bench.client import Answer, Client
from bench.rush import Rush

PROCESSES = 2


@dataclass(frozen=True)
class Storm:
    """What two hundred people were answered, and how long each waited."""

    codes: Counter[int]
    seconds: tuple[float, ...]

    @property
    def winners(self) -> int:
        """How many heard yes."""
        return self.codes[303]

    @property
    def p99(self) -> float:
        """Return how long the slowest waited, but for one in a hundred."""
        return sorted(self.seconds)[int(len(self.seconds) * 0.99) - 1]


@contextmanager
def two_servers(instance: Path, settings: Mapping[str, str] = {}) -> Iterator[list[int]]:
    """Serve one board by two processes, each on a port of its own."""
    with ExitStack() as stack:
        yield [stack.enter_context(programs.board(instance, settings=settings)).port for _ in range(PROCESSES)]


def storm(ports: Sequence[int], rush: Rush, ref: str) -> Storm:
    """Let everybody say yes to one task at once."""
    return _at_once(ports, rush, "POST", f"/aufgaben/{ref}/mitmachen", f"csrf_token={rush.token}")


def storm_of_404(ports: Sequence[int], rush: Rush) -> Storm:
    """Let everybody ask at once for a task that does not exist."""
    return _at_once(ports, rush, "GET", "/aufgaben/nicht-da")


def _at_once(ports: Sequence[int], rush: Rush, method: str, path: str, form: str = "") -> Storm:
    """Open all connections first, then send all requests in the same moment."""
    found: list[tuple[int, float]] = []
    start = threading.Barrier(len(rush.cookies))

    def one(port: int, cookie: str) -> None:
        with Client(port, cookie) as client:
            request = client.request(path, method=method, form=form)
            start.wait()
            began = time.perf_counter()
            answer: Answer = client.send(request)
            found.append((answer.status, time.perf_counter() - began))

    threads = [
        threading.Thread(target=one, args=(ports[number % len(ports)], cookie))
        for number, cookie in enumerate(rush.cookies)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Storm(Counter(code for code, _ in found), tuple(seconds for _, seconds in found))
