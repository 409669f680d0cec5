"""Which steps of setting up a town are done, and what is still to be looked at before it is shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import func, select

from ks_board.core.db import db
from ks_board.organigram.models import Unit
from ks_board.pages.coordination import find_coordination
from ks_board.people.models import Account
from ks_board.permissions import Role
from ks_board.tasks.models import Task, TaskStatus
from ks_board.town.legal import LegalText, left_open
from ks_board.town.look import COLOR, LOGO
from ks_board.town.queries import list_settings

FEWEST_UNITS = 3
"""The town, its contact point, and at least one more."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `missing` says what it still needs."""

    words: str
    about: str
    href: str
    done: bool
    missing: str = ""
    optional: bool = False


def list_steps(on: date) -> list[Step]:
    """Return all steps in their order."""
    return [*_town_steps(on), *_more_steps()]


def next_step(steps: list[Step]) -> Step | None:
    """Return the first step that has to be done and is not."""
    return next((step for step in steps if not step.done and not step.optional), None)


def _town_steps(on: date) -> Iterator[Step]:
    settings, contact = list_settings(), find_coordination(on)
    yield Step(
        _("Name und Anlaufstelle"),
        _("Wie heißt die Stadt, und wen kann man fragen?"),
        url_for("setup.town"),
        bool(settings.get("town") and contact and (contact.phone or contact.email)),
    )
    names = {
        LegalText.IMPRINT: (_("Impressum"), _("Wer steht für diese Seiten ein?")),
        LegalText.PRIVACY: (_("Datenschutz"), _("Was geschieht mit persönlichen Daten?")),
        LegalText.ACCESSIBILITY: (_("Barrierefreiheit"), _("An wen wendet man sich, wenn etwas nicht geht?")),
    }
    for text, (words, about) in names.items():
        written = settings.get(text.setting, "")
        missing = _("Noch offen: %(parts)s", parts=", ".join(left_open(written)[:3])) if left_open(written) else ""
        done = bool(written) and not missing
        yield Step(words, about, url_for("setup.text", which=text.value), done, missing)
    yield Step(
        _("Farbe und Logo"),
        _("Damit man die Stadt wiedererkennt."),
        url_for("setup.look"),
        bool(settings.get(COLOR) or settings.get(LOGO)),
        optional=True,
    )


def _more_steps() -> Iterator[Step]:
    units = db.session.scalar(select(func.count(Unit.id))) or 0
    yield Step(
        _("Erste Einheiten"),
        _("Ämter, Rat, Kita, Feuerwehr: aus einem Muster oder aus Ihrer Tabelle."),
        url_for("setup.units"),
        units >= FEWEST_UNITS,
    )
    yield Step(
        _("Konto für die Koordination"),
        _("Laden Sie ein, wer sich um Aufgaben und Menschen kümmert."),
        url_for("people.invite_form"),
        any(Role.COORDINATOR in account.role_set for account in db.session.scalars(select(Account))),
    )
    tasks = select(func.count(Task.id)).where(Task.status.in_([TaskStatus.OPEN, TaskStatus.RUNNING]))
    yield Step(
        _("Die erste Aufgabe"),
        _("Wobei sollen Freiwillige helfen?"),
        url_for("task_edit.choose"),
        bool(db.session.scalar(tasks)),
        optional=True,
    )
