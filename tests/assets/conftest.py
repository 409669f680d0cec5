"""The gallery in a browser."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.assets.gallery import served


@pytest.fixture(scope="session")
def gallery() -> Iterator[str]:
    """Serve the gallery; give its address."""
    with served() as address:
        yield address


@pytest.fixture
def visit(chromium: Browser, gallery: str) -> Iterator[Any]:
    """Open a path of the gallery: visit("/form", width=360, scheme="dark")."""
    pages: list[Page] = []

    def open_page(path: str = "/", *, width: int = 1280, **options: Any) -> Page:
        page = chromium.new_page(viewport={"width": width, "height": 800}, is_mobile=width < 500, **options)
        page.set_default_timeout(5000)
        pages.append(page)
        page.goto(gallery + path)
        return page

    yield open_page
    for page in pages:
        page.close()
