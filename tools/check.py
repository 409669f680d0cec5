"""Run every check, also after one fails, and report all at the end."""

import subprocess
import sys
import time
from pathlib import Path

BIN = Path(sys.executable).parent
CHECKS = {
    "format": ["ruff", "format", "--check", "--quiet", "."],
    "lint": ["ruff", "check", "--quiet", "."],
    "types": ["mypy"],
    "import contracts": ["lint-imports", "--no-cache"],
    "templates": ["djlint", "--lint", "--quiet", "templates"],
    "tests (with migrations match models)": ["pytest", "-q", "-n", "2", "--dist", "loadgroup"],
}


def main() -> int:
    """Return the number of failed checks."""
    results = {name: _run(name, command) for name, command in CHECKS.items()}
    for name, (ok, seconds) in results.items():
        print(f"{'ok    ' if ok else 'FAILED'} {seconds:6.1f} s  {name}")
    return sum(not ok for ok, _ in results.values())


def _run(name: str, command: list[str]) -> tuple[bool, float]:
    print(f"== {name}", flush=True)
    began = time.monotonic()
    done = subprocess.run([BIN / command[0], *command[1:]], check=False)
    return done.returncode == 0, time.monotonic() - began


if __name__ == "__main__":
    sys.exit(main())
