"""The gaps that the viewer of a page may see."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ks_board.core.access import can
from ks_board.gaps.branches import EmptyBranch, fold_empty_branches, list_units
from ks_board.gaps.queries import Gap, find_gaps
from ks_board.permissions import Permission


def visible_gaps(
    on: date, *, units: Mapping[int, Any] | None = None, **narrowed: Any
) -> tuple[list[Gap], list[EmptyBranch]]:
    """Return gaps, and the branches without people whose vacant posts and responsibilities are left out of them.

    `narrowed`: what `find_gaps` takes. `units`: those of `list_units`, if they were read already.
    """
    found = find_gaps(on, only_public=not can(Permission.GAP_READ_ALL), **narrowed)
    return fold_empty_branches(found, list_units() if units is None else units)
