"""Lists a page at a time, always in the same order."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from flask import request
from flask_babel import gettext as _

from ks_board.core.errors import BadParameter, NotFound
from ks_board.pages.api.answers import Listing

PER_PAGE, MOST = 50, 100
Listed = TypeVar("Listed", bound=Listing)


def per_page_asked() -> int:
    """Return how many items a page has (`?per_page=100`)."""
    text = request.args.get("per_page", str(PER_PAGE))
    if not (text.isascii() and text.isdecimal()) or not 1 <= int(text[:9]) <= MOST:
        raise BadParameter(_("„per_page“ ist eine Zahl von 1 bis %(most)s.", most=MOST))
    return int(text)


def cut(rows: Sequence[Any], page: int, per_page: int) -> Sequence[Any]:
    """Return the rows of one page."""
    return rows[(page - 1) * per_page : page * per_page]


def listing(
    kind: Callable[..., Listed],
    items: list[Any],
    *,
    total: int,
    page: int,
    per_page: int,
    exact: bool = True,
    has_more: bool | None = None,
    **more: Any,
) -> Listed:
    """Put one page into its answer; raise NotFound for a page after the last. `has_more` if the total cannot tell."""
    if page > 1 and not items:
        raise NotFound(_("So viele Seiten gibt es nicht."))
    goes_on = page * per_page < total if has_more is None else has_more
    numbers = {"total": total, "total_is_exact": exact, "page": page, "per_page": per_page, "has_more": goes_on}
    return kind(items=items, **numbers, **more)
