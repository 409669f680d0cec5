"""Find Graphviz and let it draw."""

import logging
import shutil
import sysconfig
from pathlib import Path

from ks_board.organigram.programs import ChartFailed, ChartMissing, run

TIMEOUT = 5.0
"""Seconds that one picture may take."""

LONGEST_SOURCE = 4_000_000
"""Characters of DOT source; the charts stay far below, whatever the town."""

_log = logging.getLogger(__name__)


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
    """Return the SVG that Graphviz draws of a DOT source; raise ChartMissing, ChartFailed or ChartTimeout.

    The layout is always `dot`: others may take minutes.
    """
    if len(source) > LONGEST_SOURCE:
        _log.error("The source of an organigram has %d characters and is not drawn.", len(source))
        raise ChartFailed
    return run([str(find_program(program)), "-Kdot", "-Tsvg", "-q"], source.encode(), timeout=timeout)
