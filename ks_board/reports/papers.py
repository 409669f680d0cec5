"""What every paper about a task says, and the form in which a paper is handed to the printer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from flask_babel import gettext as _

from ks_board.core.errors import Conflict
from ks_board.tasks import words
from ks_board.tasks.contacts import Contact, contact_of
from ks_board.tasks.details import get_task
from ks_board.tasks.models import LIVE_TASK


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: the name of its file, its template, and what the template needs."""

    name: str
    template: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Job:
    """A task as papers tell it."""

    row: Any
    contact: Contact
    address: str
    """Where the task stands on the board."""

    @property
    def when(self) -> str:
        """Return the dates in words."""
        return words.when(self.row.kind, self.row.start, self.row.duration_minutes, self.row.rrule)

    @property
    def where(self) -> str:
        """Return place and street."""
        place = words.where(self.row.place, self.row.remote)
        return place if self.row.remote else ", ".join(filter(None, (place, self.row.street)))

    @property
    def asked(self) -> str:
        """Return whom to ask: the name if it may stand here, and the function."""
        return ", ".join(filter(None, (self.contact.name, self.contact.function)))


def get_job(ref: str, *, on: date, base_url: str, sees_names: bool) -> Job:
    """Return a task for paper; raise NotFound, and Conflict for one that nobody can join any more."""
    row = get_task(ref, on)
    if row.status not in LIVE_TASK:
        raise Conflict(_("Bei dieser Aufgabe kann gerade niemand mitmachen. Dafür braucht es kein Papier."))
    return Job(row, contact_of(row, sees_names=sees_names), task_address(ref, base_url))


def task_address(ref: str, base_url: str) -> str:
    """Return the address of a task on the board, as it is printed and put into QR codes."""
    return f"{base_url}/aufgaben/{quote(ref, safe='')}"


def spoken(address: str) -> str:
    """Return an address as people type it."""
    return address.partition("://")[2]
