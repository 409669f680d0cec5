"""Gap report, ranking, import and export of one town, ten and a hundred."""

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bench import programs
from bench.scale import Scale
from bench.table import Figure
from bench.timing import median, milliseconds, seconds
from bench.towns import WEISSWALD, Town, town
from ks_board.core.db import db
from ks_board.exchange.scale import scale_folder
from ks_board.gaps.queries import find_gaps
from ks_board.gaps.what_hangs import find_losses, rank
from ks_board.pages.what_if import MOST_RANKED

DAY = date.fromisoformat(programs.TODAY)


def measure_gaps(scale: Scale) -> Iterator[Figure]:
    """Measure the report of all gaps of a day."""
    small, middle, large = (_report(copies, scale) for copies in scale.copies)
    yield Figure("gaps-1", small[0] * 1000, f"{small[1]} gaps")
    yield Figure("gaps-100", large[0], f"{large[1]:,} gaps")
    yield Figure("gaps-linear", large[0] / middle[0], f"{milliseconds(large[0])} / {milliseconds(middle[0])}")


def _report(copies: int, scale: Scale) -> tuple[float, int]:
    with town(copies) as made, made.app().app_context():
        number = len(find_gaps(DAY))
        return median([seconds(_fresh_report) for _ in range(scale.repeats)]), number


def _fresh_report() -> None:
    find_gaps(DAY)
    db.session.rollback()


def measure_ranking(scale: Scale) -> Iterator[Figure]:
    """Measure on whom the town hangs: what opens and closes without each single person and pot, with the names."""
    (small, keepers), (large, many) = (_ranking(copies, scale) for copies in (scale.copies[0], scale.copies[-1]))
    yield Figure("ranking-1", small * 1000, f"{keepers} people and pots")
    yield Figure("ranking-100", large, f"{many:,} people and pots")


def _ranking(copies: int, scale: Scale) -> tuple[float, int]:
    with town(copies) as made, made.app().app_context():
        keepers = len(find_losses(DAY))
        return median([seconds(_fresh_ranking) for _ in range(scale.repeats)]), keepers


def _fresh_ranking() -> None:
    rank(find_losses(DAY), most=MOST_RANKED)
    db.session.rollback()


def measure_exchange(scale: Scale) -> Iterator[Figure]:
    """Measure the commands from start to end, as somebody who types them waits for them."""
    with tempfile.TemporaryDirectory(prefix="ks-bench-") as place:
        folder, made, back = Path(place, "folder"), Town(Path(place, "instance")), Path(place, "back")
        folder.mkdir()
        rows = scale_folder(WEISSWALD, folder, scale.copies[-1])
        written = programs.run(made.instance, "import", str(folder))
        yield Figure("import-rate", rows / written.seconds, f"{rows:,} rows in {written.seconds:.3g} s")
        yield Figure("import-memory", written.memory)
        read = programs.run(made.instance, "export", str(back))
        yield Figure("export-rate", rows / read.seconds, f"{read.seconds:.3g} s, {read.memory:.0f} MB")
