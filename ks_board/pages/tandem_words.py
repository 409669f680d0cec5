"""A tandem in words, as one viewer may see it."""

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from flask_babel import gettext as _

from ks_board.core.clock import local_day
from ks_board.core.formatting import iso, moment_in_words
from ks_board.tandems.states import MOOD_KINDS, MOOD_WORDS, Mood, mood
from ks_board.tasks.contacts import dialled
from ks_board.tasks.models import LIVE_TASK
from ks_board.tasks.words import next_date


class Half(NamedTuple):
    """One of the two people, as this viewer may see them; the phone only if they agreed."""

    name: str
    phone: str | None
    tel: str | None


class Shown(NamedTuple):
    """How a tandem is doing, ready to print."""

    mood: Mood
    words: str
    kind: str
    first: Half
    second: Half
    next_date: tuple[str, str] | None
    """For machines and in words."""

    @property
    def people(self) -> str:
        """Return both in one line."""
        if self.first.name == self.second.name == _unnamed():
            return _("zwei Freiwillige, die ihre Namen nicht zeigen")
        return _("%(first)s und %(second)s", first=self.first.name, second=self.second.name)


def describe(
    row: Any, *, person_id: int | None, sees_names: bool, now: datetime, silent_days: int, until: date | None = None
) -> Shown:
    """Say how a tandem is doing; `until` is the last day of the viewer's sponsorship."""
    on = local_day(now)
    is_in = person_id is not None and person_id in {row.a_id, row.b_id}
    found = mood(row.status, row.last_contact_on, row.end, until, on=on, silent_days=silent_days)
    first, second = (_half(row, letter, person_id, is_in=is_in, sees_names=sees_names, on=on) for letter in "ab")
    return Shown(found, str(MOOD_WORDS[found]), MOOD_KINDS[found], first, second, _next_date(row, now))


def shown_name(given_name: str, family_name: str, *, consents: bool | None) -> str:
    """Return a name if its owner agreed that it may be shown."""
    return f"{given_name} {family_name}" if consents else _unnamed()


def _unnamed() -> str:
    return _("eine freiwillige Person")


def _half(row: Any, letter: str, person_id: int | None, *, is_in: bool, sees_names: bool, on: date) -> Half:
    def of(column: str) -> Any:
        return getattr(row, f"{letter}_{column}")

    if of("id") == person_id:
        return Half(_("Sie"), None, None)
    left = of("left_on") is not None and of("left_on") <= on
    consents = sees_names or is_in or (of("consent_public") and not left)
    phone = of("phone") if sees_names or (is_in and of("consent_contact") and not left) else None
    name = shown_name(of("given_name"), of("family_name"), consents=consents)
    return Half(name, phone, dialled(phone) if phone else None)


def _next_date(row: Any, now: datetime) -> tuple[str, str] | None:
    if row.task_status not in LIVE_TASK:
        return None
    at = next_date(row.next_at, row.task_start, row.rrule, now=now)
    if at is None:
        return None
    return iso(at), moment_in_words(at, at + timedelta(minutes=row.duration_minutes or 0), on=local_day(now))
