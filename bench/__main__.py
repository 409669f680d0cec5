"""Measure everything and print the table; the exit code tells only whether the measuring worked."""

import argparse
import platform
import sys
import time
import traceback
from collections.abc import Callable, Iterator

from bench.chart import measure_chart
from bench.claims import measure_claims, measure_storms
from bench.database import measure_test_database
from bench.exchange import measure_exchange, measure_gaps, measure_ranking
from bench.foresight import measure_foresight
from bench.memory import measure_memory
from bench.pages import measure_board, measure_growth
from bench.scale import FULL, QUICK, Scale
from bench.start import measure_second_start, measure_start
from bench.statements import measure_statements
from bench.table import Figure, table
from bench.weight import measure_weight

Measure = Callable[[Scale], Iterator[Figure]]
MEASURES: dict[str, Measure] = {
    "board": measure_board,
    "statements": measure_statements,
    "growth": measure_growth,
    "chart": measure_chart,
    "storms": measure_storms,
    "claims": measure_claims,
    "memory": measure_memory,
    "start": measure_start,
    "second-start": measure_second_start,
    "weight": measure_weight,
    "test-database": measure_test_database,
    "gaps": measure_gaps,
    "ranking": measure_ranking,
    "foresight": measure_foresight,
    "exchange": measure_exchange,
}


def main(arguments: list[str] | None = None) -> int:
    """Run the measures asked for and return how many failed to measure."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure beside the goals.")
    parser.add_argument("--quick", action="store_true", help="tiny sizes: shows only that everything runs")
    parser.add_argument(
        "--only", nargs="+", choices=MEASURES, default=list(MEASURES), metavar="PART", help=", ".join(MEASURES)
    )
    asked = parser.parse_args(arguments)
    figures: list[Figure] = []
    failed = sum(not _take(name, QUICK if asked.quick else FULL, figures) for name in asked.only)
    print(f"\n{table(figures)}\n\n{_notes()}")
    return failed


def _take(name: str, scale: Scale, figures: list[Figure]) -> bool:
    """Run one measure, and tell whether it could measure; the others go on."""
    began = time.monotonic()
    try:
        figures.extend(MEASURES[name](scale))
    except Exception:
        traceback.print_exc()
        print(f"{name}: FAILED to measure", file=sys.stderr)
        return False
    print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return True


def _notes() -> str:
    python = platform.python_version()
    return (
        f"Measured with `make bench` on {platform.system()} {platform.machine()}, Python {python}: medians of one run, "
        "pages in turn with a hello (the smallest Flask answer) on the same server."
    )


if __name__ == "__main__":
    sys.exit(main())
