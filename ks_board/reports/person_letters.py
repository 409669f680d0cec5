"""Letters about one person: certificate, thanks, proof of what they do."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from ks_board.core.db import db
from ks_board.core.formatting import hours_per_month, listing, short_date
from ks_board.people.models import Person
from ks_board.reports.achievements import HELPED
from ks_board.reports.letters import BLANK, read_letter, signatures
from ks_board.reports.papers import Paper, spoken
from ks_board.reports.qr import qr_svg
from ks_board.reports.task_letters import letter_paper
from ks_board.tasks.models import LIVE_ASSIGNMENT, Assignment, AssignmentStatus, Task

MOST_NAMED = 3


def make_certificate(person: Person, *, sender: Any, town: str, on: date) -> Paper:
    """Return the letter with which a person asks the citizens' office for a certificate of conduct."""
    tasks = [row.title for row in _assignments(person) if row.certificate_required and row.status in LIVE_ASSIGNMENT]
    lines = [(_("Name"), person.name), (_("Aufgabe"), "; ".join(tasks)), (_("Geboren am, in"), BLANK)]
    letter = read_letter("certificate", {"town": town, "person": person.name}, lines)
    signed = signatures((_("Für die Stadt"),))
    to = _("Bürgerbüro")
    return letter_paper(f"fuehrungszeugnis-{person.ref}", letter, sender, to=to, town=town, on=on, last=(signed,))


def make_proof(person: Person, *, sender: Any, town: str, on: date) -> Paper:
    """Return the proof of everything that a person did."""
    lines = [(row.title, _span(row)) for row in _assignments(person)]
    letter = read_letter("proof", {"town": town, "person": person.name}, lines)
    signed = signatures((_("Für die Stadt"),))
    return letter_paper(f"nachweis-{person.ref}", letter, sender, to=person.name, town=town, on=on, last=(signed,))


def make_thanks(people: Sequence[str], what: str, *, town: str) -> Paper:
    """Return a card of thanks for each of these people; without any, one with room for the name."""
    values = {"town": town, "task": what or _("alles, was Sie für andere tun")}
    letters = [read_letter("thanks", values | {"person": name}) for name in people or (BLANK,)]
    cards = [letter.blocks for letter in letters]
    return Paper("dankkarte", "card.typ", {"title": letters[0].title, "town": town, "cards": cards})


def list_helpers(task_id: int) -> Sequence[Any]:
    """Return who helps or helped with a task, nobody twice."""
    query = (
        select(Person.ref, Person.given_name, Person.family_name)
        .join(Assignment, Assignment.person_id == Person.id)
        .where(Assignment.task_id == task_id, Assignment.status.in_((*HELPED, AssignmentStatus.ASKED)))
        .distinct()
        .order_by(Person.family_name, Person.given_name, Person.ref)
    )
    return db.session.execute(query).all()


def name_tasks(person: Person) -> str:
    """Return the newest tasks of a person in words."""
    return listing([row.title for row in _assignments(person)][:MOST_NAMED])


def make_slip(*, phone: str | None, address: str, town: str) -> Paper:
    """Return four slips for the Kummerkasten on one page."""
    letter = read_letter("worry", {"town": town})
    data = {
        "title": letter.title,
        "town": town,
        "blocks": letter.blocks,
        "contact": _("Möchten Sie eine Antwort? Name und Telefon oder E-Mail (freiwillig):"),
        "phone": _("Anrufen: %(phone)s", phone=phone) if phone else "",
        "address": spoken(address),
        "qr": qr_svg(address),
        "qr_alt": _("QR-Code mit der Adresse %(address)s", address=address),
    }
    return Paper("kummerkasten", "slip.typ", data)


def _assignments(person: Person) -> Sequence[Any]:
    """Return what a person does or did, the newest first."""
    query = (
        select(Task.title, Task.certificate_required, Task.hours_per_month)
        .add_columns(Assignment.status, Assignment.from_, Assignment.until)
        .join(Task, Task.id == Assignment.task_id)
        .where(Assignment.person_id == person.id, Assignment.status.in_(HELPED))
    )
    return db.session.execute(query.order_by(Assignment.from_.desc(), Assignment.id)).all()


def _span(row: Any) -> str:
    return ", ".join(_said(row)) or _("regelmäßig")


def _said(row: Any) -> Iterator[str]:
    if row.from_:
        yield _("seit %(day)s", day=short_date(row.from_)) if row.until is None else short_date(row.from_)
    if row.until:
        yield _("bis %(day)s", day=short_date(row.until))
    if row.hours_per_month:
        yield _("etwa %(hours)s", hours=hours_per_month(row.hours_per_month))
