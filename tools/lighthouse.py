"""Measure the main public pages with Lighthouse, as on a slow phone; print a table, fail below the aims."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from asset_build.npm import install_packages, node

LOCKED = Path(__file__).with_suffix("")
PAGES = ("/", "/aufgaben", "/aufgaben/T01", "/organigramm", "/checkliste", "/luecken")
AIMS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
CHROMIUM = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
PATIENCE = 30
"""Seconds until the board has to answer."""


def main() -> None:
    """Serve a fresh demo town and measure each page once."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("Lighthouse needs the program chromium (Debian: apt-get install chromium).")
    with tempfile.TemporaryDirectory() as folder, served(Path(folder) / "instance") as address:
        modules = install_packages(LOCKED, Path(folder))
        program = [*node(), str(modules / "lighthouse" / "cli" / "index.js")]
        reports = {path: measure(program, chromium, address + path) for path in PAGES}
    print_table(reports)
    if any(scores(report)[name] < aim for report in reports.values() for name, aim in AIMS.items()):
        raise SystemExit("Some figures are below the aims; the audits that failed stand above.")


@contextmanager
def served(instance: Path) -> Iterator[str]:
    """Run the board as a town would, with the demo town; yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("ks-board"))]
    environment = {**os.environ, "KS_BOARD_INSTANCE": str(instance)}
    subprocess.run([*command, "demo"], env=environment, check=True, stdout=subprocess.DEVNULL)
    server = subprocess.Popen([*command, "run", "--port", str(port)], env=environment, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/gesund")
        yield address
    finally:
        server.terminate()
        server.wait()


def wait_for(address: str) -> None:
    """Wait until the board answers."""
    for _ in range(PATIENCE * 10):
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 - our own server.
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The board did not start.")


def measure(program: list[str], chromium: str, address: str) -> dict[str, dict]:
    """Return Lighthouse's report of a page; its own setting is a phone with slow 4G, simulated."""
    options = ["--quiet", "--output=json", f"--only-categories={','.join(AIMS)}", f"--chrome-flags={CHROMIUM}"]
    environment = {**os.environ, "CHROME_PATH": chromium}
    done = subprocess.run([*program, address, *options], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"Lighthouse failed at {address}:\n{done.stderr}")
    return json.loads(done.stdout)


def scores(report: dict[str, dict]) -> dict[str, int]:
    """Return the figures of a report, 0 to 100."""
    return {name: round((report["categories"][name]["score"] or 0) * 100) for name in AIMS}


def print_table(reports: dict[str, dict]) -> None:
    """Print the figures as the README shows them, and what failed."""
    print("| Page |", " | ".join(AIMS), "|\n| --- |", " --- |" * len(AIMS))
    for path, report in reports.items():
        print(f"| `{path}` |", " | ".join(str(figure) for figure in scores(report).values()), "|")
    for path, report in reports.items():
        for name in AIMS:
            for audit in failed(report, name):
                print(f"{path} {name}: {audit}")


def failed(report: dict[str, dict], category: str) -> list[str]:
    """Return the titles of the audits that cost points."""
    weighed = [audit["id"] for audit in report["categories"][category]["auditRefs"] if audit["weight"]]
    found = [report["audits"][name] for name in weighed]
    return [f"{audit['title']} {audit.get('displayValue', '')}" for audit in found if (audit["score"] or 0) < 0.9]


if __name__ == "__main__":
    main()
