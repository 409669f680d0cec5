"""Start other processes and end them: servers on free ports, commands with their time and memory."""

import os
import resource
import signal
import socket
import subprocess
import sys
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
TODAY = "2026-11-16"
"""The day of the demo town: nothing that is measured depends on the clock."""
PATIENCE = 120.0


@dataclass(frozen=True)
class Server:
    """A running server."""

    port: int
    pid: int
    started_in: float

    def memory(self) -> float:
        """Return the resident memory of the process in MB."""
        status = Path(f"/proc/{self.pid}/status")
        if status.exists():
            line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
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
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("KS_BOARD_")}
    own = {"KS_BOARD_INSTANCE": str(instance), "KS_BOARD_TODAY": TODAY, "KS_BOARD_RATE_LIMITS": "off"}
    return inherited | own | {"PYTHONPATH": str(ROOT)} | more


@contextmanager
def board(instance: Path, *, processes: int = 1, note: Path | None = None) -> Iterator[Server]:
    """Serve a board as `ks-board run` does; `note` is a file that gets a line for each program it starts."""
    port = _free_port()
    code = NOTING + BOARD if note else BOARD
    command = [sys.executable, "-c", code, "run", "--port", str(port), "--processes", str(processes)]
    with _serving(command, port, environment(instance, KS_BENCH_NOTE=str(note)), "/gesund") as server:
        yield server


@contextmanager
def floor(kind: str, *, processes: int = 1) -> Iterator[Server]:
    """Serve a hello the same way."""
    port = _free_port()
    command = [sys.executable, "-m", "bench.hello", kind, str(port), str(processes)]
    with _serving(command, port, environment(ROOT), "/") as server:
        yield server


def run(instance: Path, *arguments: str) -> Spent:
    """Run a ks-board command to its end; raise CalledProcessError if it fails."""
    command = [sys.executable, "-c", BOARD, *arguments]
    began = time.perf_counter()
    process = subprocess.Popen(command, env=environment(instance), stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Spent(time.perf_counter() - began, _megabytes(usage))


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


def _megabytes(usage: resource.struct_rusage) -> float:
    """Return the peak memory; Linux counts in KiB, macOS in bytes."""
    return usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
