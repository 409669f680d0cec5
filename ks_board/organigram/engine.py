"""Run Graphviz: the one place that starts a program, with a time limit and errors that say nothing of its output."""

import logging
import os
import shutil
import signal
import subprocess
import sysconfig
from pathlib import Path

TIMEOUT = 5.0
"""Seconds that one picture may take."""

LONGEST_SOURCE = 4_000_000
"""Characters of DOT source; the charts stay far below, whatever the town."""

_log = logging.getLogger(__name__)


class ChartError(Exception):
    """There is no picture; the page says so and the list still stands."""


class ChartMissing(ChartError):
    """Graphviz is not installed."""


class ChartFailed(ChartError):
    """Graphviz could not draw the source."""


class ChartTimeout(ChartError):
    """Graphviz took too long."""


def find_program(configured: str | None = None) -> Path:
    """Return the program: the configured one, else graphviz-pure beside Python, else dot on PATH; or ChartMissing."""
    if configured:
        candidates = [shutil.which(configured)]
    else:
        candidates = [shutil.which("graphviz-pure", path=sysconfig.get_path("scripts")), shutil.which("dot")]
    for candidate in candidates:
        if candidate:
            return Path(candidate)
    raise ChartMissing


def render(source: str, *, program: str | None = None, timeout: float = TIMEOUT) -> bytes:
    """Return the SVG that Graphviz draws of a DOT source.

    The layout is always `dot`: others may take minutes. Raise ChartMissing, ChartFailed or ChartTimeout.
    """
    if len(source) > LONGEST_SOURCE:
        _log.error("The source of an organigram has %d characters and is not drawn.", len(source))
        raise ChartFailed
    command = [str(find_program(program)), "-Kdot", "-Tsvg", "-q"]
    try:
        return _run(command, source.encode(), timeout)
    except OSError as error:
        _log.error("Graphviz cannot be started: %s", error)
        raise ChartMissing from error


def _run(command: list[str], source: bytes, timeout: float) -> bytes:
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=True) as process:  # noqa: S603 # Fixed arguments, no shell.
        try:
            picture, complaint = process.communicate(source, timeout)
        except subprocess.TimeoutExpired as error:
            _log.error("Graphviz was stopped after %g seconds.", timeout)
            raise ChartTimeout from error
        finally:
            _end(process)
    if process.returncode or not picture:
        _log.error("Graphviz failed with code %s: %.500s", process.returncode, complaint.decode(errors="replace"))
        raise ChartFailed
    return picture


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill the program and whatever it started; it has a process group of its own."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
