"""G10: what a fresh database costs each test, beside creating all tables anew."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.scale import Scale
from bench.table import Figure
from bench.timing import median, milliseconds, side_by_side
from bench.towns import Town
from ks_board.core.db import Base, db
from ks_board.core.schema import prepare

BLOCK = 5


def measure_test_database(scale: Scale) -> Iterator[Figure]:
    """Copy a migrated file as the fixture `empty` of the tests does, and in turn create all tables in a new one."""
    with tempfile.TemporaryDirectory(prefix="ks-bench-") as place:
        made, template = Town(Path(place)), Path(place, "template.sqlite")
        app = made.app()
        prepare(app)
        with app.app_context():
            db.engine.dispose()
            file = Path(app.config["DATABASE_FILE"])
            shutil.copy(file, template)
            calls = {"copy": lambda: _copy(template, file), "create": lambda: _create(file)}
            times = side_by_side(calls, rounds=scale.repeats, block=BLOCK)
    copied, created = median(times["copy"]), median(times["create"])
    yield Figure("test-database", copied / created, f"{milliseconds(copied)} / {milliseconds(created)}")


def _copy(template: Path, file: Path) -> None:
    fresh = file.with_suffix(".fresh")
    shutil.copy(template, fresh)
    fresh.replace(file)
    db.session.connection()
    _close()


def _create(file: Path) -> None:
    file.unlink()
    file.touch()
    Base.metadata.create_all(db.engine)
    _close()


def _close() -> None:
    db.session.remove()
    db.engine.dispose()
