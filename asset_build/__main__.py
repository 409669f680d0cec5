"""Build the front-end files by hand: `python -m asset_build`."""

from asset_build.bundle import build
from ks_board import assets

if assets.stale():
    build()
