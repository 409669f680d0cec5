"""What one can do on each page, in three sentences: pages of one kind share theirs."""

from functools import cache

from ks_board.pages.what_here_public import FOR_ALL
from ks_board.pages.what_here_staff import FOR_STAFF

Sentences = tuple[object, object, object]
"""Lazy strings: the table is made before anybody asks for a page."""


def find_what_here(endpoint: str | None) -> Sentences | None:
    """Return what one can do on the page, or None if it says so itself."""
    return _by_endpoint().get(endpoint or "")


@cache
def _by_endpoint() -> dict[str, Sentences]:
    return {endpoint: sentences for endpoints, sentences in (*FOR_ALL, *FOR_STAFF) for endpoint in endpoints.split()}
