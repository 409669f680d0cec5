"""G8 and the second start: what the app costs before its first answer."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import programs
from bench.scale import Scale
from bench.table import Figure
from bench.timing import median, milliseconds
from bench.towns import town

APP = "from ks_board.app import create_app; create_app()"
FLOOR = "import flask, sqlalchemy.orm"


def measure_start(scale: Scale) -> Iterator[Figure]:
    """Measure the CPU time of fresh processes in turn, then the second start of the demo town."""
    with tempfile.TemporaryDirectory(prefix="ks-bench-") as place:
        app, floor = [], []
        for number in range(scale.repeats + 1):
            pair = (programs.processor_seconds(APP, Path(place)), programs.processor_seconds(FLOOR, Path(place)))
            if number:  # The first pair may still compile modules.
                app.append(pair[0])
                floor.append(pair[1])
        one, other = median(app), median(floor)
        yield Figure("start", one / other, f"{milliseconds(one)} / {milliseconds(other)}")


def measure_second_start(scale: Scale) -> Iterator[Figure]:
    """Measure what `make run` does once everything is there."""
    with town() as made:
        programs.run(made.instance, "demo")
        kept = programs.run(made.instance, "demo", "--keep")
        with programs.board(made.instance) as served:
            yield Figure("second-start", kept.seconds + served.started_in)
