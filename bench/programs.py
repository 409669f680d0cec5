"""Start other processes and end them: servers on free ports, commands with their time and memory."""

import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.client import Client, WrongAnswer

ROOT = Path(__file__).parents[1]
BOARD = "from ks_board.cli import main; main()"
NOTING = """import os, sys
def note(event, arguments):
    if event == "subprocess.Popen":
        with open(os.environ["KS_BENCH_NOTE"], "a") as file:
            file.write(f"{arguments[0]}\\n")
sys.addaudithook(note)
"""
PEAK = """import atexit, os
@atexit.register
def note():
    with open("/proc/self/status") as status, open(os.environ["KS_BENCH_NOTE"], "w") as file:
        file.write(next(line for line in status if line.startswith("VmHWM")))
"""
TODAY = "2026-11-16"
"""The day of the demo town: nothing that is measured depends on the clock."""
PATIENCE = 120.0
_NOT_INHERITED = ("KS_BOARD_", "PYTHONDONTWRITEBYTECODE")
STATUS = Path("/proc/self/status")
"""Where Linux tells the memory of a process."""


@dataclass(frozen=True)
class Server:
    """A running server."""

    port: int
    pid: int
    started_in: float

    def memory(self) -> float:
        """Return the resident memory of the process in MB."""
        if STATUS.exists():
            status = Path(f"/proc/{self.pid}/status").read_text()
            line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
            return int(line.split()[1]) / 1024
        shown = subprocess.run(["ps", "-o", "rss=", "-p", str(self.pid)], check=True, capture_output=True, text=True)
        return int(shown.stdout) / 1024


@dataclass(frozen=True)
class Spent:
    """What a command took: seconds on the clock and the peak of its memory in MB."""

    seconds: float
    memory: float


def environment(instance: Path, **more: str) -> dict[str, str]:
    """Return this process's environment with the settings of a measured board only."""
    # Where Python may not keep compiled modules, each start would compile the whole app.
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_INHERITED)}
    own = {"KS_BOARD_INSTANCE": str(instance), "KS_BOARD_TODAY": TODAY, "KS_BOARD_RATE_LIMITS": "off"}
    return inherited | own | {"PYTHONPATH": str(ROOT)} | more


@contextmanager
def board(
    instance: Path, *, processes: int = 1, note: Path | None = None, settings: Mapping[str, str] = {}
) -> Iterator[Server]:
    """Serve a board as `ks-board run` does; `note` is a file that gets a line for each program it starts."""
    port = _free_port()
    code = NOTING + BOARD if note else BOARD
    command = [sys.executable, "-c", code, "run", "--port", str(port), "--processes", str(processes)]
    with _serving(command, port, environment(instance, KS_BENCH_NOTE=str(note), **settings), "/gesund") as server:
        yield server


@contextmanager
def floor(kind: str, *, processes: int = 1) -> Iterator[Server]:
    """Serve a hello the same way."""
    port = _free_port()
    command = [sys.executable, "-m", "bench.hello", kind, str(port), str(processes)]
    with _serving(command, port, environment(ROOT), "/") as server:
        yield server


def run(instance: Path, *arguments: str) -> Spent:
    """Run a ks-board command to its end; raise WrongAnswer with its complaint if it fails."""
    with tempfile.NamedTemporaryFile("r") as note:
        code = PEAK + BOARD if STATUS.exists() else BOARD
        command = [sys.executable, "-c", code, *arguments]
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            env=environment(instance, KS_BENCH_NOTE=note.name),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        complaint = process.communicate()[1].decode(errors="replace")
        took = time.perf_counter() - began
        if process.returncode:
            raise WrongAnswer(f"ks-board {' '.join(arguments)} ended with {process.returncode}: {complaint}")
        return Spent(took, _peak(note.read()))


def processor_seconds(code: str, instance: Path) -> float:
    """Return the CPU seconds of a fresh Python that runs this code."""
    command: Sequence[str] = [sys.executable, "-c", f"{code}; import time; print(time.process_time())"]
    return float(subprocess.run(command, check=True, env=environment(instance), capture_output=True, text=True).stdout)


@contextmanager
def _serving(command: Sequence[str], port: int, env: Mapping[str, str], path: str) -> Iterator[Server]:
    began = time.perf_counter()
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        _wait(process, port, path)
        yield Server(port, process.pid, time.perf_counter() - began)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait(process: subprocess.Popen[bytes], port: int, path: str) -> None:
    """Wait until the server answers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise WrongAnswer(f"the server ended at its start with {process.returncode}")
        try:
            with Client(port) as client:
                client.get(path)
            return
        except (ConnectionRefusedError, ConnectionResetError):
            time.sleep(0.02)
    raise WrongAnswer(f"the server did not answer within {PATIENCE:.0f} s")


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _peak(noted: str) -> float:
    """Return the peak in MB as the command noted it; elsewhere than on Linux that of the largest command so far."""
    # Not from getrusage: there, Linux counts in the memory of the process that started the command.
    if noted:
        return int(noted.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (1 << 20)
