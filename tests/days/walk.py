"""Walk through the board as a person does, by the words on the screen, and count the clicks."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Page, expect

from tests.people.browser import PASSWORD

Role = Literal["button", "link", "radio", "checkbox"]


@dataclass
class Walk:
    """One person before one screen."""

    page: Page
    scripts: bool
    clicks: int = 0

    def opens(self, path: str) -> None:
        """Open an address, as from a QR code or a mail; that is no click."""
        self.page.goto(path)

    def clicks_on(self, role: Role, name: str, *, inside: str = "main") -> None:
        """Click on the first thing whose name begins with these words."""
        self.page.locator(inside).get_by_role(role, name=re.compile(f"^{re.escape(name)}")).first.click()
        self.clicks += 1

    def types(self, label: str, text: str) -> None:
        """Fill in a field; that is no click."""
        self.page.get_by_label(re.compile(f"^{re.escape(label)}")).fill(text)

    def sees(self, text: str) -> None:
        """Expect a text on the page."""
        expect(self.page.get_by_text(text).first).to_be_visible()

    def hears(self, text: str) -> None:
        """Expect a message about what was just done."""
        expect(self.page.locator("#meldungen")).to_contain_text(text)

    def misses(self, text: str) -> None:
        """Expect a text nowhere in what the page is about."""
        expect(self.page.locator("main").get_by_text(text)).to_have_count(0)

    def is_on(self, heading: str) -> None:
        """Expect the page with this heading."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)

    def signs_in(self, email: str, *, to: str) -> None:
        """Sign in with the password of all test accounts, on the way to a page."""
        self.opens(f"/anmelden?weiter={to}")
        self.types("E-Mail-Adresse", email)
        self.types("Passwort", PASSWORD)
        self.clicks_on("button", "Anmelden")
        self.sees("Abmelden")

    @contextmanager
    def measured(self, job: str) -> Iterator[None]:
        """Print how many clicks and seconds a job takes; a script types faster than a person."""
        clicks, start = self.clicks, time.perf_counter()
        yield
        how = "with JavaScript" if self.scripts else "without JavaScript"
        print(f"\n{job} ({how}): {self.clicks - clicks} clicks, {time.perf_counter() - start:.1f} s")
