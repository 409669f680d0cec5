"""Whatever a file holds: it is read, or refused with sentences; never anything else."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ks_board.exchange.check import PACK, check_folder
from ks_board.exchange.files import FILES, FURTHER
from ks_board.exchange.problems import FolderRefused
from tests.conftest import WEISSWALD
from tests.exchange.folders import write_town

quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NAMES = [name for name in FILES if name not in FURTHER]
names = st.sampled_from([name for name in FILES if name != "units"])
nasty = st.sampled_from(
    ["\0", '"', "\n", "\r", ";", ",", "\ufeff", "\u202e", "-1", "9" * 30, "1e9", "*", "..", "ß", "\x1b"]
)


def outcome(folder: Path) -> list[str]:
    """Return the faults; anything but a FolderRefused fails the test."""
    try:
        check_folder(folder)
    except FolderRefused as refused:
        return refused.lines()
    return []


def original(name: str) -> str:
    folder = WEISSWALD if (WEISSWALD / f"{name}.csv").exists() else PACK
    return (folder / f"{name}.csv").read_text(encoding="utf-8")


@quick
@given(name=names, content=st.binary(max_size=300))
def test_any_bytes_end_in_sentences(tmp_path: Path, name: str, content: bytes) -> None:
    assert all(line.isprintable() for line in outcome(write_town(tmp_path, **{name: content})))


@quick
@given(name=names, rows=st.lists(st.lists(st.text(max_size=20) | nasty, max_size=6), max_size=5))
def test_any_cells_under_a_right_header_end_in_sentences(tmp_path: Path, name: str, rows: list[list[str]]) -> None:
    header = ",".join(column.name for column in FILES[name].columns)
    content = "\n".join([header, *(",".join(row) for row in rows)]).encode("utf-8", "replace")
    assert all(line.isprintable() for line in outcome(write_town(tmp_path, **{name: content})))


@quick
@given(name=st.sampled_from(NAMES), seed=st.integers(0, 10_000), piece=nasty)
def test_a_spoilt_file_of_weisswald_ends_in_sentences(tmp_path: Path, name: str, seed: int, piece: str) -> None:
    text, dice = original(name), random.Random(seed)
    for _ in range(dice.randint(1, 4)):
        place = dice.randrange(len(text))
        text = text[:place] + dice.choice([piece, ""]) + text[place + dice.randint(0, 3) :]
    folder = copy_town(tmp_path / "town")
    (folder / f"{name}.csv").write_bytes(text.encode("utf-8", "replace"))
    assert all(line.isprintable() for line in outcome(folder))


def copy_town(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    for path in WEISSWALD.glob("*.csv"):
        (folder / path.name).write_bytes(path.read_bytes())
    for name in ("areas", "questions", "rules"):
        (folder / f"{name}.csv").unlink(missing_ok=True)
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_a_file_cut_off_in_the_middle_ends_in_sentences(tmp_path: Path, name: str) -> None:
    folder = copy_town(tmp_path)
    (folder / f"{name}.csv").write_text(original(name)[: len(original(name)) // 2])
    assert all(line.isprintable() for line in outcome(folder))
