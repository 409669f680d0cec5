"""Graphviz may be missing, broken or slow: each is an error of its own, and none repeats what the program said."""

import os
import time
from pathlib import Path

import pytest

from ks_board.organigram.engine import LONGEST_SOURCE, find_program, render
from ks_board.organigram.programs import ChartError, ChartFailed, ChartMissing, ChartTimeout

GRAPH = "digraph { n1 }"


def program(folder: Path, body: str, name: str = "dot") -> str:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return str(path)


def test_graph_is_drawn() -> None:
    assert b"<svg" in render(GRAPH)


def test_configured_program_comes_first(tmp_path: Path) -> None:
    configured = program(tmp_path, "", "mine")
    assert find_program(configured) == Path(configured)


def test_program_beside_python_comes_before_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_program().name == "graphviz-pure"


def test_program_on_the_path_is_the_last_resort(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dot = program(tmp_path, "")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sysconfig.get_path", lambda name: "/nonexistent")
    assert find_program() == Path(dot)


def test_no_program_at_all_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    monkeypatch.setattr("sysconfig.get_path", lambda name: "/nonexistent")
    with pytest.raises(ChartMissing):
        find_program()


@pytest.mark.parametrize(
    ("body", "timeout", "error"),
    [
        ("echo '<script>secret</script>' >&2; exit 1", 60, ChartFailed),
        ("exit 0", 60, ChartFailed),
        ("kill -SEGV $$", 60, ChartFailed),
        ("exec 0<&-; exit 3", 60, ChartFailed),
        ("exec sleep 60", 0.3, ChartTimeout),
        ("sleep 60; echo done", 0.3, ChartTimeout),
    ],
    ids=["complains", "says nothing", "crashes", "does not listen", "too slow", "too slow with a child"],
)
def test_broken_program_is_an_error_without_its_words(
    tmp_path: Path, body: str, timeout: float, error: type[ChartError]
) -> None:
    with pytest.raises(error) as caught:
        render(GRAPH, program=program(tmp_path, body), timeout=timeout)
    assert "secret" not in f"{caught.value!r} {caught.value}"


def test_complaint_is_logged_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(ChartFailed):
        render(GRAPH, program=program(tmp_path, "printf 'no such font' >&2; exit 1"))
    (line,) = caplog.messages
    assert line == "dot failed with code 1: b'no such font'"


def test_slow_program_is_killed_with_its_children(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    body = f"sleep 60 & echo $! > '{note}'; wait"
    with pytest.raises(ChartTimeout):
        render(GRAPH, program=program(tmp_path, body), timeout=1)
    assert _is_gone(int(note.read_text()))


def _is_gone(pid: int) -> bool:
    """Wait a moment for the kernel; a dead child of a dead parent may stay as a zombie for long."""
    for _ in range(100):
        try:
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.02)
    return False


def test_file_that_is_no_program_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "dot"
    path.write_bytes(b"\x7fELF nonsense")
    path.chmod(0o755)
    with pytest.raises(ChartMissing):
        render(GRAPH, program=str(path))


def test_endless_source_is_not_even_tried(tmp_path: Path) -> None:
    with pytest.raises(ChartFailed):
        render(" " * (LONGEST_SOURCE + 1), program=program(tmp_path, "exec sleep 60"))
