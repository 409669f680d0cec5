"""Start a program for a picture: with a time limit, in a process group of its own, silent about its errors."""

import logging
import os
import signal
import subprocess
from collections.abc import Sequence

_log = logging.getLogger(__name__)


class ChartError(Exception):
    """There is no picture; the page says so and the list still stands."""


class ChartMissing(ChartError):
    """The program is not installed."""


class ChartFailed(ChartError):
    """The program could not draw what it was given."""


class ChartTimeout(ChartError):
    """The program took too long."""


def run(command: Sequence[str], given: bytes, *, timeout: float) -> bytes:
    """Give bytes to a program and return what it answers; raise ChartMissing, ChartFailed or ChartTimeout.

    What the program complains of goes into the log and never into the error, since a page might show it.
    """
    name = os.path.basename(command[0])  # noqa: PTH119 # Only the last part is wanted.
    pipe = subprocess.PIPE
    try:
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=True)  # noqa: S603 # Fixed arguments, no shell.
    except OSError as error:
        _log.error("%s cannot be started: %s", name, error)
        raise ChartMissing from error
    with process:
        answer, complaint = _answer(process, given, timeout, name)
    if process.returncode or not answer:
        _log.error("%s failed with code %s: %.500r", name, process.returncode, complaint)
        raise ChartFailed
    return answer


def _answer(process: subprocess.Popen[bytes], given: bytes, timeout: float, name: str) -> tuple[bytes, bytes]:
    try:
        return process.communicate(given, timeout)
    except subprocess.TimeoutExpired as error:
        _log.error("%s was stopped after %g seconds.", name, timeout)
        raise ChartTimeout from error
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
