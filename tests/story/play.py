"""Play the year: every act is a form that somebody fills in, every night is the work that the board does by itself."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from click.testing import CliRunner
from flask import Flask

from ks_board.exchange.exporter import export_folder
from ks_board.pages.work import work_command
from ks_board.permissions import Role
from tests.conftest import signed_in
from tests.gaps.maker import ON
from tests.gaps.recount import PACK, Gap
from tests.gaps.recount.town import Town
from tests.organigram_edit.browser import fields_of, fill, press, send
from tests.story.count import gaps_at

LAST = 365
MONTHS = range(60, LAST, 60)
PAUSE = range(109, 119)
"""The days on which nothing ran at night: the board was switched off for its jobs, not for people."""
DAILY = 14
"""So many days it works every night, later once a week."""
NIGHTS_THAT_CHANGE = {0, 161}
"""The first day, and the one on which a draft comes into force by itself."""
PAGES = {
    "report": "/bericht.csv?von={quarter}",
    "paper": "/bericht?von={quarter}",
    "trend": "/luecken/verlauf",
    "calls": "/anrufe",
    "coming": "/vorschau",
    "checklist": "/checkliste",
    "what_if": "/luecken/ohne?ohne={person}",
}


@dataclass
class Month:
    """What the board said on one day, and the folder of the town on that evening."""

    number: int
    folder: Path
    person: str
    pages: dict[str, str]

    @property
    def on(self) -> date:
        """Return the day."""
        return ON + timedelta(days=self.number)

    @property
    def town(self) -> Town:
        """Read the folder."""
        return Town.read(self.folder, PACK)


@dataclass
class Story:
    """The town, and a ledger of its own: which gaps there were at the end of each day."""

    app: Flask
    place: Path
    script: "Mapping[int, Sequence[Callable[[Story], object]]]"
    ledger: dict[date, set[Gap]] = field(default_factory=dict)
    folders: dict[int, Path] = field(default_factory=dict)
    months: dict[int, Month] = field(default_factory=dict)
    draft: str = ""
    """Where the draft of the organigram is."""

    def play(self) -> "Story":
        """Play all days."""
        self.browser = signed_in(self.app, Role.COORDINATOR)
        for number in range(LAST + 1):
            self._day(number)
        return self

    def folder(self, number: int) -> Path:
        """Return the newest folder of a day."""
        return self.folders[max(day for day in self.folders if day <= number)]

    def _day(self, number: int) -> None:
        day = ON + timedelta(days=number)
        self.app.config["TODAY"] = day
        if _works(number):
            with self.app.app_context():
                worked = CliRunner().invoke(work_command, ["--once"], catch_exceptions=False)
            assert worked.exit_code == 0, worked.output
        for act in self.script.get(number, ()):
            act(self)
        if number in self.script or number in NIGHTS_THAT_CHANGE:
            self.folders[number] = self.place / str(number)
            with self.app.app_context():
                export_folder(self.folders[number])
        self.ledger[day] = gaps_at(Town.read(self.folder(number), PACK), day)
        if number in MONTHS:
            self._look(number)

    def _look(self, number: int) -> None:
        person = f"PE{2 + number // 30}"
        quarter = ON + timedelta(days=max(0, number - 90))
        pages = {name: self._read(path.format(person=person, quarter=quarter)) for name, path in PAGES.items()}
        self.months[number] = Month(number, self.folder(number), person, pages)

    def _read(self, path: str) -> str:
        answer = self.browser.get(path)
        assert answer.status_code == 200, path
        return answer.text

    def fill(self, address: str, **typed: str) -> str:
        """Fill in a form as the coordinator and return where it leads."""
        answer = fill(self.browser, address, **typed)
        assert answer.status_code == 303, (address, _complaints(answer.text))
        return str(answer.location)

    def press(self, page: str, address: str) -> None:
        """Press a button of a page."""
        assert press(self.browser, page, address).status_code == 303, address

    def answer(self, question: str, answer: str) -> None:
        """Answer a question at the Round Table."""
        address = f"/runder-tisch/{question}"
        fields = fields_of(self.browser.get(f"/runder-tisch?frage={question}"), address)
        assert send(self.browser, address, fields, answer=answer).status_code == 303


def _complaints(page: str) -> list[str]:
    """Return what a page says beside its fields."""
    return re.findall(r'class="kern-body">([^<]+)', page)


def _works(number: int) -> bool:
    if number in PAUSE:
        return False
    return number <= DAILY or number % 7 == 0 or number in MONTHS or number in {PAUSE.stop, LAST}
