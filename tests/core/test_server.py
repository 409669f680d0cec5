"""The app under real servers: it answers, logs no visits, and ends when told to."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from pathlib import Path
from typing import cast
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 60
SERVERS = {
    "gunicorn": ["-m", "gunicorn", "--workers", "2", "--bind", "127.0.0.1:{port}", "wsgi:app"],
    "waitress": ["-m", "waitress", "--listen", "127.0.0.1:{port}", "wsgi:app"],
    "ks-board run": ["-c", "from ks_board.cli import main; main()", "run", "--port", "{port}"],
    "ks-board run --processes 2": [
        "-c",
        "from ks_board.cli import main; main()",
        "run",
        "--port",
        "{port}",
        "--processes",
        "2",
    ],
}


@contextmanager
def _served(command: list[str], instance: Path, **variables: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, *(part.format(port=port) for part in command)],
        cwd=ROOT,
        env=os.environ | {"KS_BOARD_INSTANCE": str(instance), "PYTHONPATH": str(ROOT)} | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield f"http://127.0.0.1:{port}", process
    finally:
        process.kill()
        process.communicate()


def _answer(address: str, process: "subprocess.Popen[str]", **headers: str) -> HTTPResponse:
    """Ask until the server is up."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            return cast("HTTPResponse", urlopen(Request(address, headers=headers), timeout=PATIENCE))  # noqa: S310 - http only.
        except (URLError, ConnectionError):
            time.sleep(0.05)  # Polls a program that starts; nothing tells when it listens.
    raise AssertionError(f"{address} does not answer: {process.communicate()[0]}")


@pytest.mark.parametrize("server", SERVERS)
def test_app_answers_logs_no_visit_and_ends_in_order(server: str, tmp_path: Path) -> None:
    with _served(SERVERS[server], tmp_path) as (address, process):
        with _answer(f"{address}/gesund", process, **{"User-Agent": "visitor-42"}) as answer:
            assert json.loads(answer.read())["database"] == "ok"
        process.send_signal(signal.SIGTERM)
        printed, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode in {0, -signal.SIGTERM}
        assert "visitor-42" not in printed
        assert "GET /gesund" not in printed


@pytest.mark.parametrize(("proxies", "secure"), [("1", True), ("0", False)])
def test_word_of_the_trusted_proxy_reaches_the_app(proxies: str, secure: bool, tmp_path: Path) -> None:
    settings = {"KS_BOARD_PROXIES": proxies, "KS_BOARD_BASE_URL": "https://board.example.org"}
    said = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "9.9.9.9", "X-Forwarded-Host": "board.example.org"}
    with _served(SERVERS["ks-board run"], tmp_path, **settings) as (address, process):
        answer = _answer(f"{address}/gesund", process, **said)
        assert ("Strict-Transport-Security" in answer.headers) is secure
        answer.close()


def test_start_that_is_refused_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "board.sqlite").write_text("no database. " * 999)
    with _served(SERVERS["ks-board run"], tmp_path) as (_, process):
        printed, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode == 1
        assert printed.count("\n") == 1
        assert "file is not a database" in printed
