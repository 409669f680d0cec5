"""Build hook of hatchling: bring the front-end files in at each install, editable or not."""

import os
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))  # An isolated build does not look here by itself.

from asset_build.bundle import build
from asset_build.npm import NODE_WHEEL, has_npm
from ks_board import assets

SKIP = "KS_BOARD_SKIP_ASSETS"


class CustomBuildHook(BuildHookInterface[Any]):
    """Build the front-end files unless they are fresh, and map the top-level folders into a wheel."""

    def dependencies(self) -> list[str]:
        """Ask for Node as a wheel when it will be needed and the system has no npm."""
        return [] if os.environ.get(SKIP) or has_npm() or not assets.stale() else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run before the files of the wheel are collected; an editable install uses the folders where they are."""
        if not os.environ.get(SKIP) and assets.stale():
            build()
        if version == "standard":
            build_data["force_include"] |= {"templates": "ks_board/templates", "static": "ks_board/static"}
